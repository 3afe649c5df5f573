/**
 * The number of decimal places of a currency's minor unit, after ISO 4217 (list one).
 * Only those that differ from 2 are listed; every other three-letter code has 2.
 * Source: https://www.six-group.com/en/products-services/financial-information/data-standards.html
 */
const exponentsOtherThanTwo: Readonly<Record<string, number>> = {
  BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0,
  UGX: 0, UYI: 0, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0,
  BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3,
  CLF: 4, UYW: 4,
}; // prettier-ignore

/** True for something shaped like an ISO 4217 alphabetic code: three capital letters. */
export function isCurrencyCode(text: string): boolean {
  return /^[A-Z]{3}$/.test(text);
}

/** Decimal places of the currency's minor unit: 2 for EUR, 0 for JPY, 3 for KWD. */
export function exponentOf(currency: string): number {
  return exponentsOtherThanTwo[currency] ?? 2;
}
