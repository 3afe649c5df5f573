import { asc, count, desc, eq } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { auditEvents, users } from "#db/schema/access.ts";
import { brands } from "#db/schema/brands.ts";

export interface AuditRow {
  readonly id: string;
  readonly action: string;
  readonly subjectId: string;
  readonly detail: Record<string, string | number | boolean | null>;
  readonly occurredAt: Date;
  /** Null for the system itself. */
  readonly actorName: string | null;
  readonly brandName: string | null;
}

/** One page of the audit log, newest first; of one action only when it is given. */
export async function listAuditEvents(
  tx: Tx,
  { action, page, pageSize }: { action: string | null; page: number; pageSize: number },
): Promise<{ rows: AuditRow[]; total: number }> {
  const ofAction = action === null ? undefined : eq(auditEvents.action, action);
  const rows = await tx
    .select({
      id: auditEvents.id,
      action: auditEvents.action,
      subjectId: auditEvents.subjectId,
      detail: auditEvents.detail,
      occurredAt: auditEvents.occurredAt,
      actorName: users.name,
      brandName: brands.name,
    })
    .from(auditEvents)
    .leftJoin(users, eq(users.id, auditEvents.actorUserId))
    .leftJoin(brands, eq(brands.id, auditEvents.brandId))
    .where(ofAction)
    .orderBy(desc(auditEvents.occurredAt), desc(auditEvents.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  const [all] = await tx.select({ count: count() }).from(auditEvents).where(ofAction);
  return { rows, total: all?.count ?? 0 };
}

/** Every action that ever happened, for the filter. */
export async function listAuditActions(tx: Tx): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ action: auditEvents.action })
    .from(auditEvents)
    .orderBy(asc(auditEvents.action));
  return rows.map((row) => row.action);
}
