import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { isAmong } from "#db/insert-rows.server.ts";
import { rowHashOf } from "#db/row-hash.server.ts";
import { gatherRows } from "#db/gathered-writes.server.ts";
import { campaigns } from "#db/schema/campaigns.ts";
import { commissionDecisions, commissionLines, commissions } from "#db/schema/commissions.ts";
import { sales } from "#db/schema/sales.ts";
import { groupedBy } from "#app/kit/grouped.ts";

/** A stored commission with its lines, its row locked. */
export type CommissionRecord = CommissionRow & { readonly lines: readonly CommissionLineRow[] };
export type CommissionRow = typeof commissions.$inferSelect;
export type CommissionLineRow = typeof commissionLines.$inferSelect;

/** All commissions of these sales, locked until the transaction ends. */
export async function findCommissions(
  tx: Tx,
  brandId: string,
  saleIds: readonly string[],
): Promise<CommissionRecord[]> {
  if (saleIds.length === 0) return [];
  const ofSales = and(eq(commissions.brandId, brandId), isAmong(commissions.saleId, saleIds));
  const [rows, lines] = await Promise.all([
    tx.select().from(commissions).where(ofSales).orderBy(commissions.id).for("no key update"),
    tx
      .select()
      .from(commissionLines)
      .where(
        and(
          eq(commissionLines.brandId, brandId),
          inArray(commissionLines.commissionId, tx.select({ id: commissions.id }).from(commissions).where(ofSales)),
        ),
      ),
  ]);
  const linesOf = groupedBy(lines, ({ commissionId }) => commissionId);
  return rows.map((row) => ({ ...row, lines: linesOf.get(row.id) ?? [] }));
}

/** The sale of a commission, its row locked until the transaction ends; undefined for an unknown commission. */
export async function lockSaleOfCommission(tx: Tx, brandId: string, commissionId: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ saleId: sales.id })
    .from(sales)
    .innerJoin(commissions, and(eq(commissions.brandId, sales.brandId), eq(commissions.saleId, sales.id)))
    .where(and(eq(commissions.brandId, brandId), eq(commissions.id, commissionId)))
    .for("no key update", { of: sales });
  return row?.saleId;
}

export interface CampaignBudget {
  readonly budgetMinor: bigint | null;
  readonly currency: string;
  /** What all commissions of the campaign have earned, in the budget's currency. */
  readonly spentMinor: bigint;
}

/**
 * Locks the campaign, so that sales arriving at once are granted one after another, and says what was used of its budget. The sum reads
 * the index alone.
 */
export async function lockBudget(tx: Tx, brandId: string, campaignId: string): Promise<CampaignBudget> {
  const [campaign] = await tx
    .select({ budgetMinor: campaigns.budgetMinor, currency: campaigns.currency })
    .from(campaigns)
    .where(and(eq(campaigns.brandId, brandId), eq(campaigns.id, campaignId)))
    .for("no key update");
  if (!campaign) throw new Error(`Campaign ${campaignId} does not exist.`);
  // A statement of its own: it must see what was committed while this one waited for the lock.
  const [spent] = await tx
    .select({ sum: sql<string>`coalesce(sum(${commissions.earnedMinor}), 0)` })
    .from(commissions)
    .where(
      and(
        eq(commissions.brandId, brandId),
        eq(commissions.campaignId, campaignId),
        eq(commissions.currency, campaign.currency),
      ),
    );
  return { ...campaign, spentMinor: BigInt(spent?.sum ?? 0) };
}

/** Whether a campaign of the brand has a budget: then who comes first matters. */
export async function hasBudgets(tx: Tx, brandId: string): Promise<boolean> {
  const [campaign] = await tx
    .select({ id: campaigns.id })
    .from(campaigns)
    .where(and(eq(campaigns.brandId, brandId), isNotNull(campaigns.budgetMinor)))
    .limit(1);
  return campaign !== undefined;
}

/** Pauses a published campaign whose budget is used up. False when it was not published. */
export async function pauseForBudget(tx: Tx, brandId: string, campaignId: string, at: Date): Promise<boolean> {
  const paused = await tx
    .update(campaigns)
    .set({ status: "paused", pauseReason: "budget", updatedAt: at })
    .where(and(eq(campaigns.brandId, brandId), eq(campaigns.id, campaignId), eq(campaigns.status, "published")))
    .returning({ id: campaigns.id });
  return paused.length > 0;
}

/** Writes commissions as they stand now, new ones and known ones. */
export async function saveCommissions(tx: Tx, rows: readonly CommissionRow[]): Promise<void> {
  await gatherRows(
    tx,
    commissions,
    rows,
    `on conflict (brand_id, id) do update set currency = excluded.currency, calculated_minor = excluded.calculated_minor,
      earned_minor = excluded.earned_minor, held_minor = excluded.held_minor, payable_minor = excluded.payable_minor,
      in_transit_minor = excluded.in_transit_minor, paid_minor = excluded.paid_minor, status = excluded.status,
      revision = excluded.revision, hold_until = excluded.hold_until, blocked_by = excluded.blocked_by,
      exchange_rate = excluded.exchange_rate, exchange_rate_day = excluded.exchange_rate_day,
      exchange_rate_source = excluded.exchange_rate_source, sale_occurred_at = excluded.sale_occurred_at,
      counts_as_sale = excluded.counts_as_sale, sold_net_minor = excluded.sold_net_minor,
      sold_earned_minor = excluded.sold_earned_minor, sold_bonus_minor = excluded.sold_bonus_minor, updated_at = excluded.updated_at`,
  );
}

/** Writes how commissions are made up now. */
export async function saveCommissionLines(tx: Tx, rows: readonly CommissionLineRow[]): Promise<void> {
  await gatherRows(
    tx,
    commissionLines,
    rows,
    `on conflict (brand_id, commission_id, sale_line_id, part) do update set
      terms_id = excluded.terms_id, original_net_minor = excluded.original_net_minor, remaining_net_minor = excluded.remaining_net_minor,
      rate_bps = excluded.rate_bps, calculated_minor = excluded.calculated_minor, earned_minor = excluded.earned_minor,
      sentence = excluded.sentence`,
  );
}

export async function insertCommissionDecision(
  tx: Tx,
  row: Omit<typeof commissionDecisions.$inferSelect, "rowHash">,
): Promise<void> {
  await tx.insert(commissionDecisions).values({ ...row, rowHash: rowHashOf(row) });
}

/** Whether a person or a rule ever approved it. */
export async function wasApproved(tx: Tx, brandId: string, commissionId: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: commissionDecisions.id })
    .from(commissionDecisions)
    .where(
      and(
        eq(commissionDecisions.brandId, brandId),
        eq(commissionDecisions.commissionId, commissionId),
        eq(commissionDecisions.kind, "approve"),
      ),
    )
    .limit(1);
  return row !== undefined;
}

/** Sales of all brands with a commission that waits for an exchange rate. */
export async function listSalesWithoutRate(tx: Tx): Promise<{ brandId: string; saleId: string }[]> {
  return tx
    .selectDistinct({ brandId: commissions.brandId, saleId: commissions.saleId })
    .from(commissions)
    .where(eq(commissions.blockedBy, "no-exchange-rate"));
}
