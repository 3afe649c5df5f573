/** One transaction of the books, as far as it concerns one sale. */
export interface Movement {
  readonly id: string;
  readonly commissionId: string;
  readonly eventCode: string;
  readonly occurredAt: Date;
  /** Why the money moved, as the books say it. */
  readonly sentence: string;
  readonly creatorName: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly from: Place;
  readonly to: Place;
}

/** Where money is, in the words of the accounts: the brand's side, or a position of the creator's. */
export type Place = "brand" | "held" | "payable" | "in-transit" | "paid" | "elsewhere";

export interface BookedTransaction {
  readonly id: string;
  readonly eventCode: string;
  readonly occurredAt: Date;
  readonly sentence: string;
  readonly commissionId: string | null;
  readonly payoutId: string | null;
  readonly entries: readonly { readonly account: string; readonly currency: string; readonly amountMinor: bigint }[];
}

/** A payout moves the money of many sales in one transaction; this is the part of one commission. */
export interface PayoutPart {
  readonly payoutId: string;
  readonly commissionId: string;
  readonly amountMinor: bigint;
}

/**
 * Turns transactions into movements of one sale's money, in order of time. A payout's transaction counts with this sale's part of it.
 * `names` gives the creator of each commission; transactions of commissions it does not know are left out, which is how a creator's
 * view leaves out everyone else's money.
 */
export function movementsOf(
  transactions: readonly BookedTransaction[],
  parts: readonly PayoutPart[],
  names: ReadonlyMap<string, string>,
): Movement[] {
  const movements: Movement[] = [];
  for (const transaction of transactions) {
    if (transaction.commissionId !== null) {
      const creatorName = names.get(transaction.commissionId);
      if (creatorName !== undefined)
        movements.push(movementOf(transaction, transaction.commissionId, creatorName, null));
      continue;
    }
    for (const part of parts) {
      const creatorName = names.get(part.commissionId);
      if (part.payoutId !== transaction.payoutId || creatorName === undefined) continue;
      movements.push(movementOf(transaction, part.commissionId, creatorName, part));
    }
  }
  return movements.sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime() || (a.id < b.id ? -1 : 1));
}

/** Where a payout's money comes from and goes to, whichever sign the whole payout has at the brand. */
const payoutPlaces: Readonly<Record<string, readonly [from: Place, to: Place]>> = {
  "payout.sent": ["payable", "in-transit"],
  "payout.settled": ["in-transit", "paid"],
  "payout.returned": ["in-transit", "payable"],
};

function movementOf(
  transaction: BookedTransaction,
  commissionId: string,
  creatorName: string,
  part: PayoutPart | null,
): Movement {
  const places = part ? payoutPlaces[transaction.eventCode] : undefined;
  const given = transaction.entries.filter((entry) => entry.amountMinor < 0n);
  const taken = transaction.entries.filter((entry) => entry.amountMinor > 0n);
  const moved = taken.reduce((sum, entry) => sum + entry.amountMinor, 0n);
  return {
    id: part ? `${transaction.id}:${part.commissionId}` : transaction.id,
    commissionId,
    eventCode: transaction.eventCode,
    occurredAt: transaction.occurredAt,
    sentence: transaction.sentence,
    creatorName,
    amountMinor: part ? part.amountMinor : moved,
    currency: taken[0]?.currency ?? "EUR",
    from: places?.[0] ?? placeOf(given[0]?.account ?? ""),
    to: places?.[1] ?? placeOf(taken[0]?.account ?? ""),
  };
}

/** The accounts are named in app/ledger/account.ts. */
export function placeOf(account: string): Place {
  if (account.startsWith("brand:")) return "brand";
  if (account.startsWith("rail:")) return "paid";
  if (account.endsWith(":held")) return "held";
  if (account.endsWith(":payable")) return "payable";
  return account.endsWith(":in_transit") ? "in-transit" : "elsewhere";
}
