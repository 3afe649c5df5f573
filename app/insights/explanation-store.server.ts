import { and, asc, between, desc, eq, getTableColumns, inArray, ne, or, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import {
  attributionPolicies,
  attributions,
  campaigns,
  campaignTerms,
  credits,
  partnerships,
  creators,
  replays,
} from "#db/schema/index.ts";
import {
  brands,
  clicks,
  disputes,
  ledgerEntries,
  ledgerTransactions,
  refundLines,
  refunds,
  saleAwards,
  saleLines,
  sales,
  stores,
  users,
} from "#db/schema/index.ts";
import type { Candidate } from "#app/attribution/decision.ts";
import type { DeviceKind } from "#app/clicks/click.ts";
import { commissionDecisions, commissionLines, commissions, batches, payoutLines, payouts } from "#db/schema/index.ts";

/** A sale is looked at through its facts; a hundred earlier decisions are more than any screen needs. */
const MAX_DECISIONS = 100;
const MAX_TRANSACTIONS = 500;

/** The brand of a sale, for finance, who see every brand. Undefined when there is no such sale. */
export async function findBrandOfSale(tx: Tx, saleId: string): Promise<string | undefined> {
  const [row] = await tx.select({ brandId: sales.brandId }).from(sales).where(eq(sales.id, saleId));
  return row?.brandId;
}

/** The brand of a sale on which the creator has or had a commission. Undefined for everybody else's sales. */
export async function findBrandOfCreatorsSale(tx: Tx, creatorId: string, saleId: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ brandId: sales.brandId })
    .from(sales)
    .innerJoin(commissions, and(eq(commissions.brandId, sales.brandId), eq(commissions.saleId, sales.id)))
    .where(and(eq(sales.id, saleId), eq(commissions.creatorId, creatorId)));
  return row?.brandId;
}

/** The sale with its store and brand; undefined when the brand has no such sale. Never loads what identifies the buyer. */
export async function loadSale(tx: Tx, brandId: string, saleId: string) {
  const [row] = await tx
    .select({
      id: sales.id,
      name: sales.externalName,
      currency: sales.currency,
      placedAt: sales.placedAt,
      recordedAt: sales.recordedAt,
      paymentStatus: sales.paymentStatus,
      cancelledAt: sales.cancelledAt,
      netMinor: sales.netMinor,
      discountMinor: sales.discountMinor,
      taxMinor: sales.taxMinor,
      shippingMinor: sales.shippingMinor,
      totalMinor: sales.totalMinor,
      discrepancy: sales.discrepancy,
      attributionId: sales.attributionId,
      awardId: sales.awardId,
      listedRefunds: sales.listedRefunds,
      providerUpdatedAt: sales.providerUpdatedAt,
      storeName: stores.name,
      storeKind: stores.kind,
      brandName: brands.name,
      brandSlug: brands.slug,
    })
    .from(sales)
    .innerJoin(stores, and(eq(stores.brandId, sales.brandId), eq(stores.id, sales.storeId)))
    .innerJoin(brands, eq(brands.id, sales.brandId))
    .where(and(eq(sales.brandId, brandId), eq(sales.id, saleId)));
  return row;
}

/** What the order consists of and what happened to it since. */
export async function loadOrder(tx: Tx, brandId: string, saleId: string) {
  const [lines, refundRows, refundLineRows, disputeRows] = await Promise.all([
    tx
      .select()
      .from(saleLines)
      .where(and(eq(saleLines.brandId, brandId), eq(saleLines.saleId, saleId)))
      .orderBy(asc(saleLines.position), asc(saleLines.id)),
    tx
      .select()
      .from(refunds)
      .where(and(eq(refunds.brandId, brandId), eq(refunds.saleId, saleId)))
      .orderBy(asc(refunds.refundedAt), asc(refunds.id)),
    tx
      .select(getTableColumns(refundLines))
      .from(refundLines)
      .innerJoin(refunds, and(eq(refunds.brandId, refundLines.brandId), eq(refunds.id, refundLines.refundId)))
      .where(and(eq(refunds.brandId, brandId), eq(refunds.saleId, saleId)))
      .orderBy(asc(refundLines.refundId), asc(refundLines.position)),
    tx
      .select()
      .from(disputes)
      .where(and(eq(disputes.brandId, brandId), eq(disputes.saleId, saleId)))
      .orderBy(asc(disputes.openedAt), asc(disputes.id)),
  ]);
  const withLines = refundRows.map((refund) => ({
    ...refund,
    lines: refundLineRows.filter(({ refundId }) => refundId === refund.id),
  }));
  return { lines, refunds: withLines, disputes: disputeRows };
}

