import { formatDecimal } from "#app/kit/money.ts";
import type { MailAmount } from "./mail-template.ts";

/** "EUR 12.50". */
export function amountWords({ minor, currency }: MailAmount): string {
  return `${currency} ${formatDecimal(BigInt(minor), currency)}`;
}

const dayFormat = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** "3 November 2026" of an ISO instant. */
export function dayWords(instant: string): string {
  return dayFormat.format(new Date(instant));
}
