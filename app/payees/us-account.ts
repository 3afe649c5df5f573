const ROUTING_DIGITS = 9;
/** The field of an ACH entry (NACHA operating rules, appendix 3: DFI account number, 17 characters). */
export const MAX_US_ACCOUNT_LENGTH = 17;
const MIN_US_ACCOUNT_LENGTH = 4;
const WEIGHTS = [3, 7, 1] as const;

/** The number without the spaces and dashes people type. */
export function normaliseUsNumber(text: string): string {
  return text.replaceAll(/[\s-]/g, "");
}

/** What is wrong with a routing number, in one sentence; null for one whose check digit fits (ABA: weights 3, 7, 1; the sum is a multiple of 10). */
export function faultOfRoutingNumber(text: string): string | null {
  const digits = normaliseUsNumber(text);
  if (digits === "") return "Enter the routing number. It is the first number at the foot of a US cheque.";
  if (!/^\d+$/.test(digits)) return "A routing number has digits only.";
  if (digits.length !== ROUTING_DIGITS)
    return `A routing number has ${ROUTING_DIGITS} digits; this one has ${digits.length}.`;
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (WEIGHTS[index % 3] ?? 0), 0);
  // The first two digits name a district of the Federal Reserve, a thrift or an electronic number (ABA key to routing numbers).
  const district = Number(digits.slice(0, 2));
  const isDistrict =
    (district >= 1 && district <= 12) || (district >= 21 && district <= 32) || (district >= 61 && district <= 72);
  if (sum % 10 !== 0 || !isDistrict)
    return "The check digit does not fit, so a digit is wrong or two are swapped. Compare it with your statement.";
  return null;
}

/** What is wrong with the number of a US account, in one sentence; null where an ACH entry can carry it. */
export function faultOfUsAccountNumber(text: string): string | null {
  const number = normaliseUsNumber(text);
  if (number === "") return "Enter the account number. It is on your statement.";
  if (!/^\d+$/.test(number)) return "A US account number has digits only.";
  if (number.length < MIN_US_ACCOUNT_LENGTH || number.length > MAX_US_ACCOUNT_LENGTH)
    return `A US account number has ${MIN_US_ACCOUNT_LENGTH} to ${MAX_US_ACCOUNT_LENGTH} digits; this one has ${number.length}.`;
  return null;
}
