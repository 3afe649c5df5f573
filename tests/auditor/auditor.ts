import { roundHalfUp, total } from "./arithmetic.ts";
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

/** What the auditor is told is configured, not a rule. */
export interface Settings {
  readonly leastPayout: (currency: string) => bigint;
  /** The platform's fee in ten-thousandths of what a brand pays a creator with one payout. */
  readonly feePerTenThousand: bigint;
  /** VAT on that fee in ten-thousandths, by the brand that is charged. */
  readonly vatPerTenThousand: (brand: string) => bigint;
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
  /** What brands have paid in, by brand and currency. */
  readonly deposits = new Map<string, bigint>();
  /** Fees that were charged less those given back, by brand, currency and month: what stands together on one invoice. */
  readonly #invoices = new Map<string, { readonly brand: string; readonly currency: string; fees: bigint }>();
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  deposit(brand: string, currency: string, amount: bigint): void {
    const key = moneyKey(brand, currency);
    this.deposits.set(key, (this.deposits.get(key) ?? 0n) + amount);
  }

  /** What a brand's money bought: what payouts under way or arrived took from it, by brand and currency. */
  spent(): Map<string, { paid: bigint; fees: bigint }> {
    const spent = new Map<string, { paid: bigint; fees: bigint }>();
    for (const { payouts } of this.batches) {
      for (const payout of payouts) {
        if (payout.status !== "travelling" && payout.status !== "settled") continue;
        for (const [brand, amount] of byBrand(payout.parts)) {
          const key = moneyKey(brand, payout.currency);
          const known = spent.get(key) ?? { paid: 0n, fees: 0n };
          spent.set(key, { paid: known.paid + amount, fees: known.fees + this.#feeOn(amount) });
        }
      }
    }
    return spent;
  }

  /** The VAT of all invoices, by brand and currency: of each the rate of its fees, rounded once. */
  vat(): Map<string, bigint> {
    const vat = new Map<string, bigint>();
    for (const { brand, currency, fees } of this.#invoices.values()) {
      const rate = this.#settings.vatPerTenThousand(brand);
      const amount = roundHalfUp((fees < 0n ? -fees : fees) * rate, 10_000n);
      const key = moneyKey(brand, currency);
      vat.set(key, (vat.get(key) ?? 0n) + (fees < 0n ? -amount : amount));
    }
    return vat;
  }

  /** What a brand has left of what it paid in. */
  fundsOf(brand: string, currency: string): bigint {
    const key = moneyKey(brand, currency);
    const { paid, fees } = this.spent().get(key) ?? { paid: 0n, fees: 0n };
    return (this.deposits.get(key) ?? 0n) - paid - fees - (this.vat().get(key) ?? 0n);
  }

  /** Puts the fees of a payout on the invoices of the month; `sign` is -1 where it came back. */
  #invoice({ parts, currency }: Payout, at: number, sign: bigint): void {
    const month = new Date(at).toISOString().slice(0, 7);
    for (const [brand, amount] of byBrand(parts)) {
      const key = `${moneyKey(brand, currency)}|${month}`;
      const invoice = this.#invoices.get(key) ?? { brand, currency, fees: 0n };
      invoice.fees += sign * this.#feeOn(amount);
      this.#invoices.set(key, invoice);
    }
  }

  #feeOn(amount: bigint): bigint {
    const fee = roundHalfUp((amount < 0n ? -amount : amount) * this.#settings.feePerTenThousand, 10_000n);
    return amount < 0n ? -fee : fee;
  }

  /** What must be there for a payout: VAT counts as a whole unit more where it is not even, because it depends on what else the month brings. */
  #costOf(brand: string, amount: bigint): bigint {
    const fee = this.#feeOn(amount);
    const vat = fee * this.#settings.vatPerTenThousand(brand);
    return amount + fee + vat / 10_000n + (vat % 10_000n > 0n ? 1n : 0n);
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

  /**
   * Who would be paid what in a currency now. Everybody whose payable money, debts taken off, reaches the least payout - out of what their
   * brands have paid in and other open batches have not set aside: oldest sales first, and where a brand's money ends for one it ends for
   * all after it. Whoever is left with too little waits, and what was meant for them is shared out again.
   */
  payees(currency: string): { creator: string; parts: Payout["parts"] }[] {
    const carried = this.#carried();
    const free = this.commissions.filter(
      (one) => one.deal.currency === currency && one.payable !== 0n && !carried.has(one),
    );
    const isEnough = (own: readonly Commission[]) => {
      const sum = total(own.map(({ payable }) => payable));
      return sum > 0n && sum >= this.#settings.leastPayout(currency);
    };
    const ofCreator = (creator: string, list: readonly Commission[]) =>
      list.filter(({ deal }) => deal.creator === creator);
    let creators = [...new Set(free.map(({ deal }) => deal.creator))].sort();
    creators = creators.filter((creator) => isEnough(ofCreator(creator, free)));
    for (;;) {
      const wanting = free.filter(({ deal }) => creators.includes(deal.creator));
      const funded = this.#funded(wanting, currency);
      const paid = wanting.filter((one) => one.payable < 0n || funded.has(one));
      const fallen = creators.filter((creator) => !isEnough(ofCreator(creator, paid)));
      if (fallen.length === 0) {
        return creators.map((creator) => ({
          creator,
          parts: ofCreator(creator, paid).map((commission) => ({ commission, amount: commission.payable })),
        }));
      }
      // Those who keep money from others that cannot be sent to them go first.
      const keeping = fallen.filter((creator) => ofCreator(creator, wanting).some((one) => funded.has(one)));
      const gone = keeping.length > 0 ? keeping : fallen;
      creators = creators.filter((creator) => !gone.includes(creator));
    }
  }

  /** Which of these claims the brands' money reaches. A creator's debts at a brand lower what is needed for them there, and for nobody else. */
  #funded(claims: readonly Commission[], currency: string): Set<Commission> {
    const left = new Map<string, bigint>();
    for (const { deal } of claims) left.set(deal.brand, this.#unreserved(deal.brand, currency));
    const needed = (brand: string, sum: bigint) => (sum > 0n ? this.#costOf(brand, sum) : 0n);
    const sums = new Map<string, bigint>();
    const placeOf = ({ deal }: Commission) => `${deal.creator} at ${deal.brand}`;
    for (const one of claims)
      if (one.payable < 0n) sums.set(placeOf(one), (sums.get(placeOf(one)) ?? 0n) + one.payable);
    const funded = new Set<Commission>();
    const dry = new Set<string>();
    // Claims come in the order of their orders, which is that of time.
    for (const one of claims) {
      const { brand } = one.deal;
      if (one.payable < 0n || dry.has(brand)) continue;
      const before = sums.get(placeOf(one)) ?? 0n;
      const more = needed(brand, before + one.payable) - needed(brand, before);
      const rest = (left.get(brand) ?? 0n) - more;
      if (rest < 0n) {
        dry.add(brand);
        continue;
      }
      left.set(brand, rest);
      sums.set(placeOf(one), before + one.payable);
      funded.add(one);
    }
    return funded;
  }

  /** What a brand has and no open batch has set aside. */
  #unreserved(brand: string, currency: string): bigint {
    let left = this.fundsOf(brand, currency);
    for (const batch of this.batches) {
      if (batch.currency !== currency || (batch.status !== "prepared" && batch.status !== "approved")) continue;
      for (const { parts } of batch.payouts) {
        const sum = byBrand(parts).get(brand) ?? 0n;
        if (sum > 0n) left -= this.#costOf(brand, sum);
      }
    }
    return left;
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

  /** Everything in the batch is still payable, the brands' money covers it, and nobody in it owes anything that came up since. */
  stillStands(batch: Batch): boolean {
    const carried = this.#carried();
    const needed = new Map<string, bigint>();
    for (const { parts } of batch.payouts) {
      for (const [brand, sum] of byBrand(parts)) {
        if (sum > 0n) needed.set(brand, (needed.get(brand) ?? 0n) + this.#costOf(brand, sum));
      }
    }
    if ([...needed].some(([brand, cost]) => this.fundsOf(brand, batch.currency) < cost)) return false;
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

  send(batch: Batch, at: number): void {
    batch.status = "sent";
    for (const payout of batch.payouts) {
      payout.status = "travelling";
      this.#invoice(payout, at, 1n);
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

  return(payout: Payout, at: number): void {
    const from = payout.status === "settled" ? "paid" : "travelling";
    payout.status = "returned";
    this.#invoice(payout, at, -1n);
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

export function moneyKey(brand: string, currency: string): string {
  return `${brand}|${currency}`;
}

/** What one payout pays for each brand. */
function byBrand(parts: Payout["parts"]): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { commission, amount } of parts) {
    const { brand } = commission.deal;
    sums.set(brand, (sums.get(brand) ?? 0n) + amount);
  }
  return sums;
}
