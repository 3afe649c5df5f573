import { and, asc, count, desc, eq, gt, isNull, lte, or, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { users } from "#db/schema/access.ts";
import { appeals } from "#db/schema/appeals.ts";
import { brands } from "#db/schema/brands.ts";
import { commissionDecisions, commissions } from "#db/schema/commissions.ts";
import { creators } from "#db/schema/creators.ts";
import { sales } from "#db/schema/sales.ts";

export type Appeal = typeof appeals.$inferSelect;

const ofAppeal = (brandId: string, appealId: string) => and(eq(appeals.brandId, brandId), eq(appeals.id, appealId));

/** Adds an appeal unless the decline has one: the unique key decides between two at once. */
export async function insertAppeal(tx: Tx, appeal: Appeal): Promise<"inserted" | "exists"> {
  const rows = await tx.insert(appeals).values(appeal).onConflictDoNothing().returning({ id: appeals.id });
  return rows.length > 0 ? "inserted" : "exists";
}

/** Reads the appeal and keeps every other change of it waiting until this transaction ends. */
export async function lockAppeal(tx: Tx, brandId: string, appealId: string): Promise<Appeal | null> {
  const [row] = await tx.select().from(appeals).where(ofAppeal(brandId, appealId)).for("no key update");
  return row ?? null;
}

type AppealChange = Partial<
  Pick<
    Appeal,
    "status" | "answer" | "answerNote" | "answeredBy" | "answeredFor" | "answeredAt" | "remindedAt" | "overdueToldAt"
  >
>;

export async function updateAppeal(tx: Tx, brandId: string, appealId: string, change: AppealChange): Promise<void> {
  await tx.update(appeals).set(change).where(ofAppeal(brandId, appealId));
}

/** The brand of an appeal: finance works over all brands. */
export async function findBrandOfAppeal(tx: Tx, appealId: string): Promise<string | null> {
  const [row] = await tx.select({ brandId: appeals.brandId }).from(appeals).where(eq(appeals.id, appealId));
  return row?.brandId ?? null;
}

/** The commission of a creator, with the brand it is at; null for anybody else's. */
export async function findOwnCommission(tx: Tx, creatorId: string, commissionId: string) {
  const [row] = await tx
    .select({ brandId: commissions.brandId, status: commissions.status })
    .from(commissions)
    .where(and(eq(commissions.id, commissionId), eq(commissions.creatorId, creatorId)));
  return row ?? null;
}

/** The latest decline of a commission; null where there is none. */
export async function findLatestDecline(tx: Tx, brandId: string, commissionId: string) {
  const [row] = await tx
    .select({ id: commissionDecisions.id, decidedAt: commissionDecisions.decidedAt })
    .from(commissionDecisions)
    .where(
      and(
        eq(commissionDecisions.brandId, brandId),
        eq(commissionDecisions.commissionId, commissionId),
        eq(commissionDecisions.kind, "decline"),
      ),
    )
    .orderBy(desc(commissionDecisions.decidedAt), desc(commissionDecisions.id))
    .limit(1);
  return row ?? null;
}

/** Who made a decision; null for a rule, or none of this id. */
export async function findDecider(tx: Tx, brandId: string, decisionId: string): Promise<string | null> {
  const [row] = await tx
    .select({ decidedBy: commissionDecisions.decidedBy })
    .from(commissionDecisions)
    .where(and(eq(commissionDecisions.brandId, brandId), eq(commissionDecisions.id, decisionId)));
  return row?.decidedBy ?? null;
}

const appealRow = {
  appeal: appeals,
  saleId: commissions.saleId,
  currency: commissions.currency,
  calculatedMinor: commissions.calculatedMinor,
  status: commissions.status,
  brandName: brands.name,
  brandSlug: brands.slug,
  creatorName: creators.name,
  orderName: sales.externalName,
  reason: commissionDecisions.reason,
  note: commissionDecisions.note,
  declinedAt: commissionDecisions.decidedAt,
  declinedBy: commissionDecisions.decidedBy,
  declinedByName: sql<string | null>`(select u.name from users u where u.id = ${commissionDecisions.decidedBy})`,
  answeredByName: users.name,
};

const selectAppeals = (tx: Tx) =>
  tx
    .select(appealRow)
    .from(appeals)
    .innerJoin(brands, eq(brands.id, appeals.brandId))
    .innerJoin(creators, eq(creators.id, appeals.creatorId))
    .innerJoin(commissions, and(eq(commissions.brandId, appeals.brandId), eq(commissions.id, appeals.commissionId)))
    .innerJoin(sales, and(eq(sales.brandId, commissions.brandId), eq(sales.id, commissions.saleId)))
    .innerJoin(
      commissionDecisions,
      and(eq(commissionDecisions.brandId, appeals.brandId), eq(commissionDecisions.id, appeals.decisionId)),
    )
    .leftJoin(users, eq(users.id, appeals.answeredBy));

export type AppealRow = Awaited<ReturnType<typeof selectAppeals>>[number];

/** An appeal with all that it is about; null when there is none of this id at the brand. */
export async function findAppeal(tx: Tx, brandId: string, appealId: string): Promise<AppealRow | null> {
  const [row] = await selectAppeals(tx).where(ofAppeal(brandId, appealId));
  return row ?? null;
}

/** One page of appeals, of one brand or (null) of all: open ones first, the nearest deadline on top, then the answered ones, the newest first. */
export async function listAppeals(
  tx: Tx,
  brandId: string | null,
  isOpenOnly: boolean,
  { page, pageSize }: { readonly page: number; readonly pageSize: number },
): Promise<{ rows: AppealRow[]; total: number }> {
  const condition = and(
    brandId === null ? undefined : eq(appeals.brandId, brandId),
    isOpenOnly ? eq(appeals.status, "open") : undefined,
  );
  const [counted] = await tx.select({ total: count() }).from(appeals).where(condition);
  const rows = await selectAppeals(tx)
    .where(condition)
    .orderBy(
      sql`${appeals.status} <> 'open'`,
      sql`case when ${appeals.status} = 'open' then ${appeals.dueAt} end`,
      desc(appeals.openedAt),
      appeals.id,
    )
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return { rows, total: counted?.total ?? 0 };
}

/** How many appeals wait for an answer: of one brand, or (null) of all. */
export async function countOpenAppeals(tx: Tx, brandId: string | null): Promise<number> {
  const [row] = await tx
    .select({ total: count() })
    .from(appeals)
    .where(and(eq(appeals.status, "open"), brandId === null ? undefined : eq(appeals.brandId, brandId)));
  return row?.total ?? 0;
}

/** A creator's commissions on a sale that were ever declined, with the latest decline and what became of the appeal against it. */
export async function listOwnDeclines(tx: Tx, creatorId: string, saleId: string) {
  const rows = await tx
    .select({
      commissionId: commissions.id,
      status: commissions.status,
      decisionId: commissionDecisions.id,
      declinedAt: commissionDecisions.decidedAt,
      brandName: brands.name,
      appeal: appeals,
    })
    .from(commissions)
    .innerJoin(brands, eq(brands.id, commissions.brandId))
    .innerJoin(
      commissionDecisions,
      and(
        eq(commissionDecisions.brandId, commissions.brandId),
        eq(commissionDecisions.commissionId, commissions.id),
        eq(commissionDecisions.kind, "decline"),
      ),
    )
    .leftJoin(
      appeals,
      and(eq(appeals.brandId, commissionDecisions.brandId), eq(appeals.decisionId, commissionDecisions.id)),
    )
    .where(and(eq(commissions.saleId, saleId), eq(commissions.creatorId, creatorId)))
    .orderBy(desc(commissionDecisions.decidedAt), desc(commissionDecisions.id));
  return rows.filter((row, index) => rows.findIndex(({ commissionId }) => commissionId === row.commissionId) === index);
}

/** Open appeals of which somebody is to be reminded by now, or whose deadline has passed without all having been told; over all brands. */
export async function listAppealsToTell(tx: Tx, now: Date, remindBefore: Date, limit: number) {
  return tx
    .select({ brandId: appeals.brandId, appealId: appeals.id })
    .from(appeals)
    .where(
      and(
        eq(appeals.status, "open"),
        or(
          and(lte(appeals.dueAt, remindBefore), gt(appeals.dueAt, now), isNull(appeals.remindedAt)),
          and(lte(appeals.dueAt, now), isNull(appeals.overdueToldAt)),
        ),
      ),
    )
    .orderBy(asc(appeals.dueAt))
    .limit(limit);
}
