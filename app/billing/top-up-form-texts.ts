/** Amounts above this are agreed with a person first, and Stripe takes no single payment much above it. In major units. */
export const MAX_TOP_UP_UNITS = 500_000;

export const topUpTexts = {
  amount: "Write an amount such as 500.00.",
  currency: "Choose a currency.",
  tooMuch: `One top-up is at most ${MAX_TOP_UP_UNITS.toLocaleString("en")}. Make several, or write to us.`,
} as const;

export const bankTransferTexts = {
  brand: "Choose whose transfer it is.",
  reference: "Write the bank's reference of the transfer, at least 3 characters. It is recorded once.",
} as const;
