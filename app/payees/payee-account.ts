import { electronicFormatIBAN, isSEPACountry, validateIBAN, ValidationErrorsIBAN } from "ibantools";

const sentences: readonly (readonly [ValidationErrorsIBAN, string])[] = [
  [ValidationErrorsIBAN.NoIBANProvided, "Enter your IBAN. It is on your bank card or statement."],
  [ValidationErrorsIBAN.NoIBANCountry, "The first two letters of an IBAN name its country, and these two name none."],
  [
    ValidationErrorsIBAN.WrongBBANLength,
    "This IBAN has too few or too many characters for its country. Compare it with your statement.",
  ],
  [
    ValidationErrorsIBAN.ChecksumNotNumber,
    "After the two letters of the country an IBAN has two digits. Compare it with your statement.",
  ],
  [
    ValidationErrorsIBAN.WrongIBANChecksum,
    "The check digits do not fit, so a character is wrong or two are swapped. Compare it with your statement.",
  ],
  [
    ValidationErrorsIBAN.WrongBBANFormat,
    "A letter stands where this country's IBANs have a digit, or the other way round. Compare it with your statement.",
  ],
  [
    ValidationErrorsIBAN.WrongAccountBankBranchChecksum,
    "The bank's own check digit does not fit, so a digit is wrong. Compare it with your statement.",
  ],
  [
    ValidationErrorsIBAN.QRIBANNotAllowed,
    "This is a QR-IBAN, which takes only payments with a QR reference. Enter the account's ordinary IBAN.",
  ],
];

/** The IBAN as banks exchange it: capitals and digits, no spaces or dashes. */
export function normaliseIban(text: string): string {
  return electronicFormatIBAN(text.trim()) ?? "";
}

/** What is wrong with an IBAN, as the first sentence that helps; null for a valid one (ISO 13616, per-country format and check digits). */
export function faultOfIban(text: string): string | null {
  const result = validateIBAN(normaliseIban(text), { allowQRIBAN: false });
  if (result.valid) return null;
  const known = sentences.find(([code]) => result.errorCodes.includes(code));
  return known?.[1] ?? "This is not a valid IBAN. Compare it with your statement.";
}

/** True where a SEPA credit transfer reaches the account. */
export function isReachedBySepa(iban: string): boolean {
  return isSEPACountry(iban.slice(0, 2));
}
