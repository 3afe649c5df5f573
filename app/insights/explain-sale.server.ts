import type { Tx } from "#db/client.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { findFundedUntil } from "#app/payouts/funded-until.server.ts";
import { findLatestPayees } from "#app/payees/payee-store.server.ts";
import { findOwnMinimums, findPayoutTerms } from "#app/payouts/payout-terms-store.server.ts";
import { settleRefunds } from "#app/sales/settled-refunds.ts";
import { isId } from "#app/kit/ids.ts";
import type { Services } from "#app/platform/services.server.ts";
import { describeShopperOfSale } from "#app/shoppers/load-shopper.server.ts";
import { composeExplanation } from "./compose-explanation.ts";
import * as store from "./explanation-store.server.ts";
import { loadDecision } from "./load-decision.server.ts";
import type { SaleExplanation, Viewer } from "./sale-explanation.ts";
import type { PayeeStanding, SaleFacts } from "./sale-facts.ts";

export interface ExplainSale {
  readonly saleId: string;
  /** Finance and creators leave the brand out: they ask across brands. */
  readonly brandId?: string;
  readonly viewer: Viewer;
}

/**
 * Answers "why is it here?" for one sale. `unknown-sale` for a sale that does not exist or is not the viewer's to see: a brand sees its
 * own, finance all, a creator those on which they have or had a commission.
 */
export async function explainSale(
  services: Services,
  question: ExplainSale,
): Promise<Outcome<SaleExplanation, "unknown-sale">> {
  if (!isId(question.saleId)) return refused("unknown-sale");
  const brandId = question.brandId ?? (await findBrand(services, question));
  if (brandId === undefined) return refused("unknown-sale");
  const facts = await services.db.inBrand(brandId, (tx) => loadFacts(tx, brandId, question.saleId));
  if (!facts) return refused("unknown-sale");
  const payees = question.viewer.kind === "brand" ? new Map() : await loadPayees(services, facts);
  return done(composeExplanation({ ...facts, payees }, question.viewer, services.clock.now()));
}

function findBrand(services: Services, { saleId, viewer }: ExplainSale): Promise<string | undefined> {
  return services.db.inPlatform((tx) => {
    if (viewer.kind === "creator") return store.findBrandOfCreatorsSale(tx, viewer.creatorId, saleId);
    return viewer.kind === "finance" ? store.findBrandOfSale(tx, saleId) : Promise.resolve(undefined);
  });
}

async function loadFacts(tx: Tx, brandId: string, saleId: string): Promise<Omit<SaleFacts, "payees"> | null> {
  const row = await store.loadSale(tx, brandId, saleId);
  if (!row) return null;
  const { attributionId, awardId, brandName, brandSlug, listedRefunds, providerUpdatedAt, ...sale } = row;
  const [order, decision, shopper, commissions] = await Promise.all([
    store.loadOrder(tx, brandId, saleId),
    loadDecision(tx, brandId, saleId, { attributionId, awardId }),
    describeShopperOfSale(tx, brandId, saleId, row.placedAt),
    store.loadCommissions(tx, brandId, saleId),
  ]);
  const detail = await store.loadCommissionDetail(tx, brandId, commissions.map(({ commission }) => commission.id)); // prettier-ignore
  const payoutIds = [...new Set(detail.payouts.map(({ payout }) => payout.id))];
  const transactions = await store.loadTransactions(tx, brandId, saleId, payoutIds);
  const { remainingMinor } = settleRefunds(
    { ...sale, listedRefunds, providerUpdatedAt },
    order.lines,
    order.refunds,
    order.disputes,
  ).refunded;
  return {
    brand: { id: brandId, name: brandName, slug: brandSlug },
    sale,
    lines: order.lines.map((line) => linePart(line, remainingMinor.get(line.id) ?? 0n)),
    refunds: order.refunds.map(({ externalId, status, statusReason, amountMinor, currency, refundedAt }) => ({
      externalId, status, statusReason, amountMinor, currency, refundedAt,
    })), // prettier-ignore
    disputes: order.disputes.map(({ status, amountMinor, currency, openedAt }) => ({
      status,
      amountMinor,
      currency,
      openedAt,
    })),
    ...decision,
    commissions: commissions.map(({ commission, creatorName, campaignName }) => ({
      ...commissionPart(commission),
      creatorName,
      campaignName,
    })),
    commissionLines: detail.lines.map(({ line, termsVersion }) => ({ ...line, termsVersion })),
    reviews: detail.decisions.map(({ decision: { commissionId, kind, reason, note, decidedAt, ruleId }, decidedByName }) => ({
      commissionId, kind, reason, note, decidedAt, decidedBy: decidedByName, isByRule: ruleId !== null,
    })), // prettier-ignore
    transactions,
    shopper: shopper && {
      sentences: [...[...shopper.joins, ...shopper.parted].map(({ sentence }) => sentence), ...shopper.apart],
    },
    payouts: detail.payouts.map(payoutPart),
  };
}