/** All decisions on the sale, latest first. */
export async function loadDecisions(tx: Tx, brandId: string, saleId: string) {
  return tx
    .select()
    .from(attributions)
    .where(and(eq(attributions.brandId, brandId), eq(attributions.saleId, saleId)))
    .orderBy(desc(attributions.sequence))
    .limit(MAX_DECISIONS);
}

/** Who a decision credited. */
export async function loadCredits(tx: Tx, brandId: string, attributionId: string) {
  return tx
    .select({
      partnershipId: credits.partnershipId,
      shareBps: credits.shareBps,
      touchKind: credits.touchKind,
      placement: credits.placement,
      policyId: credits.policyId,
      creatorId: creators.id,
      creatorName: creators.name,
      campaignId: campaigns.id,
      campaignName: campaigns.name,
    })
    .from(credits)
    .innerJoin(partnerships, and(eq(partnerships.brandId, credits.brandId), eq(partnerships.id, credits.partnershipId)))
    .innerJoin(creators, eq(creators.id, partnerships.creatorId))
    .innerJoin(campaigns, and(eq(campaigns.brandId, partnerships.brandId), eq(campaigns.id, partnerships.campaignId)))
    .where(and(eq(credits.brandId, brandId), eq(credits.attributionId, attributionId)))
    .orderBy(desc(credits.shareBps), asc(creators.name));
}

/** Networks and devices of the candidate clicks. Their months are named, so that only those are looked into. */
export async function loadClicks(tx: Tx, brandId: string, candidates: readonly Candidate[]) {
  const named = candidates.flatMap(({ kind, evidence, occurredAt }) =>
    kind === "click" && occurredAt !== null ? [{ id: evidence, at: new Date(occurredAt).getTime() }] : [],
  );
  if (named.length === 0) return new Map<string, { network: string; device: DeviceKind }>();
  const times = named.map(({ at }) => at);
  const ids = named.map(({ id }) => id);
  const rows = await tx
    .select({ id: clicks.id, network: clicks.network, device: clicks.device })
    .from(clicks)
    .where(
      and(
        eq(clicks.brandId, brandId),
        inArray(clicks.id, ids),
        between(clicks.occurredAt, new Date(Math.min(...times)), new Date(Math.max(...times))),
      ),
    );
  return new Map(rows.map(({ id, ...seen }) => [id, seen]));
}

/** The brand's own word with the people it names; null for none. */
export async function loadAward(tx: Tx, brandId: string, awardId: string) {
  const [row] = await tx
    .select({
      creatorId: creators.id,
      creatorName: creators.name,
      awardedAt: saleAwards.awardedAt,
      awardedBy: users.name,
      reason: saleAwards.reason,
    })
    .from(saleAwards)
    .innerJoin(
      partnerships,
      and(eq(partnerships.brandId, saleAwards.brandId), eq(partnerships.id, saleAwards.partnershipId)),
    )
    .innerJoin(creators, eq(creators.id, partnerships.creatorId))
    .leftJoin(users, eq(users.id, saleAwards.awardedBy))
    .where(and(eq(saleAwards.brandId, brandId), eq(saleAwards.id, awardId)));
  return row ?? null;
}

/** Policy versions with the name of their campaign. */
export async function loadPolicies(tx: Tx, brandId: string, policyIds: readonly string[]) {
  if (policyIds.length === 0) return [];
  return tx
    .select({
      policy: attributionPolicies,
      campaignName: campaigns.name,
      currency: campaigns.currency,
      replayNumber: replays.number,
      replayReason: replays.applyReason,
    })
    .from(attributionPolicies)
    .innerJoin(
      campaigns,
      and(eq(campaigns.brandId, attributionPolicies.brandId), eq(campaigns.id, attributionPolicies.campaignId)),
    )
    .leftJoin(
      replays,
      and(eq(replays.brandId, attributionPolicies.brandId), eq(replays.id, attributionPolicies.replayId)),
    )
    .where(and(eq(attributionPolicies.brandId, brandId), inArray(attributionPolicies.id, [...policyIds])))
    .orderBy(asc(campaigns.name), asc(attributionPolicies.version));
}

