import { least, roundHalfUp, share, total } from "./arithmetic.ts";

/** A line of an order as the shop last stated it. */
export interface Line {
  readonly id: string;
  readonly pieces: number;
  readonly price: bigint;
  /** Gift cards are paid for and earn nobody anything. */
  readonly isGiftCard: boolean;
  /** The shop took it off the order later. */
  readonly isGone: boolean;
}

/** Money that went back to the buyer: a refund, or a chargeback the bank decided for the buyer. */
export interface MoneyBack {
  readonly at: number;
  readonly amount: bigint;
  /** Which pieces came back, and for how much where the shop says; nothing: the amount is for the order as a whole. */
  readonly pieces: readonly { readonly lineId: string; readonly count: number; readonly price: bigint | null }[];
}

export interface Order {
  readonly lines: readonly Line[];
  readonly shipping: bigint;
  readonly isCancelled: boolean;
  readonly moneyBack: readonly MoneyBack[];
}

/** What a campaign pays: a part of each line in ten-thousandths, or one amount per order. */
export type Pay = { readonly partsOfTenThousand: bigint } | { readonly perOrder: bigint };

/** What the buyer paid in all. */
export function paidFor(order: Order): bigint {
  return total(order.lines.filter(({ isGone }) => !isGone).map(({ price }) => price)) + order.shipping;
}

function earns(line: Line): boolean {
  return !line.isGiftCard && !line.isGone;
}

/** What is left of the goods on each line once everything that went back is taken off, in the order in which it went back. */
export function leftOf(order: Order): bigint[] {
  const left = order.lines.map((line) => (earns(line) ? line.price : 0n));
  const goods = total(left);
  const returned = order.lines.map(() => 0);
  let backSoFar = 0n;
  for (const back of [...order.moneyBack].sort((a, b) => a.at - b.at)) {
    if (back.pieces.length > 0) {
      for (const { lineId, count, price } of back.pieces) {
        const place = order.lines.findIndex(({ id }) => id === lineId);
        const line = order.lines[place];
        if (!line) continue;
        returned[place] = (returned[place] ?? 0) + count;
        if (!earns(line)) continue;
        const here = left[place] ?? 0n;
        const isLast = price === null && (returned[place] ?? 0) >= line.pieces;
        const asked = isLast ? here : (price ?? roundHalfUp(line.price * BigInt(count), BigInt(line.pieces)));
        left[place] = here - least(asked, here);
      }
    } else {
      const here = total(left);
      const isAllBack = backSoFar + back.amount >= paidFor(order);
      const ofGoods = isAllBack ? here : roundHalfUp(back.amount * goods, paidFor(order));
      share(least(ofGoods, here), left).forEach((part, place) => (left[place] = (left[place] ?? 0n) - part));
    }
    backSoFar += back.amount;
  }
  return left;
}

/** What each of those who share an order equally should have earned by now; one alone has all of it. */
export function dueOf(order: Order, pay: Pay, sharers: number): bigint[] {
  const equal = Array.from({ length: sharers }, () => 1n);
  const none = equal.map(() => 0n);
  if (order.isCancelled) return none;
  const left = leftOf(order);
  const ofLines = order.lines.map((line, place): bigint[] => {
    if (!earns(line)) return none;
    if ("partsOfTenThousand" in pay) {
      return share(left[place] ?? 0n, equal).map((part) => roundHalfUp(part * pay.partsOfTenThousand, 10_000n));
    }
    const prices = order.lines.map((each) => (earns(each) ? each.price : 0n));
    return share(pay.perOrder, equal).map((amount) => {
      const part = share(amount, prices)[place] ?? 0n;
      return line.price === 0n ? 0n : roundHalfUp(part * (left[place] ?? 0n), line.price);
    });
  });
  return none.map((_, sharer) => total(ofLines.map((parts) => parts[sharer] ?? 0n)));
}
