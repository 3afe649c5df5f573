import { judgeRow, type GoodsRow, type RetailRow } from "./retail-row.ts";

export interface BookLine {
  /** The line of the file, which names it for good. */
  readonly lineNumber: number;
  readonly stockCode: string;
  readonly description: string;
  readonly quantity: number;
  readonly unitPriceMinor: number;
  /** What has not been given back yet. */
  quantityLeft: number;
}

export interface BookOrder {
  readonly kind: "order";
  readonly invoice: string;
  readonly customerId: string | null;
  readonly placedAt: Date;
  readonly lines: BookLine[];
}

/** What one cancellation gives back of one order. */
export interface BookRefund {
  readonly kind: "refund";
  readonly cancellation: string;
  readonly invoice: string;
  readonly customerId: string | null;
  readonly refundedAt: Date;
  readonly lines: { readonly lineNumber: number; readonly quantity: number; readonly unitPriceMinor: number }[];
}

export type BookEvent = BookOrder | BookRefund;

export interface RowCount {
  rows: number;
  /** Pieces, where they were judged at all. */
  quantity: number;
}

/** The shop's year as events in the order of the file, and everything that was no event, by kind. */
export interface RetailBook {
  readonly events: readonly BookEvent[];
  readonly rowCount: number;
  /** Rows that became no sale and no refund, by reason. */
  readonly setAside: ReadonlyMap<string, RowCount>;
  /** Sales of buyers without an account: real, and nobody's customer. */
  readonly anonymousRows: number;
}

/**
 * Reads rows into orders and refunds. A cancellation does not name what it cancels: it takes from the latest earlier purchases of the
 * same customer and article that have pieces left and cost at least as much, so that no line ever gives back more than it took.
 * Pieces without such a purchase (bought before the file begins) are counted.
 */
export class RetailBookkeeper {
  readonly #events: BookEvent[] = [];
  readonly #orders = new Map<string, BookOrder>();
  readonly #refunds = new Map<string, BookRefund>();
  /** By customer and article, in the order of the file. */
  readonly #purchases = new Map<string, { order: BookOrder; line: BookLine }[]>();
  readonly #setAside = new Map<string, RowCount>();
  readonly #maxOrders: number;
  #rowCount = 0;
  #anonymousRows = 0;

  constructor(maxOrders: number) {
    this.#maxOrders = maxOrders;
  }

  /** Adds the next row of the file. False when the wanted number of orders is full: the row was not taken, and reading may end. */
  add(row: RetailRow): boolean {
    const judged = judgeRow(row);
    if (judged.kind === "purchase" && !this.#orders.has(judged.invoice) && this.#orders.size >= this.#maxOrders)
      return false;
    this.#rowCount += 1;
    if (judged.kind === "set-aside") this.#count(judged.because, Math.abs(Number(row.quantity) || 0));
    else if (judged.kind === "purchase") this.#buy(judged);
    else this.#giveBack(judged);
    return true;
  }

  close(): RetailBook {
    return {
      events: this.#events,
      rowCount: this.#rowCount,
      setAside: this.#setAside,
      anonymousRows: this.#anonymousRows,
    };
  }

  #buy(row: GoodsRow): void {
    let order = this.#orders.get(row.invoice);
    if (!order) {
      order = { kind: "order", invoice: row.invoice, customerId: row.customerId, placedAt: row.at, lines: [] };
      this.#orders.set(row.invoice, order);
      this.#events.push(order);
    }
    const { lineNumber, stockCode, description, quantity, unitPriceMinor } = row;
    const line: BookLine = { lineNumber, stockCode, description, quantity, unitPriceMinor, quantityLeft: quantity };
    order.lines.push(line);
    if (row.customerId === null) {
      this.#anonymousRows += 1;
      return;
    }
    const key = `${row.customerId} ${row.stockCode}`;
    const purchases = this.#purchases.get(key);
    if (purchases) purchases.push({ order, line });
    else this.#purchases.set(key, [{ order, line }]);
  }

  #giveBack(row: GoodsRow): void {
    let wanted = row.quantity;
    const purchases = this.#purchases.get(`${row.customerId} ${row.stockCode}`) ?? [];
    for (const { order, line } of purchases.toReversed()) {
      if (wanted === 0) break;
      if (line.quantityLeft === 0 || line.unitPriceMinor < row.unitPriceMinor) continue;
      const quantity = Math.min(wanted, line.quantityLeft);
      line.quantityLeft -= quantity;
      wanted -= quantity;
      const part = { lineNumber: line.lineNumber, quantity, unitPriceMinor: row.unitPriceMinor };
      this.#refundOf(order, row).lines.push(part);
    }
    if (wanted === row.quantity) this.#count("cancellation of no known purchase", wanted);
    else if (wanted > 0) this.#count("cancellation of more than was bought (the rest is refunded)", wanted);
  }

  #refundOf(order: BookOrder, row: GoodsRow): BookRefund {
    const key = `${row.invoice} ${order.invoice}`;
    const known = this.#refunds.get(key);
    if (known) return known;
    const { invoice, customerId } = order;
    const refund: BookRefund = {
      kind: "refund",
      cancellation: row.invoice,
      invoice,
      customerId,
      refundedAt: row.at,
      lines: [],
    };
    this.#refunds.set(key, refund);
    this.#events.push(refund);
    return refund;
  }

  #count(because: string, quantity: number): void {
    const count = this.#setAside.get(because) ?? { rows: 0, quantity: 0 };
    count.rows += 1;
    count.quantity += quantity;
    this.#setAside.set(because, count);
  }
}
