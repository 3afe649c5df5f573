import { normaliseCode } from "../links/normalise-code.ts";

/** The most codes of one order that are looked up; an order with more is not one of a shopper. */
export const MAX_CODES = 20;
/** Unverified text is cut before it is stored as evidence. */
export const MAX_EVIDENCE_LENGTH = 64;

/** The codes of an order as they are looked up, each with what was entered. */
export function enteredCodes(codes: readonly string[]): Map<string, string> {
  const entered = new Map(
    codes.slice(0, MAX_CODES).map((code) => [normaliseCode(code), code.slice(0, MAX_EVIDENCE_LENGTH)]),
  );
  entered.delete("");
  return entered;
}
