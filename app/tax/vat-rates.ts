interface DatedVatRate {
  /** The first day it is for. */
  readonly from: string;
  readonly rateBps: number;
}

const since2024 = (rateBps: number): readonly DatedVatRate[] => [{ from: "2024-01-01", rateBps }];

/**
 * Standard rates of VAT by member state, latest first. Creators' services and the platform's fee are taxed at it. Sources: European Commission, "VAT rates applied
 * in the Member States of the European Union", and for changes since: Finland Act 1221/2024 (25.5 % from September 2024), Slovakia Act
 * 278/2024 (23 % from January 2025), Estonia (24 % from July 2025), Romania Law 141/2025 (21 % from August 2025). No standard rate changed
 * at the beginning of 2026; what changed then were reduced ones.
 */
const standardRates: Readonly<Record<string, readonly DatedVatRate[]>> = {
  AT: since2024(2_000),
  BE: since2024(2_100),
  BG: since2024(2_000),
  CY: since2024(1_900),
  CZ: since2024(2_100),
  DE: since2024(1_900),
  DK: since2024(2_500),
  EE: [{ from: "2025-07-01", rateBps: 2_400 }, { from: "2024-01-01", rateBps: 2_200 }],
  ES: since2024(2_100),
  FI: [{ from: "2024-09-01", rateBps: 2_550 }, { from: "2024-01-01", rateBps: 2_400 }],
  FR: since2024(2_000),
  GR: since2024(2_400),
  HR: since2024(2_500),
  HU: since2024(2_700),
  IE: since2024(2_300),
  IT: since2024(2_200),
  LT: since2024(2_100),
  LU: since2024(1_700),
  LV: since2024(2_100),
  MT: since2024(1_800),
  NL: since2024(2_100),
  PL: since2024(2_300),
  PT: since2024(2_300),
  RO: [{ from: "2025-08-01", rateBps: 2_100 }, { from: "2024-01-01", rateBps: 1_900 }],
  SE: since2024(2_500),
  SI: since2024(2_200),
  SK: [{ from: "2025-01-01", rateBps: 2_300 }, { from: "2024-01-01", rateBps: 2_000 }],
}; // prettier-ignore

/** Throws for a country or day no rate is known for: nothing is guessed. */
export function standardVatRateOn(country: string, day: string): number {
  const rate = standardRates[country]?.find(({ from }) => from <= day);
  if (!rate) throw new RangeError(`No rate of VAT is known for ${country} on ${day}.`);
  return rate.rateBps;
}
