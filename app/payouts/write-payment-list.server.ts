import { stringify } from "csv-stringify/sync";
import { formatDecimal } from "#app/kit/money.ts";
import { inertCell } from "#app/kit/inert-cell.ts";
import { endToEndIdOf, type PaymentBatch } from "./payment.ts";

/** The list by which a person pays a batch by hand, in any currency: one row per payout, after a header. RFC 4180. */
export function writePaymentList(batch: PaymentBatch): string {
  const rows = batch.payments.map((payment) => [
    inertCell(batch.name),
    endToEndIdOf(payment.payoutId),
    inertCell(payment.creatorName),
    inertCell(payment.holderName),
    inertCell(payment.iban),
    formatDecimal(payment.amountMinor, batch.currency),
    batch.currency,
  ]);
  const header = ["batch", "reference", "creator", "account holder", "iban", "amount", "currency"];
  return stringify([header, ...rows], { record_delimiter: "windows" });
}
