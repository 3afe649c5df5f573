import { allocate, divideRounded, formatDecimal, sumMinor } from "../kit/money.ts";

/** One line as the order states it now. */
export interface RefundableLine {
  readonly id: string;
  readonly externalId: string;
  readonly quantity: number;
  /** 0 for a line that earns nothing or was taken off the order. */
  readonly netMinor: bigint;
  /** False for gift cards, tips and lines taken off the order: a refund may name them, and takes back no commission. */
  readonly isCounted: boolean;
}

/** A refund, or a dispute lost to the buyer, which takes back an amount in the same way. */
export interface TakingBack {
  readonly id: string;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly at: Date;
  readonly lines: readonly {
    readonly externalLineId: string;
    readonly quantity: number;
    readonly netMinor: bigint | null;
  }[];
}

export interface RefundedSale {
  /** What is left of each line's net, by line id. */
  readonly remainingMinor: ReadonlyMap<string, bigint>;
  /** Per refund: why a person should look at it; null when it fits the order. */
  readonly parkedBecause: ReadonlyMap<string, string | null>;
}

interface Ledger {
  readonly left: Map<string, bigint>;
  readonly takenQuantity: Map<string, number>;
  refundedMinor: bigint;
}

/**
 * What refunds leave of each line. A refund that names lines takes from them alone; one that names only an amount is spread over what
 * is left by largest remainder, in the proportion of goods to the order's total (the rest of it is tax and shipping). Nothing ever
 * takes more than a line has left: what exceeds is reported. Refunds are applied by their own time, whatever order they arrived in.
 */
export function applyRefunds(
  sale: { readonly currency: string; readonly totalMinor: bigint; readonly lines: readonly RefundableLine[] },
  refunds: readonly TakingBack[],
): RefundedSale {
  const ledger: Ledger = {
    left: new Map(sale.lines.map((line) => [line.id, line.isCounted ? line.netMinor : 0n])),
    takenQuantity: new Map(),
    refundedMinor: 0n,
  };
  const parkedBecause = new Map<string, string | null>();
  const inTime = [...refunds].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
  for (const refund of inTime) {
    if (refund.currency !== sale.currency) {
      parkedBecause.set(
        refund.id,
        `The refund is in ${refund.currency}, the order in ${sale.currency}; nothing was taken back.`,
      );
      continue;
    }
    const fault = refund.lines.length > 0 ? takeLines(sale.lines, refund, ledger) : takeAmount(sale, refund, ledger);
    ledger.refundedMinor += refund.amountMinor;
    parkedBecause.set(refund.id, fault ?? excessOf(sale, refund, ledger));
  }
  return { remainingMinor: ledger.left, parkedBecause };
}

function takeLines(lines: readonly RefundableLine[], refund: TakingBack, ledger: Ledger): string | null {
  let fault: string | null = null;
  for (const part of refund.lines) {
    const line = lines.find(({ externalId }) => externalId === part.externalLineId);
    if (!line) {
      fault = `The refund names line ${part.externalLineId}, which the order does not have; that part was not taken back.`;
      continue;
    }
    const left = ledger.left.get(line.id) ?? 0n;
    const quantity = (ledger.takenQuantity.get(line.id) ?? 0) + part.quantity;
    ledger.takenQuantity.set(line.id, quantity);
    if (!line.isCounted) continue;
    const isAllStated = part.netMinor === null && quantity >= line.quantity;
    const asked = isAllStated
      ? left
      : (part.netMinor ?? divideRounded(line.netMinor * BigInt(part.quantity), BigInt(line.quantity)));
    ledger.left.set(line.id, asked >= left ? 0n : left - asked);
    if (asked > left || (part.netMinor === null && quantity > line.quantity)) {
      fault = `The refund takes more from line ${part.externalLineId} than it had left; only what was left was taken back.`;
    }
  }
  return fault;
}

function takeAmount(
  sale: { totalMinor: bigint; lines: readonly RefundableLine[] },
  refund: TakingBack,
  ledger: Ledger,
): null {
  const ids = [...ledger.left.keys()];
  const weights = ids.map((id) => ledger.left.get(id) ?? 0n);
  const leftMinor = sumMinor(weights);
  const isAll = ledger.refundedMinor + refund.amountMinor >= sale.totalMinor;
  const countedMinor = sumMinor(sale.lines.map((line) => (line.isCounted ? line.netMinor : 0n)));
  const goodsMinor =
    isAll || sale.totalMinor <= 0n ? leftMinor : divideRounded(refund.amountMinor * countedMinor, sale.totalMinor);
  const taken = allocate(goodsMinor < leftMinor ? goodsMinor : leftMinor, weights);
  ids.forEach((id, index) => ledger.left.set(id, (weights[index] ?? 0n) - (taken[index] ?? 0n)));
  return null;
}

function excessOf(sale: { currency: string; totalMinor: bigint }, refund: TakingBack, ledger: Ledger): string | null {
  const excessMinor = ledger.refundedMinor - sale.totalMinor;
  if (excessMinor <= 0n) return null;
  const amount = (minor: bigint) => `${formatDecimal(minor, sale.currency)} ${sale.currency}`;
  return `With this refund of ${amount(refund.amountMinor)} more went back than the order's ${amount(sale.totalMinor)}; only what was left was taken back.`;
}
