import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { insertNote } from "./finding-store.server.ts";
import { findFindings } from "./find-findings.server.ts";

/** Keeps what a person found out about a difference; it then counts as resolved. A note can be replaced by a further one. */
export async function noteFinding(
  services: Services,
  { findingKey, note, userId }: { readonly findingKey: string; readonly note: string; readonly userId: string },
): Promise<Outcome<null, "unknown-finding">> {
  return services.db.inPlatform(async (tx) => {
    const finding = (await findFindings(tx)).find(({ key }) => key === findingKey);
    if (!finding) return refused("unknown-finding");
    const id = services.newId();
    await insertNote(tx, { id, findingKey, note, notedBy: userId, notedAt: services.clock.now() });
    await recordAuditEvent(services, tx, {
      ...{ brandId: null, actorUserId: userId, action: "reconciliation.noted", subjectId: id },
      detail: { findingKey },
    });
    return done(null);
  });
}