/** What paying the sale's creators depends on beyond it. Creators are paid over all brands, so this is asked of the platform. */
function loadPayees(
  services: Services,
  { brand, sale, commissions }: Pick<SaleFacts, "brand" | "sale" | "commissions">,
) {
  const creatorIds = [...new Set(commissions.map(({ creatorId }) => creatorId))];
  return services.db.inPlatform(async (tx) => {
    const details = await findLatestPayees(tx, creatorIds);
    const payees = new Map<string, PayeeStanding>();
    const payoutTerms = await findPayoutTerms(tx);
    const earnedIn = (creatorId: string) =>
      commissions.find((commission) => commission.creatorId === creatorId)?.currency ?? sale.currency;
    for (const creatorId of creatorIds) {
      const payableMinor = await store.sumPayable(tx, creatorId, earnedIn(creatorId));
      const at = { brandId: brand.id, currency: earnedIn(creatorId) };
      const fundedUntil = [...(await findFundedUntil(services, tx, [at])).values()][0] ?? null;
      const ownMinimumMinor = (await findOwnMinimums(tx, [creatorId], at.currency)).get(creatorId) ?? null;
      const usableFrom = details.get(creatorId)?.usableFrom ?? null;
      payees.set(creatorId, { fundedUntil, usableFrom, payableMinor, ownMinimumMinor, payoutTerms });
    }
    return payees;
  });
}

type Order = Awaited<ReturnType<typeof store.loadOrder>>;
type CommissionRow = Awaited<ReturnType<typeof store.loadCommissions>>[number]["commission"];
type PayoutRow = Awaited<ReturnType<typeof store.loadCommissionDetail>>["payouts"][number];

function linePart(
  { id, title, quantity, netMinor, isCommissionable, removedAt }: Order["lines"][number],
  remainingMinor: bigint,
) {
  const refundedMinor = isCommissionable && removedAt === null ? netMinor - remainingMinor : 0n;
  return { id, title, quantity, netMinor, refundedMinor, isCommissionable, removedAt };
}

function commissionPart(commission: CommissionRow) {
  const { id, creatorId, currency, calculatedMinor, earnedMinor, heldMinor, payableMinor, inTransitMinor, paidMinor } =
    commission;
  const { status, holdUntil, blockedBy } = commission;
  return {
    id, creatorId, currency, calculatedMinor, earnedMinor, heldMinor, payableMinor, inTransitMinor, paidMinor, status, holdUntil, blockedBy,
  }; // prettier-ignore
}

function payoutPart({ part, payout, batch }: PayoutRow): SaleFacts["payouts"][number] {
  return {
    payoutId: payout.id,
    commissionId: part.commissionId,
    isOpen: part.isOpen,
    batchName: batch.name,
    batchStatus: batch.status,
    payoutStatus: payout.status,
    amountMinor: part.amountMinor,
    currency: payout.currency,
    sentAt: batch.sentAt,
    settledAt: payout.settledAt,
    returnReason: payout.returnReason,
  };
}
