import { chooseCurrency } from "#app/commissions/choose-currency.ts";
import { GRANTED_LESS } from "#app/commissions/grant-from-budget.ts";
import { shouldEarn, type EarnedLine } from "#app/commissions/should-earn.ts";
import { termsOfSale } from "#app/commissions/terms-of-sale.ts";
import { isExcluded } from "#app/attribution/refuse-by-limits.ts";
import type { CampaignTerms } from "#app/campaigns/campaign.ts";
import { countsAsSale } from "#app/sales/sale-record.ts";
import { settleRefunds } from "#app/sales/settled-refunds.ts";
import type { Tx } from "./client.server.ts";
import { BATCH_ROWS, rowsInBatches, type OnRows } from "./ordered-rows.server.ts";
import {
  orderKeyOf,
  readCommissions,
  readExclusions,
  readFacts,
  readTerms,
  type RecomputedFacts,
  type SaleFacts,
  type StoredCommission,
} from "./recomputed-facts.server.ts";
import type { BadRow, RowCheck } from "./row-check.ts";
import { commissions } from "./schema/index.ts";
import { after } from "./unchanged-rows.server.ts";

/**
 * Every commission again from its facts - the order's lines, refunds and disputes, the credits of the decision in force, the terms when
 * it was placed - by the same pure rules that settled it. What it earned and where the money lies is compared with the ledger by the
 * checks of db/checks.
 */
export const recomputedCommissions: RowCheck = {
  name: "commissions-follow-from-their-facts",
  claim: "Every commission is what its terms give on its credited lines after refunds, less only what a budget or a decline says.",
  table: "commissions",
  badRows: differingCommissions,
}; // prettier-ignore

/** Campaigns and policies remembered between batches; beyond that they are read again. */
const MOST_REMEMBERED = 10_000;

async function* differingCommissions(tx: Tx, onRows: OnRows): AsyncGenerator<BadRow> {
  const key = [commissions.brandId, commissions.saleId, commissions.partnershipId];
  const batches = rowsInBatches<StoredCommission>(
    (last) => readCommissions(tx, after(key, last && [last.brandId, last.saleId, last.partnershipId]), BATCH_ROWS),
    onRows,
  );
  const terms = new Map<string, CampaignTerms[]>();
  const exclusions = new Map<string, readonly string[]>();
  for await (const batch of batches) {
    const facts = await readFacts(tx, batch);
    await remember(terms, batch.map(({ campaignId }) => campaignId), (ids) => readTerms(tx, ids));
    const policyIds = [...facts.credits.values()].flatMap((list) => list.map(({ policyId }) => policyId));
    await remember(exclusions, policyIds, (ids) => readExclusions(tx, ids));
    for (const commission of batch) {
      const differs = await differenceOf(commission, facts, terms, exclusions);
      if (differs === null) continue;
      yield {
        brand_id: commission.brandId,
        commission_id: commission.id,
        sale_id: commission.saleId,
        partnership_id: commission.partnershipId,
        differs,
      };
    }
  }
} // prettier-ignore

async function remember<Value>(
  known: Map<string, Value>,
  ids: readonly string[],
  read: (missing: string[]) => Promise<Map<string, Value>>,
): Promise<void> {
  if (known.size > MOST_REMEMBERED) known.clear();
  const missing = [...new Set(ids)].filter((id) => !known.has(id));
  for (const [id, value] of await read(missing)) known.set(id, value);
}

async function differenceOf(
  commission: StoredCommission,
  facts: RecomputedFacts,
  terms: ReadonlyMap<string, CampaignTerms[]>,
  exclusions: ReadonlyMap<string, readonly string[]>,
): Promise<string | null> {
  const sale = facts.sales.get(commission.saleId);
  if (!sale) return "its sale is gone";
  const expected = await expectedLines(commission, sale, facts, terms, exclusions);
  if (typeof expected === "string") return expected;
  const stored = facts.commissionLines.get(commission.id) ?? [];
  const due = new Map(expected.map((line) => [line.saleLineId, line]));
  for (const line of stored) {
    const shouldBe = due.get(line.saleLineId)?.calculatedMinor ?? 0n;
    if (line.calculatedMinor !== shouldBe) {
      return `line ${line.saleLineId} is calculated at ${line.calculatedMinor} and its facts give ${shouldBe}`;
    }
    const fault = faultOfEarned(commission, line);
    if (fault !== null) return `line ${line.saleLineId} ${fault}`;
    due.delete(line.saleLineId);
  }
  const missing = [...due.values()].find(({ calculatedMinor }) => calculatedMinor !== 0n);
  return missing ? `line ${missing.saleLineId} is missing and its facts give ${missing.calculatedMinor}` : null;
}

function faultOfEarned(
  { status }: StoredCommission,
  line: { readonly calculatedMinor: bigint; readonly earnedMinor: bigint; readonly sentence: string },
): string | null {
  if (status === "declined") return line.earnedMinor === 0n ? null : "earns although the commission is declined";
  if (line.earnedMinor === line.calculatedMinor) return null;
  if (line.earnedMinor > line.calculatedMinor || line.earnedMinor < 0n) {
    return `earned ${line.earnedMinor} of ${line.calculatedMinor}`;
  }
  return line.sentence.includes(GRANTED_LESS)
    ? null
    : `earned ${line.earnedMinor} of ${line.calculatedMinor} and does not say why`;
}

/** What the lines should be calculated at; no lines where the decision no longer credits the partnership; a sentence where facts are missing. */
async function expectedLines(
  commission: StoredCommission,
  sale: SaleFacts,
  facts: RecomputedFacts,
  termsOf: ReadonlyMap<string, CampaignTerms[]>,
  exclusions: ReadonlyMap<string, readonly string[]>,
): Promise<readonly EarnedLine[] | string> {
  const credited = facts.credits.get(sale.attributionId ?? "") ?? [];
  const index = credited.findIndex(({ partnershipId }) => partnershipId === commission.partnershipId);
  if (index === -1) return [];
  const versions = termsOf.get(commission.campaignId) ?? [];
  if (versions.length === 0) return "its campaign has no terms";
  const terms = termsOfSale({ ...commission, terms: versions }, sale.placedAt);
  const lines = facts.lines.get(sale.id) ?? [];
  const orderKey = orderKeyOf({ ...sale, externalOrderId: sale.externalId });
  const { refunded } = settleRefunds(
    sale,
    lines,
    facts.refunds.get(orderKey) ?? [],
    facts.disputes.get(orderKey) ?? [],
  );
  const excluded = exclusions.get(credited[0]?.policyId ?? "") ?? [];
  // The rate was fixed with the commission; one without a rate waits for it and has earned nothing.
  const { conversion } = await chooseCurrency(sale, terms, commission, () => Promise.resolve(null));
  return shouldEarn(
    {
      currency: sale.currency,
      isVoid: !countsAsSale(sale),
      isReturningCustomer: sale.hasEarlierSale || sale.isReturningCustomer === true,
      lines: lines.map((line) => ({
        id: line.id,
        netMinor: line.netMinor,
        remainingMinor: refunded.remainingMinor.get(line.id) ?? 0n,
        isCommissionable: line.isCommissionable,
        isRemoved: line.removedAt !== null,
        isExcluded: isExcluded(excluded, line),
      })),
    },
    terms,
    { allBps: credited.map(({ shareBps }) => shareBps), index },
    conversion,
  );
}
