import { hash, verify, type Options } from "@node-rs/argon2";
import { randomToken } from "#app/platform/keys.server.ts";

/**
 * argon2id with 19 MiB, two passes and one lane: the first choice of
 * https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#argon2id (argon2id is the library's default).
 */
const cost: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

let decoy: Promise<string> | undefined;

/**
 * Whether the password belongs to the hash. Without a hash (nobody has this e-mail) it does the same work against a decoy and says
 * no, so that neither the answer nor the time tells who has an account.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword(randomToken());
  const isRight = await verify(passwordHash ?? (await decoy), password);
  return isRight && passwordHash !== null;
}
