const US_TIN_DIGITS = 9;
const SHOWN_DIGITS = 4;
const MIN_FOREIGN_TIN = 4;
const MAX_FOREIGN_TIN = 25;

/** A number as it is kept: capital letters and digits, without what people put between them. */
export function normaliseTaxNumber(text: string): string {
  return text.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
}

/** What screens show of a number. */
export function tinEnding(tin: string): string {
  return tin.slice(-SHOWN_DIGITS);
}

/**
 * What is wrong with a Social Security number or an individual taxpayer number, in one sentence; null where it can be one. Areas 000 and
 * 666, groups 00 and serials 0000 are never given out (Social Security Administration, "Social Security Number Randomization"); numbers
 * from 900 on are individual taxpayer numbers, whose fourth and fifth digits are 50–65, 70–88, 90–92 or 94–99 (IRS, Publication 4757).
 */
export function faultOfSsn(text: string): string | null {
  const digits = text.replaceAll(/[\s-]/g, "");
  if (digits === "") return "Enter your Social Security number, such as 123-45-6789.";
  if (!/^\d+$/.test(digits)) return "A Social Security number has digits only.";
  if (digits.length !== US_TIN_DIGITS)
    return `A Social Security number has ${US_TIN_DIGITS} digits; this one has ${digits.length}.`;
  const [area, group, serial] = [digits.slice(0, 3), Number(digits.slice(3, 5)), digits.slice(5)];
  if (area.startsWith("9")) {
    const isTaxpayerGroup =
      (group >= 50 && group <= 65) || (group >= 70 && group <= 88) || (group >= 90 && group <= 92) || group >= 94;
    return isTaxpayerGroup ? null : "No individual taxpayer number reads like this. Compare it with your letter.";
  }
  const isNeverGiven = area === "000" || area === "666" || group === 0 || serial === "0000";
  return isNeverGiven ? "No Social Security number reads like this. Compare it with your card." : null;
}

/** First two digits that were never given out (IRS, "How EINs are assigned and valid EIN prefixes"). */
const unusedPrefixes: ReadonlySet<string> = new Set("00 07 08 09 17 18 19 28 29 49 69 70 78 79 89 96 97".split(" "));

/** What is wrong with an employer identification number, in one sentence; null where it can be one. */
export function faultOfEin(text: string): string | null {
  const digits = text.replaceAll(/[\s-]/g, "");
  if (digits === "") return "Enter your employer identification number, such as 12-3456789.";
  if (!/^\d+$/.test(digits)) return "An employer identification number has digits only.";
  if (digits.length !== US_TIN_DIGITS)
    return `An employer identification number has ${US_TIN_DIGITS} digits; this one has ${digits.length}.`;
  return unusedPrefixes.has(digits.slice(0, 2))
    ? "No employer identification number begins like this. Compare it with your letter."
    : null;
}

/** What is wrong with the tax number of another country; null where it can be one. Countries differ, so only its shape is looked at. */
export function faultOfForeignTin(text: string): string | null {
  const number = normaliseTaxNumber(text);
  if (number === "") return "Enter your tax number as your tax office writes it.";
  if (number.length < MIN_FOREIGN_TIN || number.length > MAX_FOREIGN_TIN || !/\d/.test(number))
    return `A tax number has ${MIN_FOREIGN_TIN} to ${MAX_FOREIGN_TIN} letters and digits. Compare it with your assessment.`;
  return null;
}

/**
 * Forms of VAT identification numbers after the country's letters (European Commission, VIES, "Structure of VAT numbers"). Greece writes
 * EL. Whether a number is in use only VIES knows.
 */
const vatIdShapes: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/, BE: /^[01]\d{9}$/, BG: /^\d{9,10}$/, CY: /^\d{8}[A-Z]$/, CZ: /^\d{8,10}$/, DE: /^\d{9}$/, DK: /^\d{8}$/,
  EE: /^\d{9}$/, EL: /^\d{9}$/, ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/, FI: /^\d{8}$/, FR: /^[A-Z0-9]{2}\d{9}$/, HR: /^\d{11}$/,
  HU: /^\d{8}$/, IE: /^\d[A-Z0-9]\d{5}[A-Z]{1,2}$/, IT: /^\d{11}$/, LT: /^(\d{9}|\d{12})$/, LU: /^\d{8}$/, LV: /^\d{11}$/,
  MT: /^\d{8}$/, NL: /^\d{9}B\d{2}$/, PL: /^\d{10}$/, PT: /^\d{9}$/, RO: /^\d{2,10}$/, SE: /^\d{12}$/, SI: /^\d{8}$/,
  SK: /^\d{10}$/,
}; // prettier-ignore

/** What is wrong with a VAT id of a member state, in one sentence; null where it can be one. */
export function faultOfVatId(text: string, country: string): string | null {
  const number = normaliseTaxNumber(text);
  const prefix = country === "GR" ? "EL" : country;
  const shape = vatIdShapes[prefix];
  if (!shape) return "Only VAT ids of member states of the European Union are kept here.";
  if (!number.startsWith(prefix)) return `A VAT id of this country begins with ${prefix}.`;
  return shape.test(number.slice(prefix.length))
    ? null
    : "This is no VAT id of this country. Compare it with your certificate.";
}
