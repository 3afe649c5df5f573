import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";

/** What the file itself says, in pence. */
export interface FileAudit {
  orderCount: number;
  grossMinor: number;
  refundsMinor: number;
  /** By creator: what their customers bought and gave back, and what that earns. */
  readonly creators: { orderCount: number; grossMinor: number; refundsMinor: number; commissionMinor: number }[];
}

export interface AuditSettings {
  readonly maxOrders: number;
  readonly creatorCount: number;
  /** Which creator brought a customer. */
  readonly creatorOf: (customerId: string) => number | undefined;
  readonly newCustomerRateBps: number;
  readonly returningCustomerRateBps: number;
}

interface AuditedLine {
  readonly invoice: string;
  readonly pricePence: number;
  quantityLeft: number;
  pence: number;
}

const services = /^(POST|DOT|C2|[MDSB]|BANK CHARGES|AMAZONFEE|CRUK|GIFT_.*)$/i;
const BPS = 10_000;

/**
 * Adds the file up a second time, in one pass and with plain numbers, sharing no code with the pipeline or with the reading of the
 * book: the two must agree to the penny. Pence stay far below 2^53, so every sum is exact.
 */
export async function auditFile(path: string, settings: AuditSettings): Promise<FileAudit> {
  const audit: FileAudit = { orderCount: 0, grossMinor: 0, refundsMinor: 0, creators: [] };
  for (let index = 0; index < settings.creatorCount; index += 1) {
    audit.creators.push({ orderCount: 0, grossMinor: 0, refundsMinor: 0, commissionMinor: 0 });
  }
  const invoices = new Set<string>();
  const stacks = new Map<string, AuditedLine[]>();
  const plantedLines: { customer: string; line: AuditedLine }[] = [];
  const firstInvoice = new Map<string, { invoice: string; at: string }>();
  const lines = createInterface({ input: createReadStream(path).pipe(createGunzip()), crlfDelay: Infinity });
  let isHeader = true;
  for await (const text of lines) {
    if (isHeader) {
      isHeader = false;
      continue;
    }
    const [invoice = "", stock = "", , amount = "", at = "", price = "", customer = ""] = cellsOf(text);
    const quantity = Number(amount);
    const pricePence = Math.round(Number(price) * 1000) / 10;
    if (invoice.startsWith("A") || !(pricePence > 0) || !Number.isInteger(pricePence) || services.test(stock)) continue;
    const isAnonymous = customer === "NA" || customer === "";
    const own = isAnonymous ? undefined : audit.creators[settings.creatorOf(customer) ?? -1];
    const key = `${customer}/${stock}`;
    if (quantity > 0 && !invoice.startsWith("C")) {
      if (!invoices.has(invoice)) {
        if (invoices.size === settings.maxOrders) break;
        invoices.add(invoice);
        audit.orderCount += 1;
        if (own) own.orderCount += 1;
        const first = firstInvoice.get(customer);
        if (!first || at < first.at || (at === first.at && invoice < first.invoice))
          firstInvoice.set(customer, { invoice, at });
      }
      const line = { invoice, pricePence, quantityLeft: quantity, pence: pricePence * quantity };
      audit.grossMinor += line.pence;
      if (own) {
        own.grossMinor += line.pence;
        plantedLines.push({ customer, line });
      }
      if (!isAnonymous) stacks.set(key, [...(stacks.get(key) ?? []), line]);
    } else if (quantity < 0 && invoice.startsWith("C") && !isAnonymous) {
      const backPence = takeBack(stacks.get(key) ?? [], -quantity, pricePence);
      audit.refundsMinor += backPence;
      if (own) own.refundsMinor += backPence;
    }
  }
  for (const { customer, line } of plantedLines) {
    const isFirst = firstInvoice.get(customer)?.invoice === line.invoice;
    const rate = isFirst ? settings.newCustomerRateBps : settings.returningCustomerRateBps;
    const own = audit.creators[settings.creatorOf(customer) ?? -1];
    if (own) own.commissionMinor += Math.floor((2 * line.pence * rate + BPS) / (2 * BPS));
  }
  return audit;
}

/** Takes pieces from the top of the stack. Returns the pence that went back. */
function takeBack(stack: readonly AuditedLine[], quantity: number, pricePence: number): number {
  let missing = quantity;
  let pence = 0;
  for (let index = stack.length - 1; index >= 0 && missing > 0; index -= 1) {
    const line = stack[index];
    if (!line || line.pricePence < pricePence) continue;
    const pieces = Math.min(missing, line.quantityLeft);
    line.quantityLeft -= pieces;
    line.pence -= pieces * pricePence;
    missing -= pieces;
    pence += pieces * pricePence;
  }
  return pence;
}

/** The cells of one line: quoted or bare, a quote inside doubled. No cell of this file holds a line end. */
function cellsOf(text: string): string[] {
  const cells: string[] = [];
  const pattern = /("(?:[^"]|"")*"|[^,]*)(?:,|$)/y;
  while (pattern.lastIndex < text.length) {
    const cell = pattern.exec(text)?.[1] ?? "";
    cells.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
  }
  return cells;
}
