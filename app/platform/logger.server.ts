import { pino, type Logger as PinoLogger } from "pino";

/** Structured log lines on standard output. Never give it a secret, a token, an IBAN or a buyer's address. */
export type Logger = Pick<PinoLogger, "debug" | "info" | "warn" | "error" | "child">;

const redactedPaths = ["password", "token", "secret", "iban", "authorization", "cookie", "email"].flatMap((key) => [
  key,
  `*.${key}`,
  `*.*.${key}`,
]);

export function createLogger(level: string): PinoLogger {
  return pino({ level, base: null, redact: { paths: redactedPaths, censor: "(removed)" } });
}
