import { pino, type DestinationStream, type Logger as PinoLogger } from "pino";

/** Structured log lines on standard output. Never give it a secret, a token, an IBAN or a buyer's address. */
export type Logger = Pick<PinoLogger, "debug" | "info" | "warn" | "error" | "child">;

const redactedPaths = ["password", "token", "secret", "iban", "authorization", "cookie", "email"].flatMap((key) => [
  key,
  `*.${key}`,
  `*.*.${key}`,
]);

/** What a driver adds after the statement that failed: the values it was given, buyers' addresses among them. */
const STATED_VALUES = /\nparams:[\s\S]*?(?=\n {4}at |$)/g;
const MOST_CAUSES = 5;

/**
 * What of an error may be read by whoever reads the log. Of a failed statement neither its values nor the row it met: the driver puts
 * them into the message, `detail`, `where` and `parameters`.
 */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === "string" ? withoutValues(error) : "an error that is none";
  const { code, constraint_name: constraint } = error as { code?: unknown; constraint_name?: unknown };
  return {
    type: error.name,
    message: withoutValues(error.message),
    stack: withoutValues(error.stack ?? ""),
    ...(code === undefined ? {} : { code }),
    ...(constraint === undefined ? {} : { constraint }),
    ...(error.cause === undefined || depth === MOST_CAUSES ? {} : { cause: describeError(error.cause, depth + 1) }),
  };
}

function withoutValues(text: string): string {
  return text.replaceAll(STATED_VALUES, "\nparams: (removed)");
}

/** The address of a page without the secret that some addresses end in. */
function withoutSecret(path: unknown): unknown {
  return typeof path === "string" ? path.replace(/^(\/(?:reset-password|invitations)\/).+/, "$1(removed)") : path;
}

/** @param destination where lines go instead of standard output. */
export function createLogger(level: string, destination?: DestinationStream): PinoLogger {
  const serializers = { err: describeError, error: describeError, cause: describeError, path: withoutSecret };
  const options = { level, base: null, redact: { paths: redactedPaths, censor: "(removed)" }, serializers };
  return destination ? pino(options, destination) : pino(options);
}
