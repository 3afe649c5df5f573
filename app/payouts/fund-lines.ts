import { compareText } from "../kit/compare-text.ts";

/** A payable commission of a creator who can be paid; below zero for a clawback that is netted. */
export interface FundableLine {
  readonly creatorId: string;
  readonly brandId: string;
  readonly commissionId: string;
  readonly amountMinor: bigint;
  /** When the sale was made: the oldest is paid first. */
  readonly earnedAt: Date;
}

/** What brands can pay with. */
export interface FundsAtHand {
  /** What each brand's balance holds and no open batch has set aside. A brand that is absent has nothing. */
  readonly availableMinor: ReadonlyMap<string, bigint>;
  /** What a payout takes from a brand's balance for commissions of this sum: they, the fee and its VAT. */
  readonly costOf: (brandId: string, amountMinor: bigint) => bigint;
}

/**
 * Which commissions are paid from money that is there: at each brand the oldest first, and nobody overtakes one the balance does not
 * reach. A creator's clawbacks at a brand make what they need from it smaller; they pay for nobody else.
 */
export function fundLines(lines: readonly FundableLine[], { availableMinor, costOf }: FundsAtHand): Set<string> {
  const left = new Map(availableMinor);
  const sums = new Map<string, bigint>();
  const takenFor = (brandId: string, sumMinor: bigint) => (sumMinor > 0n ? costOf(brandId, sumMinor) : 0n);
  const placeOf = ({ creatorId, brandId }: FundableLine) => `${creatorId} ${brandId}`;
  for (const line of lines) {
    if (line.amountMinor < 0n) sums.set(placeOf(line), (sums.get(placeOf(line)) ?? 0n) + line.amountMinor);
  }
  const funded = new Set<string>();
  const exhausted = new Set<string>();
  for (const line of lines.filter(({ amountMinor }) => amountMinor > 0n).sort(byAge)) {
    if (exhausted.has(line.brandId)) continue;
    const before = sums.get(placeOf(line)) ?? 0n;
    const after = before + line.amountMinor;
    const needed = takenFor(line.brandId, after) - takenFor(line.brandId, before);
    const available = left.get(line.brandId) ?? 0n;
    if (needed > available) {
      exhausted.add(line.brandId);
      continue;
    }
    left.set(line.brandId, available - needed);
    sums.set(placeOf(line), after);
    funded.add(line.commissionId);
  }
  return funded;
}

function byAge(one: FundableLine, other: FundableLine): number {
  return one.earnedAt.getTime() - other.earnedAt.getTime() || compareText(one.commissionId, other.commissionId);
}
