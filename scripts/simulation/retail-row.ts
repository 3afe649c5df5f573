/** One line of the file as it stands there, by the columns of UCI Online Retail (Chen et al. 2012). */
export interface RetailRow {
  /** The line of the file, the header being 1. */
  readonly lineNumber: number;
  readonly invoice: string;
  readonly stockCode: string;
  readonly description: string;
  readonly quantity: string;
  /** `2010-12-01 08:26:00`; the shop's own time, read as UTC. */
  readonly invoiceDate: string;
  readonly unitPrice: string;
  /** Empty or `NA` for a buyer without an account. */
  readonly customerId: string;
}

/** A row that says something about goods. */
export interface GoodsRow {
  readonly kind: "purchase" | "cancellation";
  readonly lineNumber: number;
  readonly invoice: string;
  readonly stockCode: string;
  readonly description: string;
  /** Positive in both kinds. */
  readonly quantity: number;
  readonly at: Date;
  readonly unitPriceMinor: number;
  /** Null for a buyer without an account. */
  readonly customerId: string | null;
}

/** A row that can be no sale of goods, with the kind it is counted under. */
export interface SetAsideRow {
  readonly kind: "set-aside";
  readonly because: string;
}

/** What is charged on an invoice and is no article, by stock code: nobody earns a commission on it. */
const notGoods: Readonly<Record<string, string>> = {
  POST: "postage",
  DOT: "postage",
  C2: "postage",
  M: "entered by hand",
  D: "discount by hand",
  S: "samples",
  B: "bad debt",
  "BANK CHARGES": "bank charges",
  AMAZONFEE: "marketplace fee",
  CRUK: "gift to charity",
};

const MINOR_PER_MAJOR = 100;

/** Judges one row: goods bought, goods given back, or set aside for one named reason. */
export function judgeRow(row: RetailRow): GoodsRow | SetAsideRow {
  const quantity = /^-?\d{1,9}$/.test(row.quantity) ? Number(row.quantity) : 0;
  const at = new Date(`${row.invoiceDate.replace(" ", "T")}Z`);
  const price = /^(-?)(\d{1,9})(?:\.(\d+))?$/.exec(row.unitPrice);
  if (quantity === 0 || Number.isNaN(at.getTime()) || !price || row.invoice === "" || row.stockCode === "") {
    return setAside("malformed");
  }
  if (row.invoice.startsWith("A")) return setAside("bad debt");
  if (price[1] === "-") return setAside("negative price");
  const fraction = (price[3] ?? "").replace(/0+$/, "");
  if (fraction.length > 2) return setAside("price in parts of a penny");
  const unitPriceMinor = Number(price[2]) * MINOR_PER_MAJOR + Number(fraction.padEnd(2, "0"));
  if (unitPriceMinor === 0) return setAside("zero price");
  const code = row.stockCode.toUpperCase();
  if (code.startsWith("GIFT_")) return setAside("not goods: gift voucher");
  const service = notGoods[code];
  if (service) return setAside(`not goods: ${service}`);
  const isCancellation = row.invoice.startsWith("C");
  if (isCancellation !== quantity < 0) return setAside("quantity against the kind of invoice");
  const customerId = row.customerId === "" || row.customerId === "NA" ? null : row.customerId;
  if (isCancellation && customerId === null) return setAside("cancellation without a customer");
  const { lineNumber, invoice, stockCode, description } = row;
  const kind = isCancellation ? "cancellation" : "purchase";
  return {
    kind,
    lineNumber,
    invoice,
    stockCode,
    description,
    quantity: Math.abs(quantity),
    at,
    unitPriceMinor,
    customerId,
  };
}

function setAside(because: string): SetAsideRow {
  return { kind: "set-aside", because };
}
