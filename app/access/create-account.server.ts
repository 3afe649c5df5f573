import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { recordAuditEvent } from "./audit-store.server.ts";
import { passwordProblem } from "./password-rules.ts";
import { hashPassword } from "./passwords.server.ts";
import type { Person } from "./person.ts";
import type { Account } from "./sign-up.ts";
import { insertUser, savePasswordHash } from "./user-store.server.ts";

/** An account that is ready to be saved: the slow hashing is done before the transaction starts. */
export interface PreparedAccount {
  readonly person: Person;
  readonly passwordHash: string;
}

/** Refuses a password that is the person's own name or address; hashes it otherwise. The refusal carries its sentence. */
export async function prepareAccount(
  services: Services,
  { personName, email, password }: Account,
  alsoKnown: readonly string[] = [],
): Promise<Outcome<PreparedAccount, "poor-password">> {
  const problem = passwordProblem(password, [personName, email, ...alsoKnown]);
  if (problem) return refused("poor-password", problem);
  return done({
    person: { userId: services.newId(), name: personName, email },
    passwordHash: await hashPassword(password),
  });
}

/** Saves the account in the caller's transaction. False when the e-mail is taken. */
export async function createAccount(
  services: Services,
  tx: Tx,
  { person, passwordHash }: PreparedAccount,
): Promise<boolean> {
  const now = services.clock.now();
  if (!(await insertUser(tx, person, now))) return false;
  await savePasswordHash(tx, person.userId, passwordHash, now);
  await recordAuditEvent(services, tx, {
    brandId: null,
    actorUserId: person.userId,
    action: "account.created",
    subjectId: person.userId,
  });
  return true;
}
