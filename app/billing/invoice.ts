/** What moved a brand's balance on one day, by kind. */
export interface InvoiceLine {
  /** `2026-05-21`, a day of UTC. */
  readonly day: string;
  readonly eventCode: string;
  readonly count: number;
  readonly amountMinor: bigint;
}

export interface Invoice {
  /** Unique, and the same for ever: the brand's name in addresses, the month, the currency. */
  readonly number: string;
  readonly brandName: string;
  readonly currency: string;
  /** `2026-05`. */
  readonly month: string;
  readonly openingMinor: bigint;
  readonly closingMinor: bigint;
  readonly lines: readonly InvoiceLine[];
  /** The platform's own charge: what the invoice is about. */
  readonly feeMinor: bigint;
}

const words: Readonly<Record<string, readonly [one: string, many: string]>> = {
  "funding.received": ["Payment received", "payments received"],
  "funding.refunded": ["Payment refunded", "payments refunded"],
  "funding.reversed": ["Disputed payment taken back", "disputed payments taken back"],
  "funding.reinstated": ["Disputed payment returned", "disputed payments returned"],
  "payout.sent": ["Commissions passed on to a creator", "payouts of commissions passed on to creators"],
  "payout.returned": ["Payout that came back", "payouts that came back"],
  "fee.charged": ["Platform fee", "platform fees"],
  "fee.returned": ["Platform fee given back", "platform fees given back"],
};

/** What a line is about, in words. */
export function lineInWords({ eventCode, count }: Pick<InvoiceLine, "eventCode" | "count">): string {
  const [one, many] = words[eventCode] ?? ["Other movement", "other movements"];
  return count === 1 ? one : `${count} ${many}`;
}

/** Whether a line is the platform's charge, and not the brand's own money passing through. */
export function isFee({ eventCode }: Pick<InvoiceLine, "eventCode">): boolean {
  return eventCode.startsWith("fee.");
}

/** The month of an address, `2026-05`; null for what is none. */
export function readInvoiceMonth(text: string): { readonly from: Date; readonly until: Date } | null {
  const match = /^(20\d\d)-(0[1-9]|1[0-2])$/.exec(text);
  if (!match) return null;
  const [year, month] = [Number(match[1]), Number(match[2])];
  return { from: new Date(Date.UTC(year, month - 1, 1)), until: new Date(Date.UTC(year, month, 1)) };
}
