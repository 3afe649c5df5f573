import { exponentOf } from "#app/kit/currency.ts";
import { costOf, type FeeRates } from "./platform-fee.ts";

/** Below so many major units a brand is told, where it has not set a limit of its own. */
const USUAL_LIMIT_UNITS = 100n;

export function usualLimitMinor(currency: string): bigint {
  return USUAL_LIMIT_UNITS * 10n ** BigInt(exponentOf(currency));
}

/** How a brand's balance in one currency stands. */
export interface BalanceStanding {
  readonly currency: string;
  /** What the platform holds for the brand. */
  readonly fundsMinor: bigint;
  /** Set aside for batches that were prepared and not sent. */
  readonly reservedMinor: bigint;
  /** What the next top-up pays first. */
  readonly shortfallMinor: bigint;
  /** Approved commissions that no batch carries yet, with the fee on them and its VAT. */
  readonly dueMinor: bigint;
  /** Commissions in their hold, with the fee and its VAT: what comes next. */
  readonly heldMinor: bigint;
  /** How much of what is due the balance does not reach. */
  readonly waitingMinor: bigint;
  readonly limitMinor: bigint;
  readonly isLow: boolean;
}

/** Judges a balance: it is low when it is below the limit, or does not reach what is due. */
export function standingOf(
  facts: {
    readonly currency: string;
    readonly fundsMinor: bigint;
    readonly reservedMinor: bigint;
    readonly shortfallMinor: bigint;
    readonly payableMinor: bigint;
    readonly heldMinor: bigint;
    /** The brand's own; null for the usual one. */
    readonly ownLimitMinor: bigint | null;
  },
  rates: FeeRates,
): BalanceStanding {
  const { currency, fundsMinor, reservedMinor, shortfallMinor } = facts;
  const availableMinor = fundsMinor - reservedMinor;
  const dueMinor = costOf(facts.payableMinor, rates);
  const waitingMinor = dueMinor > availableMinor ? dueMinor - (availableMinor > 0n ? availableMinor : 0n) : 0n;
  const limitMinor = facts.ownLimitMinor ?? usualLimitMinor(currency);
  return {
    ...{ currency, fundsMinor, reservedMinor, shortfallMinor, dueMinor, waitingMinor, limitMinor },
    heldMinor: costOf(facts.heldMinor, rates),
    isLow: availableMinor < limitMinor || waitingMinor > 0n,
  };
}
