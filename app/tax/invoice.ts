/** invoice: what a brand paid with a payout. credit-note: takes an invoice back, or what a payout netted at a brand. */
export const invoiceKinds = ["invoice", "credit-note"] as const;
export type InvoiceKind = (typeof invoiceKinds)[number];

/** How a supplier stands towards VAT. registered: has a VAT id. small-business: exempt as such. none: outside VAT. */
export const vatStandings = ["registered", "small-business", "none"] as const;
export type VatStanding = (typeof vatStandings)[number];

export interface Party {
  readonly name: string;
  readonly street: string;
  readonly city: string;
  readonly region: string;
  readonly postalCode: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Empty where there is none. */
  readonly vatId: string;
}

/** The creator as they go on invoices. */
export interface Supplier extends Party {
  readonly vatStanding: VatStanding;
}

/** How VAT stands on an invoice. */
export type VatTreatment = "domestic" | "reverse-charge" | "small-business" | "not-registered" | "outside-eu";

export interface InvoiceVat {
  readonly treatment: VatTreatment;
  /** 0 where no VAT is charged. */
  readonly rateBps: number;
  /** The whole less the VAT. */
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
}

/** Everything a paper says, as it is kept; amounts as text, because JSON knows no integers of this size. */
export interface InvoiceContent {
  /** Such as "2026-0001", of the creator's own series. */
  readonly name: string;
  readonly kind: InvoiceKind;
  /** The invoices it takes back or corrects. */
  readonly corrects: readonly string[];
  /** Why a credit note was issued; empty for an invoice. */
  readonly reason: string;
  readonly issuedOn: string;
  /** When the payment arrived. */
  readonly paidOn: string;
  readonly batchName: string;
  readonly payoutId: string;
  readonly supplier: Supplier;
  readonly recipient: Party;
  readonly currency: string;
  readonly lines: readonly { readonly text: string; readonly minor: string }[];
  readonly totalMinor: string;
  readonly vat: {
    readonly treatment: VatTreatment;
    readonly rateBps: number;
    readonly netMinor: string;
    readonly vatMinor: string;
  };
  /** Kept back of the payment for the US tax office. */
  readonly withheldMinor: string;
}

/** "2026-0001". */
export function invoiceName(year: number, number: number): string {
  return `${year}-${String(number).padStart(4, "0")}`;
}
