import { stringify } from "csv-stringify/sync";
import { formatDecimal } from "#app/kit/money.ts";
import { inertCell } from "#app/kit/inert-cell.ts";
import type { PayeeAccount } from "#app/payees/payee-kinds.ts";
import { endToEndIdOf, type PaymentBatch } from "./payment.ts";

const header = "batch,reference,creator,account holder,kind,account,routing number,amount,currency".split(",");

/** The list by which a person pays a batch by hand, in any currency: one row per payout, after a header. RFC 4180. */
export function writePaymentList(batch: PaymentBatch): string {
  if (batch.payments.length === 0) throw new RangeError("A payment list needs at least one payment.");
  const rows = batch.payments.map((payment) => {
    if (payment.amountMinor <= 0n) throw new RangeError(`Payout ${payment.payoutId} has no positive amount.`);
    const { account, routing } = cellsOf(payment.account);
    return [
      inertCell(batch.name),
      endToEndIdOf(payment.payoutId),
      inertCell(payment.creatorName),
      inertCell(payment.holderName),
      payment.account.kind,
      inertCell(account),
      inertCell(routing),
      formatDecimal(payment.amountMinor, payment.currency),
      payment.currency,
    ];
  });
  return stringify([header, ...rows], { record_delimiter: "windows" });
}

function cellsOf(account: PayeeAccount): { readonly account: string; readonly routing: string } {
  switch (account.kind) {
    case "iban":
      return { account: account.iban, routing: "" };
    case "us-account":
      return { account: `${account.accountNumber} ${account.accountType}`, routing: account.routingNumber };
    case "paypal":
      return { account: account.email, routing: "" };
    case "stripe":
      return { account: account.accountId, routing: "" };
  }
}
