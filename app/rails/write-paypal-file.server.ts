import { stringify } from "csv-stringify/sync";
import { formatDecimal } from "#app/kit/money.ts";
import { inertCell } from "#app/kit/inert-cell.ts";
import { paypalReferenceOf, type Payment, type PaymentBatch } from "./payment.ts";
import type { RailFile } from "./rail-port.ts";

/** A payouts file of PayPal has at most this many rows, all in one currency. */
export const MAX_PAYPAL_ROWS = 5_000;

/**
 * The files a person uploads to PayPal's payouts page: CSV without a header, by row recipient, amount, currency, customer id, note and
 * wallet; split by currency and by 5,000 rows. Throws a RangeError for what PayPal would not take.
 */
export function writePaypalFiles(batch: PaymentBatch): RailFile[] {
  if (batch.payments.length === 0) throw new RangeError("A PayPal file needs at least one payment.");
  const currencies = [...new Set(batch.payments.map((payment) => payment.currency))].sort();
  return currencies.flatMap((currency) => {
    const payments = batch.payments.filter((payment) => payment.currency === currency);
    const files: RailFile[] = [];
    for (let from = 0; from < payments.length; from += MAX_PAYPAL_ROWS) {
      const rows = payments.slice(from, from + MAX_PAYPAL_ROWS).map((payment) => rowOf(payment, batch.name));
      const part = `${currency}-${files.length + 1}`;
      files.push({ format: "paypal-csv", part, content: stringify(rows, { record_delimiter: "windows" }) });
    }
    return files;
  });
}

function rowOf({ payoutId, account, amountMinor, currency }: Payment, batchName: string): string[] {
  if (account.kind !== "paypal") throw new RangeError(`Payout ${payoutId} goes to no PayPal account.`);
  if (amountMinor <= 0n) throw new RangeError(`Payout ${payoutId} has no positive amount.`);
  const amount = formatDecimal(amountMinor, currency);
  const note = inertCell(`Fairshare payout ${batchName}`);
  return [inertCell(account.email), amount, currency, paypalReferenceOf(payoutId), note, "PayPal"];
}