/** The commissions of a sale with creator and campaign, largest first. */
export async function loadCommissions(tx: Tx, brandId: string, saleId: string) {
  return tx
    .select({ commission: commissions, creatorName: creators.name, campaignName: campaigns.name })
    .from(commissions)
    .innerJoin(creators, eq(creators.id, commissions.creatorId))
    .innerJoin(campaigns, and(eq(campaigns.brandId, commissions.brandId), eq(campaigns.id, commissions.campaignId)))
    .where(and(eq(commissions.brandId, brandId), eq(commissions.saleId, saleId)))
    .orderBy(desc(commissions.earnedMinor), asc(commissions.id));
}

/** How commissions are made up, what finance decided about them and which payouts carry them. */
export async function loadCommissionDetail(tx: Tx, brandId: string, commissionIds: readonly string[]) {
  if (commissionIds.length === 0) return { lines: [], decisions: [], payouts: [] };
  const ids = [...commissionIds];
  const [lines, decisions, paid] = await Promise.all([
    tx
      .select({ line: commissionLines, termsVersion: campaignTerms.version })
      .from(commissionLines)
      .leftJoin(
        campaignTerms,
        and(eq(campaignTerms.brandId, commissionLines.brandId), eq(campaignTerms.id, commissionLines.termsId)),
      )
      .where(and(eq(commissionLines.brandId, brandId), inArray(commissionLines.commissionId, ids))),
    tx
      .select({ decision: commissionDecisions, decidedByName: users.name })
      .from(commissionDecisions)
      .leftJoin(users, eq(users.id, commissionDecisions.decidedBy))
      .where(and(eq(commissionDecisions.brandId, brandId), inArray(commissionDecisions.commissionId, ids)))
      .orderBy(asc(commissionDecisions.decidedAt), asc(commissionDecisions.id)),
    tx
      .select({ part: payoutLines, payout: payouts, batch: batches })
      .from(payoutLines)
      .innerJoin(payouts, eq(payouts.id, payoutLines.payoutId))
      .innerJoin(batches, eq(batches.id, payouts.batchId))
      .where(and(eq(payoutLines.brandId, brandId), inArray(payoutLines.commissionId, ids)))
      .orderBy(asc(batches.preparedAt), asc(payouts.id)),
  ]);
  return { lines, decisions, payouts: paid };
}

/** The transactions of a sale, and those of the payouts that carried its money, in order of time, with their entries. */
export async function loadTransactions(tx: Tx, brandId: string, saleId: string, payoutIds: readonly string[]) {
  const ofSale = eq(ledgerTransactions.saleId, saleId);
  const transactions = await tx
    .select()
    .from(ledgerTransactions)
    .where(
      and(
        eq(ledgerTransactions.brandId, brandId),
        payoutIds.length === 0 ? ofSale : or(ofSale, inArray(ledgerTransactions.payoutId, [...payoutIds])),
      ),
    )
    .orderBy(asc(ledgerTransactions.occurredAt), asc(ledgerTransactions.recordedAt), asc(ledgerTransactions.id))
    .limit(MAX_TRANSACTIONS);
  if (transactions.length === 0) return [];
  const entries = await tx
    .select()
    .from(ledgerEntries)
    .where(
      and(
        eq(ledgerEntries.brandId, brandId),
        inArray(
          ledgerEntries.transactionId,
          transactions.map((transaction) => transaction.id),
        ),
      ),
    )
    .orderBy(asc(ledgerEntries.transactionId), asc(ledgerEntries.position));
  return transactions.map((transaction) => ({
    ...transaction,
    entries: entries.filter((entry) => entry.transactionId === transaction.id),
  }));
}

/** All that is payable to a creator in one currency, over all brands. */
export async function sumPayable(tx: Tx, creatorId: string, currency: string): Promise<bigint> {
  const [row] = await tx
    .select({ sum: sql<string>`coalesce(sum(${commissions.payableMinor}), 0)` })
    .from(commissions)
    // What is payable nothing adds nothing: so the few that are not are found by their own index.
    .where(
      and(eq(commissions.creatorId, creatorId), eq(commissions.currency, currency), ne(commissions.payableMinor, 0n)),
    );
  return BigInt(row?.sum ?? 0);
}
