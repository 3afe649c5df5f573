/** One call to a provider that is still to be made. */
export interface PlannedParcel {
  readonly id: string;
  readonly batchId: string;
  readonly currency: string;
  readonly payoutIds: readonly string[];
}

/** A payout as far as planning needs it. */
interface PlannedPayout {
  readonly id: string;
  readonly currency: string;
}

/** The most payments PayPal takes in one call is 15,000; a batch has at most 10,000 payouts, so that one call per currency is enough. */
export function planParcels(
  parcel: "payout" | "batch",
  batchId: string,
  payouts: readonly PlannedPayout[],
): PlannedParcel[] {
  if (parcel === "payout") {
    return payouts.map(({ id, currency }) => ({ id, batchId, currency, payoutIds: [id] }));
  }
  const currencies = [...new Set(payouts.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => ({
    id: `${batchId}-${currency}`,
    batchId,
    currency,
    payoutIds: payouts.filter((payout) => payout.currency === currency).map(({ id }) => id),
  }));
}
