import { exponentOf } from "#app/kit/currency.ts";

/** Stripe counts these in hundredths although they have none: https://docs.stripe.com/currencies#special-cases */
const countedOtherwise: ReadonlySet<string> = new Set(["ISK", "UGX"]);
/** Currencies of three decimal places must end in a zero there, which a commission need not. */
const MAX_EXPONENT = 2;

/** Whether our minor units are Stripe's, so that every amount can travel as it is. */
export function isMovedByStripe(currency: string): boolean {
  return exponentOf(currency) <= MAX_EXPONENT && !countedOtherwise.has(currency);
}
