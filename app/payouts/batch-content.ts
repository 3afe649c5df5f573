import { sumMinor } from "#app/kit/money.ts";
import { withhold, type Withheld, type Withholding } from "../tax/withholding.ts";
import { compareText } from "../kit/compare-text.ts";
import type { PaidAmount } from "./pay-out-in.ts";

export interface ContentLine {
  readonly brandId: string;
  readonly commissionId: string;
  readonly amountMinor: bigint;
}

export interface ContentPayout {
  readonly payoutId: string;
  readonly creatorId: string;
  readonly payeeDetailsId: string;
  readonly amountMinor: bigint;
  /** Of the amount, what is kept back for tax. */
  readonly withheld: Withheld | null;
  /** What arrives of the rest. */
  readonly paid: PaidAmount;
  readonly lines: readonly ContentLine[];
}

/** What a batch pays to whom, for what: the thing that is prepared, approved and sent. */
export interface BatchContent {
  readonly rail: string;
  readonly currency: string;
  readonly payouts: readonly ContentPayout[];
}

/** One text that is equal exactly when two contents pay the same; it goes into the batch's content hash. The order of rows does not matter. */
export function canonicalContentOf(content: BatchContent): string {
  const payouts = [...content.payouts]
    .sort((a, b) => compareText(a.payoutId, b.payoutId))
    .map((payout) => [
      payout.payoutId,
      payout.creatorId,
      payout.payeeDetailsId,
      payout.amountMinor.toString(),
      [...payout.lines]
        .sort((a, b) => compareText(a.brandId, b.brandId) || compareText(a.commissionId, b.commissionId))
        .map((line) => [line.brandId, line.commissionId, line.amountMinor.toString()]),
      ...paidPartOf(content.currency, payout),
      ...withheldPartOf(payout),
    ]);
  return JSON.stringify([content.rail, content.currency, payouts]);
}

/** A payout that is not converted reads as it did before there were conversions, so that older hashes stand. */
function paidPartOf(currency: string, { amountMinor, paid }: ContentPayout): string[][] {
  if (paid.currency === currency && paid.minor === amountMinor && paid.rate === null) return [];
  return [[paid.currency, paid.minor.toString(), paid.rate?.rate ?? "", paid.rate?.day ?? ""]];
}

/** Where nothing is withheld a payout reads as it did before there was withholding. */
function withheldPartOf({ withheld }: ContentPayout): string[][] {
  return withheld === null ? [] : [[withheld.minor.toString(), withheld.rateBps.toString(), withheld.reason]];
}

/** How things stand now for one payout of a prepared batch. */
export interface PayoutNow {
  /** The creator's latest payee details. */
  readonly payeeDetailsId: string | null;
  /** Payable now per commission of the payout, keyed by its id. */
  readonly payableMinor: ReadonlyMap<string, bigint>;
  /** Clawbacks of this creator in the currency that no open payout carries: they arrived after the batch was prepared. */
  readonly newClawbacksMinor: bigint;
  /** What has to be kept back for tax. */
  readonly withholding: Withholding | null;
}

/** A payout whose facts are no longer those that were prepared, in one sentence without amounts, which the screen adds. */
export interface ContentChange {
  readonly payoutId: string;
  readonly sentence: string;
}

/** What changed between the stored content and the facts as they are now; empty when the content still stands. */
export function changesOf(
  content: BatchContent,
  nameOf: (creatorId: string) => string,
  nowOf: (payoutId: string) => PayoutNow,
): ContentChange[] {
  const changes: ContentChange[] = [];
  for (const payout of content.payouts) {
    const name = nameOf(payout.creatorId);
    const now = nowOf(payout.payoutId);
    const changed = payout.lines.filter(
      (line) => (now.payableMinor.get(line.commissionId) ?? 0n) !== line.amountMinor,
    ).length;
    if (changed > 0) {
      const what = changed === 1 ? "a commission of" : `${changed} commissions of`;
      changes.push({ payoutId: payout.payoutId, sentence: `What is payable for ${what} ${name} has changed.` });
    }
    if (now.newClawbacksMinor !== 0n) {
      changes.push({
        payoutId: payout.payoutId,
        sentence: `Money was clawed back from ${name} and must be netted first.`,
      });
    }
    if (now.payeeDetailsId !== payout.payeeDetailsId) {
      changes.push({ payoutId: payout.payoutId, sentence: `${name} changed the account money goes to.` });
    }
    if (withhold(payout.amountMinor, now.withholding)?.minor !== payout.withheld?.minor) {
      changes.push({ payoutId: payout.payoutId, sentence: `What must be withheld from ${name} for tax has changed.` });
    }
    if (sumMinor(payout.lines.map((line) => line.amountMinor)) !== payout.amountMinor) {
      changes.push({ payoutId: payout.payoutId, sentence: `The payout to ${name} is no longer the sum of its lines.` });
    }
  }
  return changes;
}

/** At most this many changes are told one by one; the rest as a number. */
const MAX_CHANGES_TOLD = 3;

export function changesInOneText(changes: readonly ContentChange[]): string {
  const told = changes.slice(0, MAX_CHANGES_TOLD).map((change) => change.sentence);
  if (changes.length > MAX_CHANGES_TOLD) told.push(`${changes.length - MAX_CHANGES_TOLD} more payouts changed.`);
  return told.join(" ");
}
