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
