/** The platform as it goes on the invoices it writes to brands. */
export interface Seller {
  readonly name: string;
  readonly street: string;
  readonly city: string;
  readonly region: string;
  readonly postalCode: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Of a member state of the European Union; empty where the platform is not registered for VAT, and always outside the Union. */
  readonly vatId: string;
  /** The entry in the company register; empty where there is none. */
  readonly registration: string;
}
