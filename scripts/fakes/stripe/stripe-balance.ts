import type { FakeAnswer, FakeRequest } from "../fake-provider.ts";
import { found, pageOf } from "./stripe-answers.ts";
import type { StripeShelf } from "./stripe-shelf.ts";

/** `GET /v1/balance`: nothing is ever pending here. */
export function readBalance(shelf: StripeShelf): FakeAnswer {
  const currencies = [...new Set(shelf.contents.balanceTransactions.map(({ currency }) => currency))].sort();
  const sums = currencies.map((currency) => {
    const amount = shelf.availableIn(currency);
    return { amount, currency, source_types: { card: amount } };
  });
  const nothing = sums.map(({ currency }) => ({ amount: 0, currency, source_types: { card: 0 } }));
  return found({ object: "balance", available: sums, pending: nothing, livemode: false });
}

/** `GET /v1/balance_transactions`, the newest first; `created[gte]`, `created[lt]`, `currency` and `type` narrow it, `expand[]=data.source` shows what moved it. */
export function listBalanceTransactions(shelf: StripeShelf, { query }: FakeRequest): FakeAnswer {
  const from = Number(query.get("created[gte]") ?? 0);
  const before = Number(query.get("created[lt]") ?? Number.MAX_SAFE_INTEGER);
  const [currency, type] = [query.get("currency"), query.get("type")];
  const rows = shelf.contents.balanceTransactions.filter(
    (one) =>
      one.created >= from &&
      one.created < before &&
      (currency === null || one.currency === currency) &&
      (type === null || one.type === type),
  );
  const isExpanded = [...query].some(([key, value]) => key.startsWith("expand") && value === "data.source");
  const shown = isExpanded ? rows.map((one) => ({ ...one, source: sourceOf(shelf, one.source) })) : rows;
  return pageOf("/v1/balance_transactions", shown.toReversed(), query);
}

/** What moved the balance, in full where it is kept. */
function sourceOf({ contents }: StripeShelf, id: string | null): object | string | null {
  const { charges, refunds, disputes, transfers } = contents;
  const reversals = transfers.flatMap((transfer) => transfer.reversals.data);
  const kept: readonly { readonly id: string }[] = [...charges, ...refunds, ...disputes, ...transfers, ...reversals];
  return kept.find((one) => one.id === id) ?? id;
}

/** Stripe keeps something for itself, for an account or a card network. */
export function takeFee(shelf: StripeShelf, amount: number, currency: string): void {
  shelf.move({ amount: -amount, currency, type: "stripe_fee", category: "fee", source: null });
  shelf.save();
}

/** Money of the platform's own, put in or taken out: a negative amount can leave too little for the next transfer. */
export function moveOwnMoney(shelf: StripeShelf, amount: number, currency: string): void {
  const isIn = amount > 0;
  const source = shelf.newId(isIn ? "tu" : "po");
  shelf.move({ amount, currency, type: isIn ? "topup" : "payout", category: isIn ? "topup" : "payout", source });
  shelf.save();
}
