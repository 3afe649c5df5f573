import { and, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { rowHashOf } from "#db/row-hash.server.ts";
import { campaigns, campaignTerms } from "#db/schema/campaigns.ts";
import { commissionDecisions, commissionLines, commissions } from "#db/schema/commissions.ts";
import { partnerships } from "#db/schema/partnerships.ts";
import { sales } from "#db/schema/sales.ts";
import type { CampaignTerms } from "#app/campaigns/campaign.ts";
import type { GrantedLine } from "./grant-from-budget.ts";

/** A stored commission with its lines, its row locked. */
export type CommissionRecord = CommissionRow & { readonly lines: readonly CommissionLineRow[] };
export type CommissionRow = typeof commissions.$inferSelect;
export type CommissionLineRow = typeof commissionLines.$inferSelect;

/** All commissions of a sale, locked until the transaction ends. */
export async function findCommissions(tx: Tx, brandId: string, saleId: string): Promise<CommissionRecord[]> {
  const ofSale = and(eq(commissions.brandId, brandId), eq(commissions.saleId, saleId));
  const [rows, lines] = await Promise.all([
    tx.select().from(commissions).where(ofSale).orderBy(commissions.id).for("no key update"),
    tx
      .select()
      .from(commissionLines)
      .where(
        and(
          eq(commissionLines.brandId, brandId),
          inArray(commissionLines.commissionId, tx.select({ id: commissions.id }).from(commissions).where(ofSale)),
        ),
      ),
  ]);
  return rows.map((row) => ({ ...row, lines: lines.filter(({ commissionId }) => commissionId === row.id) }));
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

/** What a credited partnership earns by: all versions of its campaign's terms, and whether the campaign has a budget. */
export interface EarningPartnership {
  readonly id: string;
  readonly campaignId: string;
  readonly creatorId: string;
  readonly acceptedTermsVersion: number | null;
  readonly hasBudget: boolean;
  readonly terms: readonly CampaignTerms[];
}

export async function findEarningPartnerships(
  tx: Tx,
  brandId: string,
  ids: readonly string[],
): Promise<EarningPartnership[]> {
  if (ids.length === 0) return [];
  const chosen = and(eq(partnerships.brandId, brandId), inArray(partnerships.id, [...ids]));
  const ofCampaigns = tx.select({ campaignId: partnerships.campaignId }).from(partnerships).where(chosen);
  const [rows, terms] = await Promise.all([
    tx
      .select({
        id: partnerships.id,
        campaignId: partnerships.campaignId,
        creatorId: partnerships.creatorId,
        acceptedTermsVersion: partnerships.acceptedTermsVersion,
        hasBudget: sql<boolean>`${campaigns.budgetMinor} is not null`,
      })
      .from(partnerships)
      .innerJoin(campaigns, and(eq(campaigns.brandId, partnerships.brandId), eq(campaigns.id, partnerships.campaignId)))
      .where(chosen),
    tx
      .select()
      .from(campaignTerms)
      .where(and(eq(campaignTerms.brandId, brandId), inArray(campaignTerms.campaignId, ofCampaigns))),
  ]);
  return rows.map((row) => ({ ...row, terms: terms.filter(({ campaignId }) => campaignId === row.campaignId) }));
}

export interface CampaignBudget {
  readonly budgetMinor: bigint | null;
  readonly currency: string;
  /** What all other commissions of the campaign have earned, in the budget's currency. */
  readonly spentMinor: bigint;
}

/**
 * Locks the campaign, so that sales arriving at once are granted one after another, and says what others have used of its budget:
 * all that was earned less what this commission, locked and as it is stored, has. The sum reads the index alone.
 */
export async function lockBudget(
  tx: Tx,
  brandId: string,
  campaignId: string,
  except: Pick<CommissionRow, "currency" | "earnedMinor">,
): Promise<CampaignBudget> {
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
  const ownMinor = except.currency === campaign.currency ? except.earnedMinor : 0n;
  return { ...campaign, spentMinor: BigInt(spent?.sum ?? 0) - ownMinor };
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

export async function insertCommission(tx: Tx, row: typeof commissions.$inferInsert): Promise<void> {
  await tx.insert(commissions).values(row);
}

export async function updateCommission(
  tx: Tx,
  brandId: string,
  commissionId: string,
  change: Partial<typeof commissions.$inferInsert>,
): Promise<void> {
  await tx
    .update(commissions)
    .set(change)
    .where(and(eq(commissions.brandId, brandId), eq(commissions.id, commissionId)));
}

/** Writes how a commission is made up now. */
export async function saveCommissionLines(
  tx: Tx,
  brandId: string,
  commissionId: string,
  lines: readonly (GrantedLine & { readonly termsId: string })[],
): Promise<void> {
  if (lines.length === 0) return;
  const column = <T>(read: (line: (typeof lines)[number]) => T) => sql.param(lines.map(read));
  // One statement whatever the number of lines, so that the database and the driver meet the same text each time.
  await tx.execute(sql`
    insert into commission_lines (brand_id, commission_id, sale_line_id, part, terms_id, original_net_minor,
      remaining_net_minor, rate_bps, calculated_minor, earned_minor, sentence)
    select ${brandId}::uuid, ${commissionId}::uuid, line.* from unnest(
      ${column(({ saleLineId }) => saleLineId)}::uuid[],
      ${column(({ part }) => part)}::text[],
      ${column(({ termsId }) => termsId)}::uuid[],
      ${column(({ originalNetMinor }) => originalNetMinor.toString())}::bigint[],
      ${column(({ remainingNetMinor }) => remainingNetMinor.toString())}::bigint[],
      ${column(({ rateBps }) => rateBps)}::int[],
      ${column(({ calculatedMinor }) => calculatedMinor.toString())}::bigint[],
      ${column(({ earnedMinor }) => earnedMinor.toString())}::bigint[],
      ${column(({ sentence }) => sentence)}::text[]
    ) as line
    on conflict (brand_id, commission_id, sale_line_id, part) do update set
      terms_id = excluded.terms_id, original_net_minor = excluded.original_net_minor, remaining_net_minor = excluded.remaining_net_minor,
      rate_bps = excluded.rate_bps, calculated_minor = excluded.calculated_minor, earned_minor = excluded.earned_minor,
      sentence = excluded.sentence`);
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
