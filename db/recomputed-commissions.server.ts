import { chooseCurrency } from "#app/commissions/choose-currency.ts";
import type { Earned } from "#app/commissions/earning.ts";
import { noProgress, periodOf, type Progress } from "#app/commissions/progress.ts";
import { shouldEarn } from "#app/commissions/should-earn.ts";
import { termsOfSale } from "#app/commissions/terms-of-sale.ts";
import { isExcluded } from "#app/attribution/refuse-by-limits.ts";
import type { CampaignTerms } from "#app/campaigns/campaign.ts";
import { looksBack } from "#app/campaigns/rulebook.ts";
import { countsAsSale } from "#app/sales/sale-record.ts";
import { settleRefunds } from "#app/sales/settled-refunds.ts";
import type { Tx } from "./client.server.ts";
import { BATCH_ROWS, rowsInBatches, type OnRows } from "./ordered-rows.server.ts";
import {
  orderKeyOf,
  readCommissions,
  readDoubts,
  readExclusions,
  readFacts,
  readProgressBefore,
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
    const progress = await readProgressBefore(tx, questionsOf(batch, facts, terms));
    const known: Known = { facts, terms, exclusions, progress };
    for (const commission of batch) {
      const differs = await differenceOf(commission, known, null);
      if (differs === null) continue;
      const { isPersonUnsure, isSettledLater } = await readDoubts(tx, commission);
      // Whoever joins shoppers by other signs knows better whether this one had bought before.
      if (isSettledLater || (isPersonUnsure && (await fitsEither(commission, known)))) continue;
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

/** What a batch is recomputed from. */
interface Known {
  readonly facts: RecomputedFacts;
  readonly terms: ReadonlyMap<string, CampaignTerms[]>;
  readonly exclusions: ReadonlyMap<string, readonly string[]>;
  readonly progress: ReadonlyMap<string, Progress>;
}

/** Commissions whose terms look at the creator's earlier sales. */
function questionsOf(
  batch: readonly StoredCommission[],
  { sales }: RecomputedFacts,
  termsOf: ReadonlyMap<string, CampaignTerms[]>,
): { commission: StoredCommission; periodFrom: Date }[] {
  return batch.flatMap((commission) => {
    const versions = termsOf.get(commission.campaignId) ?? [];
    const sale = sales.get(commission.saleId);
    if (!sale || !versions.some(looksBack)) return [];
    const { rulebook } = termsOfSale({ ...commission, terms: versions }, sale.placedAt);
    return [{ commission, periodFrom: periodOf(sale.placedAt, rulebook?.period ?? "month").from }];
  });
}

async function fitsEither(commission: StoredCommission, known: Known): Promise<boolean> {
  for (const isReturning of [true, false]) {
    if ((await differenceOf(commission, known, isReturning)) === null) return true;
  }
  return false;
}

async function remember<Value>(
  known: Map<string, Value>,
  ids: readonly string[],
  read: (missing: string[]) => Promise<Map<string, Value>>,
): Promise<void> {
  if (known.size > MOST_REMEMBERED) known.clear();
  const missing = [...new Set(ids)].filter((id) => !known.has(id));
  for (const [id, value] of await read(missing)) known.set(id, value);
}

/** @param isReturning whether the customer had bought before; null for what the sale's own customer key says. */
async function differenceOf(
  commission: StoredCommission,
  known: Known,
  isReturning: boolean | null,
): Promise<string | null> {
  const sale = known.facts.sales.get(commission.saleId);
  if (!sale) return "its sale is gone";
  const expected = await expectedEarnings(commission, sale, known, isReturning);
  if (typeof expected === "string") return expected;
  const nameOf = ({ saleLineId, part }: { saleLineId: string; part: string }) =>
    part === "line" ? `line ${saleLineId}` : `${part} of line ${saleLineId}`;
  const due = new Map(expected.lines.map((line) => [nameOf(line), line.calculatedMinor]));
  for (const line of known.facts.commissionLines.get(commission.id) ?? []) {
    const shouldBe = due.get(nameOf(line)) ?? 0n;
    if (line.calculatedMinor !== shouldBe) {
      return `${nameOf(line)} is calculated at ${line.calculatedMinor} and its facts give ${shouldBe}`;
    }
    const fault = faultOfEarned(commission, line);
    if (fault !== null) return `${nameOf(line)} ${fault}`;
    due.delete(nameOf(line));
  }
  const missing = [...due].find(([, minor]) => minor !== 0n);
  if (missing) return `${missing[0]} is missing and its facts give ${missing[1]}`;
  return differenceOfCounted(commission, expected.counted);
}

/** What later sales of the creator will be told of this one. */
function differenceOfCounted(commission: StoredCommission, counted: Earned["counted"]): string | null {
  const stated = [
    ...[commission.countsAsSale, commission.soldNetMinor, commission.soldEarnedMinor, commission.soldBonusMinor],
  ].join();
  const expected = [counted.countsAsSale, counted.netMinor, counted.earnedMinor, counted.bonusMinor].join();
  return stated === expected ? null : `it counts as ${stated} for later sales and its facts give ${expected}`;
}

function faultOfEarned(
  { status }: StoredCommission,
  line: { readonly calculatedMinor: bigint; readonly earnedMinor: bigint; readonly saysWhyLess: boolean },
): string | null {
  if (status === "declined") return line.earnedMinor === 0n ? null : "earns although the commission is declined";
  if (line.earnedMinor === line.calculatedMinor) return null;
  if (line.earnedMinor > line.calculatedMinor || line.earnedMinor < 0n) {
    return `earned ${line.earnedMinor} of ${line.calculatedMinor}`;
  }
  return line.saysWhyLess ? null : `earned ${line.earnedMinor} of ${line.calculatedMinor} and does not say why`;
}

const nothingEarned: Earned = {
  lines: [],
  counted: { countsAsSale: false, netMinor: 0n, earnedMinor: 0n, bonusMinor: 0n },
};

/** What the facts give; nothing where the decision no longer credits the partnership; a sentence where facts are missing. */
async function expectedEarnings(
  commission: StoredCommission,
  sale: SaleFacts,
  { facts, terms: termsOf, exclusions, progress }: Known,
  isReturning: boolean | null,
): Promise<Earned | string> {
  const credited = facts.credits.get(sale.attributionId ?? "") ?? [];
  const index = credited.findIndex(({ partnershipId }) => partnershipId === commission.partnershipId);
  if (index === -1) return nothingEarned;
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
  const paid = {
    currency: sale.currency,
    placedAt: sale.placedAt,
    isVoid: !countsAsSale(sale),
    isReturningCustomer: isReturning ?? (sale.hasEarlierSale || sale.isReturningCustomer === true),
    lines: lines.map((line) => ({
      ...line,
      remainingMinor: refunded.remainingMinor.get(line.id) ?? 0n,
      isRemoved: line.removedAt !== null,
      isExcluded: isExcluded(excluded, line),
    })),
  };
  const share = { allBps: credited.map(({ shareBps }) => shareBps), index };
  return shouldEarn(paid, terms, share, conversion, progress.get(commission.id) ?? noProgress);
}
