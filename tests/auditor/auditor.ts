import { total } from "./arithmetic.ts";
import { dueOf, type MoneyBack, type Order, type Pay } from "./order.ts";

/** A deal of a creator with a brand, known by the name of its code. */
export interface Deal {
  readonly name: string;
  readonly creator: string;
  readonly brand: string;
  readonly currency: string;
  readonly pay: Pay;
  readonly holdMs: number;
}

/** Where an order's commission for one deal stands. Money is in one of four places. */
export interface Commission {
  readonly deal: Deal;
  readonly orderName: string;
  readonly ripeAt: number;
  status: "held" | "approved" | "declined";
  held: bigint;
  payable: bigint;
  travelling: bigint;
  paid: bigint;
}

interface KnownOrder extends Order {
  readonly deals: readonly Deal[];
  isPaid: boolean;
  isDisputed: boolean;
}

export interface Payout {
  readonly name: string;
  readonly creator: string;
  readonly currency: string;
  readonly parts: readonly { readonly commission: Commission; readonly amount: bigint }[];
  status: "waiting" | "travelling" | "settled" | "returned" | "cancelled";
}

export interface Batch {
  readonly currency: string;
  readonly payouts: readonly Payout[];
  status: "prepared" | "approved" | "sent" | "cancelled";
}

/**
 * An accountant who is told what happened and keeps own books of it: in other words than the product's, from the published rules alone.
 * Nothing here is stored as history; every event brings the four places to where they belong.
 */
export class Auditor {
  readonly orders = new Map<string, KnownOrder>();
  readonly commissions: Commission[] = [];
  readonly batches: Batch[] = [];
  readonly #leastPayout: (currency: string) => bigint;

  constructor(leastPayout: (currency: string) => bigint) {
    this.#leastPayout = leastPayout;
  }

  /** An order came in; `deals` are those it is credited to, in equal parts. */
  order(name: string, order: Order & { readonly isPaid: boolean }, deals: readonly Deal[], at: number): void {
    this.orders.set(name, { ...order, deals, isDisputed: false });
    for (const deal of deals) {
      const nothing = { held: 0n, payable: 0n, travelling: 0n, paid: 0n };
      this.commissions.push({ deal, orderName: name, ripeAt: at + deal.holdMs, status: "held", ...nothing });
    }
    this.#settle(name);
  }

  /** The shop states the order anew: its lines, whether it is paid or cancelled. */
  restate(name: string, change: Partial<Pick<KnownOrder, "lines" | "isPaid" | "isCancelled">>): void {
    this.#change(name, change);
  }

  moneyBack(name: string, back: MoneyBack): void {
    this.#change(name, { moneyBack: [...this.#order(name).moneyBack, back] });
  }

  dispute(name: string): void {
    this.#change(name, { isDisputed: true });
  }

  /** `back` is what the bank gave the buyer; null when the brand won. */
  disputeEnds(name: string, back: MoneyBack | null): void {
    const { moneyBack } = this.#order(name);
    this.#change(name, { isDisputed: false, moneyBack: back ? [...moneyBack, back] : moneyBack });
  }

  mayApprove(commission: Commission, now: number): boolean {
    const { isDisputed, isPaid } = this.#order(commission.orderName);
    return commission.status === "held" && commission.ripeAt <= now && !isDisputed && isPaid;
  }

  approve(commission: Commission): void {
    commission.status = "approved";
    this.#place(commission);
  }

  mayDecline(commission: Commission): boolean {
    return commission.status !== "declined";
  }

  decline(commission: Commission): void {
    commission.status = "declined";
    this.#place(commission);
  }

  /** Who would be paid what in a currency now: everybody whose payable money, debts taken off, reaches the least payout. */
  payees(currency: string): { creator: string; parts: Payout["parts"] }[] {
    const carried = this.#carried();
    const free = this.commissions.filter(
      (one) => one.deal.currency === currency && one.payable !== 0n && !carried.has(one),
    );
    const creators = [...new Set(free.map(({ deal }) => deal.creator))].sort();
    return creators
      .map((creator) => ({
        creator,
        parts: free
          .filter(({ deal }) => deal.creator === creator)
          .map((commission) => ({ commission, amount: commission.payable })),
      }))
      .filter(({ parts }) => {
        const sum = total(parts.map(({ amount }) => amount));
        return sum > 0n && sum >= this.#leastPayout(currency);
      });
  }

  prepare(currency: string, nameOf: (creator: string) => string): Batch {
    const payouts = this.payees(currency).map((payee): Payout => ({
      ...payee,
      currency,
      name: nameOf(payee.creator),
      status: "waiting",
    }));
    const batch: Batch = { currency, payouts, status: "prepared" };
    this.batches.push(batch);
    return batch;
  }

  /** Everything in the batch is still payable, and nobody in it owes anything that came up since. */
  stillStands(batch: Batch): boolean {
    const carried = this.#carried();
    return batch.payouts.every(
      ({ creator, parts }) =>
        parts.every(({ commission, amount }) => commission.payable === amount) &&
        !this.commissions.some(
          (one) =>
            one.payable < 0n &&
            one.deal.creator === creator &&
            one.deal.currency === batch.currency &&
            !carried.has(one),
        ),
    );
  }

  send(batch: Batch): void {
    batch.status = "sent";
    for (const payout of batch.payouts) {
      payout.status = "travelling";
      for (const { commission, amount } of payout.parts) {
        commission.payable -= amount;
        commission.travelling += amount;
      }
    }
  }

  settle(payout: Payout): void {
    payout.status = "settled";
    for (const { commission, amount } of payout.parts) {
      commission.travelling -= amount;
      commission.paid += amount;
    }
  }

  return(payout: Payout): void {
    const from = payout.status === "settled" ? "paid" : "travelling";
    payout.status = "returned";
    for (const { commission, amount } of payout.parts) {
      commission[from] -= amount;
      commission.payable += amount;
    }
  }

  cancel(batch: Batch): void {
    batch.status = "cancelled";
    for (const payout of batch.payouts) payout.status = "cancelled";
  }

  /** What a commission has earned: the sum of its four places. */
  static earned({ held, payable, travelling, paid }: Commission): bigint {
    return held + payable + travelling + paid;
  }

  #carried(): Set<Commission> {
    const open = this.batches.filter(({ status }) => status === "prepared" || status === "approved");
    return new Set(open.flatMap(({ payouts }) => payouts.flatMap(({ parts }) => parts.map((part) => part.commission))));
  }

  #order(name: string): KnownOrder {
    const order = this.orders.get(name);
    if (!order) throw new Error(`Nobody told the auditor of order ${name}.`);
    return order;
  }

  #change(name: string, change: Partial<KnownOrder>): void {
    this.orders.set(name, { ...this.#order(name), ...change });
    this.#settle(name);
  }

  #settle(name: string): void {
    for (const commission of this.commissions) if (commission.orderName === name) this.#place(commission);
  }

  /** Puts what has not left where it belongs: frozen or not yet approved is held, all else - debts too - is payable. */
  #place(commission: Commission): void {
    const order = this.#order(commission.orderName);
    const place = order.deals.indexOf(commission.deal);
    const due =
      commission.status === "declined" ? 0n : (dueOf(order, commission.deal.pay, order.deals.length)[place] ?? 0n);
    const here = due - commission.travelling - commission.paid;
    const isHeld = commission.status === "held" || (commission.status === "approved" && order.isDisputed && here > 0n);
    commission.held = isHeld ? here : 0n;
    commission.payable = isHeld ? 0n : here;
  }
}
