import { and, asc, count, desc, eq, inArray, like, sql } from "drizzle-orm";
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

/** Who did what with these subjects, in order of time. @param action what the actions begin with, such as `month.`; empty for all. */
export async function listEventsOf(tx: Tx, subjectIds: readonly string[], action = "") {
  if (subjectIds.length === 0) return [];
  return tx
    .select({
      id: auditEvents.id,
      action: auditEvents.action,
      detail: auditEvents.detail,
      occurredAt: auditEvents.occurredAt,
      actorName: sql<string>`coalesce(${users.name}, 'Fairshare')`,
    })
    .from(auditEvents)
    .leftJoin(users, eq(users.id, auditEvents.actorUserId))
    .where(and(inArray(auditEvents.subjectId, [...subjectIds]), like(auditEvents.action, `${action}%`)))
    .orderBy(asc(auditEvents.occurredAt), asc(auditEvents.id));
}
