import { exponentOf } from "#app/kit/currency.ts";
import type { BatchSchedule } from "./batch-schedule.ts";

/** When payouts are made, and from which amount on. A version is set by finance and never changed; the next one takes over from it. */
export interface PayoutTerms {
  /** Null for the defaults, which nobody set. */
  readonly id: string | null;
  /** Null: from ever. */
  readonly inForceFrom: Date | null;
  readonly schedule: BatchSchedule;
  /** The smallest payout by currency, in minor units. A currency that is absent has ten of its major unit. */
  readonly minimumMinor: Readonly<Record<string, bigint>>;
}

/**
 * What holds until finance sets terms. Below the smallest payout a transfer costs more than it is worth; the money waits and is added to
 * the next batch. Batches are prepared on Thursdays: sent the same day, they are in the accounts before the week ends.
 */
export const defaultPayoutTerms: PayoutTerms = {
  id: null,
  inForceFrom: null,
  schedule: { kind: "weekly", weekday: 4 },
  minimumMinor: { EUR: 10_00n, USD: 10_00n, GBP: 10_00n, CHF: 10_00n, JPY: 1_500n, KWD: 3_000n },
};

const MINIMUM_IN_UNLISTED_CURRENCY = 10n;

/** The smallest amount one payout may have by the platform's terms. */
export function minimumIn({ minimumMinor }: Pick<PayoutTerms, "minimumMinor">, currency: string): bigint {
  return minimumMinor[currency] ?? MINIMUM_IN_UNLISTED_CURRENCY * 10n ** BigInt(exponentOf(currency));
}

/** The version in force at an instant. @param versions in the order in which they take over; the first is the defaults. */
export function payoutTermsAt(versions: readonly PayoutTerms[], at: Date): PayoutTerms {
  const found = versions.findLast(({ inForceFrom }) => inForceFrom === null || inForceFrom <= at);
  return found ?? defaultPayoutTerms;
}

/** The versions that take over later than an instant, the earliest first; one that another of the same day replaced is left out. */
export function plannedPayoutTerms(versions: readonly PayoutTerms[], at: Date): PayoutTerms[] {
  return versions.filter(
    ({ inForceFrom }, index) =>
      inForceFrom !== null && inForceFrom > at && versions[index + 1]?.inForceFrom?.getTime() !== inForceFrom.getTime(),
  );
}
