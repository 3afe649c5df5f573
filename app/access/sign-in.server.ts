import type { Belongings } from "#app/clicks/own-people.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { recordAuditEvent } from "./audit-store.server.ts";
import { knownDevice, makeDeviceToken } from "./known-device.server.ts";
import { verifyPassword } from "./passwords.server.ts";
import { startSession } from "./sessions.server.ts";
import { belongingsOf, landingPath } from "./sides.server.ts";
import type { SignIn } from "./sign-in.ts";
import { addressGroup, giveTryBack, limits, spendTry, type Limit } from "./throttle.server.ts";
import { findUserByEmail } from "./user-store.server.ts";

/** From where somebody comes, as far as it is known. */
export interface Visitor {
  readonly clientAddress: string;
  /** The value of their device cookie. */
  readonly deviceToken: string | null;
}

/** What the browser is given: all but the landing for cookies. */
export interface Entered {
  readonly sessionToken: string;
  readonly deviceToken: string;
  readonly belongings: Belongings;
  /** Where this person's work is. */
  readonly landing: string;
}

/** `too-many-tries` carries the seconds to wait as its detail. */
export type SignInRefusal = "wrong-email-or-password" | "too-many-tries";

/**
 * Signs in with e-mail and password. An unknown e-mail gets the same refusal after the same work as a wrong password. Tries are
 * counted before the password is looked at, so that many at once cannot slip through together.
 */
export async function signIn(
  services: Services,
  { email, password }: SignIn,
  visitor: Visitor,
): Promise<Outcome<Entered, SignInRefusal>> {
  const device = knownDevice(services, email, visitor.deviceToken);
  const counters: [Limit, string][] = [
    [limits.signInPerAddress, addressGroup(visitor.clientAddress)],
    device ? [limits.signInPerDevice, device] : [limits.signInPerAccount, email],
  ];
  for (const [limit, who] of counters) {
    const spent = await spendTry(services, limit, who);
    if (!spent.ok) return refused("too-many-tries", String(spent.waitSeconds));
  }
  const user = await services.db.inPlatform((tx) => findUserByEmail(tx, email));
  const isRight = await verifyPassword(user?.passwordHash ?? null, password);
  if (!user || !isRight) return refused("wrong-email-or-password");
  for (const [limit, who] of counters) await giveTryBack(services, limit, who);
  return done(await services.db.inPlatform((tx) => enter(services, tx, user)));
}

/** Starts a session for somebody who proved who they are, and tells where they belong. */
export async function enter(services: Services, tx: Tx, user: { userId: string; email: string }): Promise<Entered> {
  await recordAuditEvent(services, tx, {
    brandId: null,
    actorUserId: user.userId,
    action: "session.started",
    subjectId: user.userId,
  });
  return {
    sessionToken: await startSession(services, tx, user.userId),
    deviceToken: makeDeviceToken(services, user.email),
    belongings: await belongingsOf(tx, user.userId),
    landing: await landingPath(tx, user.userId),
  };
}
