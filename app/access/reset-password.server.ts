import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { recordAuditEvent } from "./audit-store.server.ts";
import { linkId } from "./link-token.server.ts";
import { passwordProblem } from "./password-rules.ts";
import { hashPassword } from "./passwords.server.ts";
import type { Person } from "./person.ts";
import { findOpenReset, consumeAllResets, consumeReset } from "./reset-store.server.ts";
import { endAllSessions } from "./sessions.server.ts";
import { enter, type Entered } from "./sign-in.server.ts";
import { addressGroup, giveTryBack, limits, spendTry } from "./throttle.server.ts";
import { savePasswordHash } from "./user-store.server.ts";

/** `too-many-tries` carries the seconds to wait, `poor-password` its sentence. */
export type ResetRefusal = "unknown-link" | "too-many-tries" | "poor-password";

/** Whose link this is. Unknown links are counted against the address that tried them. */
export async function openResetLink(
  services: Services,
  { token, clientAddress }: { token: string; clientAddress: string },
): Promise<Outcome<Person, "unknown-link" | "too-many-tries">> {
  const who = addressGroup(clientAddress);
  const spent = await spendTry(services, limits.codesPerAddress, who);
  if (!spent.ok) return refused("too-many-tries", String(spent.waitSeconds));
  const person = await services.db.inPlatform((tx) => findOpenReset(tx, linkId(token), services.clock.now()));
  if (!person) return refused("unknown-link");
  await giveTryBack(services, limits.codesPerAddress, who);
  return done(person);
}

/** Sets a new password by the link of a mail, ends every session of the person and starts a new one here. */
export async function resetPassword(
  services: Services,
  { token, password, clientAddress }: { token: string; password: string; clientAddress: string },
): Promise<Outcome<Entered, ResetRefusal>> {
  const opened = await openResetLink(services, { token, clientAddress });
  if (!opened.ok) return opened;
  const person = opened.value;
  const problem = passwordProblem(password, [person.email, person.name]);
  if (problem) return refused("poor-password", problem);
  const hash = await hashPassword(password);
  return services.db.inPlatform(async (tx) => {
    const now = services.clock.now();
    if (!(await consumeReset(tx, linkId(token), now))) return refused("unknown-link");
    await consumeAllResets(tx, person.userId, now);
    await savePasswordHash(tx, person.userId, hash, now);
    await endAllSessions(services, tx, person.userId);
    await recordAuditEvent(services, tx, {
      brandId: null,
      actorUserId: person.userId,
      action: "password.changed",
      subjectId: person.userId,
    });
    return done(await enter(services, tx, person));
  });
}
