import { auditEvents } from "#db/schema/access.ts";
import type { Tx } from "#db/client.server.ts";
import { rowHashOf } from "#db/row-hash.server.ts";
import type { Services } from "#app/platform/services.server.ts";

export interface AuditEvent {
  /** Null for what belongs to no brand. */
  readonly brandId: string | null;
  /** Null for the system itself. */
  readonly actorUserId: string | null;
  /** Object and past verb, such as `campaign.published`. */
  readonly action: string;
  readonly subjectId: string;
  /** Never a secret, a token, an IBAN or a buyer's address. */
  readonly detail?: Record<string, string | number | boolean | null>;
}

/** Appends to the audit log inside the transaction of the change it speaks of. */
export async function recordAuditEvent(services: Services, tx: Tx, event: AuditEvent): Promise<void> {
  const row: Omit<typeof auditEvents.$inferSelect, "rowHash"> = {
    id: services.newId(),
    brandId: event.brandId,
    actorUserId: event.actorUserId,
    action: event.action,
    subjectId: event.subjectId,
    detail: event.detail ?? {},
    occurredAt: services.clock.now(),
  };
  await tx.insert(auditEvents).values({ ...row, rowHash: rowHashOf(row) });
}
