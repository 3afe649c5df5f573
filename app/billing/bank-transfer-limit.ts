import { exponentOf } from "#app/kit/currency.ts";

/** Above so many major units a second person looks at the bank's statement too: one mistyped figure would pay creators from nothing. */
const CONFIRM_ABOVE_UNITS = 5_000n;

/** From this amount on a recorded transfer waits for a second person. In minor units. */
export function confirmAboveMinor(currency: string): bigint {
  return CONFIRM_ABOVE_UNITS * 10n ** BigInt(exponentOf(currency));
}
