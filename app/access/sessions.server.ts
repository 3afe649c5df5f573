import { DrizzlePostgreSQLAdapter } from "@lucia-auth/adapter-drizzle";
import { Lucia, TimeSpan, type Adapter } from "lucia";
import type { Clock } from "#app/kit/clock.ts";
import { randomToken, sha256 } from "#app/platform/keys.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { sessions, users } from "#db/schema/access.ts";
import type { Person } from "./person.ts";

/**
 * Sessions, and the one place that knows Lucia. The cookie carries a random token; the row's id, which is all that Lucia sees, is
 * the token's SHA-256. Who reads the table, or a backup of it, cannot sign in as anybody.
 */

/** A session ends this long after its last use. Lucia writes the new end once half of it has passed. */
export const SESSION_DAYS = 30;

export interface SessionRead extends Person {
  readonly sessionId: string;
  /** When the password was last given in this session. */
  readonly authenticatedAt: Date | null;
}

interface SessionColumns {
  authenticatedAt: Date | null;
}

interface PersonColumns {
  name: string;
  email: string;
}

declare module "lucia" {
  interface Register {
    Lucia: ReturnType<typeof openLucia>;
    DatabaseSessionAttributes: SessionColumns;
    DatabaseUserAttributes: PersonColumns;
  }
}

/** Starts a session for somebody who has just proved who they are. Returns the token for the cookie. */
export async function startSession(services: Services, tx: Tx, userId: string): Promise<string> {
  const token = randomToken();
  await openLucia(services, tx).createSession(
    userId,
    { authenticatedAt: services.clock.now() },
    { sessionId: sha256(token) },
  );
  return token;
}

/** Who the token belongs to; null when its session ended, ran out or never was. */
export async function readSession(services: Services, tx: Tx, token: string): Promise<SessionRead | null> {
  const { session, user } = await openLucia(services, tx).validateSession(sha256(token));
  if (!session) return null;
  const { id, name, email } = user;
  return { userId: id, name, email, sessionId: session.id, authenticatedAt: session.authenticatedAt };
}

/** Ends this one session. The next request with its token is a stranger's. */
export async function endSession(services: Services, tx: Tx, token: string): Promise<void> {
  await openLucia(services, tx).invalidateSession(sha256(token));
}

/** Ends every session of a person: after a new password, on every device. */
export async function endAllSessions(services: Services, tx: Tx, userId: string): Promise<void> {
  await openLucia(services, tx).invalidateUserSessions(userId);
}

function openLucia(services: Services, tx: Tx) {
  return new Lucia(inClockTime(new DrizzlePostgreSQLAdapter(tx, sessions, users), services.clock), {
    sessionExpiresIn: new TimeSpan(SESSION_DAYS, "d"),
    getSessionAttributes: ({ authenticatedAt }: SessionColumns) => ({ authenticatedAt }),
    getUserAttributes: ({ name, email }: PersonColumns) => ({ name, email }),
  });
}

/** Lucia reads the machine's clock. The rows keep the time of our own, so that a moved clock ends sessions too. */
function inClockTime(adapter: Adapter, clock: Clock): Adapter {
  const aheadMs = clock.now().getTime() - Date.now();
  const later = (instant: Date, ms: number) => new Date(instant.getTime() + ms);
  return {
    getSessionAndUser: async (sessionId) => {
      const [session, user] = await adapter.getSessionAndUser(sessionId);
      return [session && { ...session, expiresAt: later(session.expiresAt, -aheadMs) }, user];
    },
    getUserSessions: async (userId) =>
      (await adapter.getUserSessions(userId)).map((each) => ({ ...each, expiresAt: later(each.expiresAt, -aheadMs) })),
    setSession: (session) => adapter.setSession({ ...session, expiresAt: later(session.expiresAt, aheadMs) }),
    updateSessionExpiration: (sessionId, expiresAt) =>
      adapter.updateSessionExpiration(sessionId, later(expiresAt, aheadMs)),
    deleteSession: (sessionId) => adapter.deleteSession(sessionId),
    deleteUserSessions: (userId) => adapter.deleteUserSessions(userId),
    deleteExpiredSessions: () => adapter.deleteExpiredSessions(),
  };
}
