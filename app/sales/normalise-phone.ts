/** E.164 (ITU-T): at most 15 digits with the code of the country. Shorter than this is no subscriber's number anywhere. */
const MAX_DIGITS = 15;
const MIN_DIGITS = 8;

/**
 * A phone number as its E.164 digits: "+44 (0)20 7946 0958" is "442079460958". Only a number with its country is read; one written for use
 * inside a country means different people in different countries, and guessing the country would make one shopper of two. Null for that
 * and for anything else.
 */
export function normalisePhone(entered: string): string | null {
  const text = entered.trim();
  const international = /^(?:\+|00)(.*)$/.exec(text)?.[1];
  if (international === undefined || /[^\d\s().\-/\u00a0]/.test(international)) return null;
  // The zero in brackets is dialled inside the country only.
  const digits = international.replace("(0)", "").replace(/\D/g, "");
  if (digits.startsWith("0") || digits.length < MIN_DIGITS || digits.length > MAX_DIGITS) return null;
  return digits;
}
