import { and, eq, inArray, sql } from "drizzle-orm";
import type { FeeRates } from "#app/billing/platform-fee.ts";
import { WHOLE_BPS } from "#app/kit/money.ts";
import type { Tx } from "#db/client.server.ts";
import { commissions } from "#db/schema/commissions.ts";
import { payoutLines, payouts } from "#db/schema/payouts.ts";
import type { PayablePosition } from "./compose-batch.ts";

/**
 * Every commission with money to pay or to net in a currency that no open payout carries: approved up to the cut-off, and all that are
 * below zero. Whatever their status: a commission that was declined after it had been paid is owed back.
 */
export async function findPayablePositions(tx: Tx, currency: string, cutOffAt: Date): Promise<PayablePosition[]> {
  return tx
    .select({
      brandId: commissions.brandId,
      commissionId: commissions.id,
      creatorId: commissions.creatorId,
      payableMinor: commissions.payableMinor,
      earnedAt: commissions.saleOccurredAt,
    })
    .from(commissions)
    .where(
      and(
        eq(commissions.currency, currency),
        sql`${commissions.payableMinor} <> 0`,
        sql`not exists (select from payout_lines l where l.brand_id = ${commissions.brandId}
          and l.commission_id = ${commissions.id} and l.is_open)`,
        sql`(${commissions.payableMinor} < 0 or exists (select from commission_decisions d where d.brand_id = ${commissions.brandId}
          and d.commission_id = ${commissions.id} and d.kind = 'approve' and d.decided_at <= ${cutOffAt.toISOString()}))`,
      ),
    )
    .orderBy(commissions.brandId, commissions.id);
}

/** Locks the sales and then the commissions behind these payouts, in the order in which settling a sale locks them. */
export async function lockPositions(tx: Tx, payoutIds: readonly string[]): Promise<void> {
  if (payoutIds.length === 0) return;
  const ofPayouts = sql`(c.brand_id, c.id) in (select l.brand_id, l.commission_id from payout_lines l
    where ${inArray(sql`l.payout_id`, [...payoutIds])})`;
  await tx.execute(sql`select 1 from sales s where (s.brand_id, s.id) in
    (select c.brand_id, c.sale_id from commissions c where ${ofPayouts}) order by s.brand_id, s.id for no key update`);
  await tx.execute(sql`select 1 from commissions c where ${ofPayouts} order by c.brand_id, c.id for no key update`);
}

export type PositionColumn = "payable" | "inTransit" | "paid";

const columns = {
  payable: { column: sql.raw("payable_minor") },
  inTransit: { column: sql.raw("in_transit_minor") },
  paid: { column: sql.raw("paid_minor") },
} as const;

/** Moves the lines' amounts of these payouts from one position of their commissions to another. Call it with the positions locked. */
export async function movePositions(
  tx: Tx,
  payoutIds: readonly string[],
  from: PositionColumn,
  to: PositionColumn,
  at: Date,
): Promise<void> {
  if (payoutIds.length === 0) return;
  const source = columns[from].column;
  const target = columns[to].column;
  await tx.execute(sql`update commissions c
    set ${source} = c.${source} - l.amount_minor, ${target} = c.${target} + l.amount_minor, updated_at = ${at.toISOString()}
    from payout_lines l
    where ${inArray(sql`l.payout_id`, [...payoutIds])} and l.brand_id = c.brand_id and l.commission_id = c.id`);
}

/** What is payable now for each commission of a batch, by its id. */
export async function findPayableNow(tx: Tx, batchId: string): Promise<Map<string, bigint>> {
  const rows = await tx
    .select({ commissionId: commissions.id, payableMinor: commissions.payableMinor })
    .from(payoutLines)
    .innerJoin(payouts, eq(payouts.id, payoutLines.payoutId))
    .innerJoin(
      commissions,
      and(eq(commissions.brandId, payoutLines.brandId), eq(commissions.id, payoutLines.commissionId)),
    )
    .where(eq(payouts.batchId, batchId));
  return new Map(rows.map((row) => [row.commissionId, row.payableMinor]));
}

/** Clawbacks of a batch's creators, in its currency, that no open payout carries. Sums by creator; below zero. */
export async function findNewClawbacks(tx: Tx, batchId: string): Promise<Map<string, bigint>> {
  const rows = await tx
    .select({ creatorId: commissions.creatorId, sum: sql<string>`sum(${commissions.payableMinor})` })
    .from(commissions)
    .innerJoin(payouts, and(eq(payouts.creatorId, commissions.creatorId), eq(payouts.currency, commissions.currency)))
    .where(
      and(
        eq(payouts.batchId, batchId),
        sql`${commissions.payableMinor} < 0`,
        sql`not exists (select from payout_lines l where l.brand_id = ${commissions.brandId}
          and l.commission_id = ${commissions.id} and l.is_open)`,
      ),
    )
    .groupBy(commissions.creatorId);
  return new Map(rows.map((row) => [row.creatorId, BigInt(row.sum)]));
}

/** What payouts that are prepared and not sent will pay for each of these brands: one sum per payout, those above zero. */
export async function findOpenSums(
  tx: Tx,
  brandIds: readonly string[],
  currency: string,
): Promise<{ brandId: string; sumMinor: bigint }[]> {
  if (brandIds.length === 0) return [];
  const rows = await tx
    .select({ brandId: payoutLines.brandId, sum: sql<string>`sum(${payoutLines.amountMinor})` })
    .from(payoutLines)
    .innerJoin(payouts, eq(payouts.id, payoutLines.payoutId))
    .where(
      and(
        inArray(payoutLines.brandId, [...brandIds]),
        eq(payoutLines.isOpen, true),
        eq(payouts.status, "prepared"),
        eq(payouts.currency, currency),
      ),
    )
    .groupBy(payoutLines.brandId, payoutLines.payoutId)
    .having(sql`sum(${payoutLines.amountMinor}) > 0`);
  return rows.map(({ brandId, sum }) => ({ brandId, sumMinor: BigInt(sum) }));
}

/** The latest sale whose approved commission an amount still reaches, fee and its VAT included, when all older ones are paid first; null for none. */
export async function findReach(
  tx: Tx,
  { brandId, currency }: { readonly brandId: string; readonly currency: string },
  availableMinor: bigint,
  { feeBps, vatBps }: FeeRates,
): Promise<Date | null> {
  const [row] = await tx.execute<{ reach: string | null }>(sql`
    select (extract(epoch from max(sale_occurred_at)) * 1000)::bigint::text as reach from (
      select sale_occurred_at, sum(payable_minor) over (order by sale_occurred_at, id) as running
      from commissions c
      where brand_id = ${brandId} and currency = ${currency} and payable_minor > 0
        and not exists (select from payout_lines l where l.brand_id = c.brand_id and l.commission_id = c.id and l.is_open)
    ) queued
    where running * ${WHOLE_BPS * WHOLE_BPS + feeBps * (WHOLE_BPS + vatBps)}::bigint
      <= ${availableMinor.toString()}::numeric * ${WHOLE_BPS * WHOLE_BPS}`);
  return row?.reach ? new Date(Number(row.reach)) : null;
}
