/** Where payouts are paid from, as far as tax asks. */
export interface TaxPayer {
  /** ISO 3166-1 alpha-2; null where nobody has said so, and then nothing is asked or withheld for a payer's country. */
  readonly country: string | null;
  /** IANA time zone whose days payments count on. */
  readonly timeZone: string;
}
