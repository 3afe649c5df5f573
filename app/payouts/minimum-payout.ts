import { exponentOf } from "#app/kit/currency.ts";

/** Below this a transfer costs more than it is worth; the money waits and is added to the next batch. In minor units. */
const minimumMinorByCurrency: Readonly<Record<string, bigint>> = {
  EUR: 10_00n,
  USD: 10_00n,
  GBP: 10_00n,
  CHF: 10_00n,
  JPY: 1_500n,
  KWD: 3_000n,
};

const MINIMUM_IN_UNLISTED_CURRENCY = 10n;

/** The smallest amount one payout may have: listed per currency, else ten of its major unit. */
export function minimumPayoutMinor(currency: string): bigint {
  return minimumMinorByCurrency[currency] ?? MINIMUM_IN_UNLISTED_CURRENCY * 10n ** BigInt(exponentOf(currency));
}
