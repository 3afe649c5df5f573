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
  await recordAuditEvents(services, tx, [event]);
}

/** Rows per insert; each has eight parameters and PostgreSQL takes 65 535 of them. */
const ROWS_PER_INSERT = 1_000;

/** Like `recordAuditEvent`, for what happens to many things at once. */
export async function recordAuditEvents(services: Services, tx: Tx, events: readonly AuditEvent[]): Promise<void> {
  const rows = events.map((event) => rowOf(services, event));
  for (let from = 0; from < rows.length; from += ROWS_PER_INSERT) {
    await tx.insert(auditEvents).values(rows.slice(from, from + ROWS_PER_INSERT));
  }
}

function rowOf(services: Services, event: AuditEvent): typeof auditEvents.$inferSelect {
  const row: Omit<typeof auditEvents.$inferSelect, "rowHash"> = {
    id: services.newId(),
    brandId: event.brandId,
    actorUserId: event.actorUserId,
    action: event.action,
    subjectId: event.subjectId,
    detail: event.detail ?? {},
    occurredAt: services.clock.now(),
  };
  return { ...row, rowHash: rowHashOf(row) };
}
