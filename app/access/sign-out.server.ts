import type { Services } from "#app/platform/services.server.ts";
import { recordAuditEvent } from "./audit-store.server.ts";
import { endSession, readSession } from "./sessions.server.ts";

/** Ends the session of this token. Doing it again, or with a token that never was, changes nothing. */
export async function signOut(services: Services, sessionToken: string): Promise<void> {
  await services.db.inPlatform(async (tx) => {
    const person = await readSession(services, tx, sessionToken);
    if (!person) return;
    await endSession(services, tx, sessionToken);
    await recordAuditEvent(services, tx, {
      brandId: null,
      actorUserId: person.userId,
      action: "session.ended",
      subjectId: person.userId,
    });
  });
}
