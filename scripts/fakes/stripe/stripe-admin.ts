import { escapeHtml } from "../escape-html.ts";
import { failBankPayout, findAccount, payOutToBank, setAccountReady } from "./stripe-accounts.ts";
import { moveOwnMoney } from "./stripe-balance.ts";
import { amountText } from "./stripe-pages.ts";
import { closeDispute, openDispute, refundCharge } from "./stripe-payments.ts";
import { reverseTransfer } from "./stripe-transfers.ts";
import type { StripeShelf } from "./stripe-shelf.ts";

const MAX_ROWS = 50;
const OWN_MONEY = 100_000;

/** What happened at the stand-in, with what a payer, a bank or an employee can do about it. */
export function showMoney(shelf: StripeShelf): string {
  const { charges, disputes, transfers, accounts, balanceTransactions } = shelf.contents;
  const currencies = [...new Set(["eur", ...balanceTransactions.map(({ currency }) => currency)])];
  const balances = currencies.map((currency) => [
    amountText(shelf.availableIn(currency), currency),
    buttons("", ["put-in", "Put 1,000 in"], ["take-out", "Take 1,000 out"], currency),
  ]);
  const paid = charges.map((charge) => [
    `${charge.id}, ${amountText(charge.amount, charge.currency)}, refunded ${amountText(charge.amount_refunded, charge.currency)}`,
    buttons(charge.id, ["refund", "Refund the rest"], ["dispute", "Dispute it"]),
  ]);
  const disputed = disputes.map((one) => [
    `${one.id} of ${one.charge}: ${one.status}`,
    buttons(one.id, ["win", "Won"], ["lose", "Lost"]),
  ]);
  const sent = transfers.map((one) => [
    `${one.id} to ${one.destination}, ${amountText(one.amount, one.currency)}, reversed ${amountText(one.amount_reversed, one.currency)}`,
    buttons(one.id, ["reverse", "Reverse it"]),
  ]);
  const connected = accounts.map((one) => [
    `${one.id}, ${one.email}: ${one.payouts_enabled ? "can be paid" : "cannot be paid yet"}`,
    buttons(one.id, ["restrict", "Ask again who it is"], ["bank-refuses", "Its bank refuses a payout"]) +
      buttons(one.id, ["bank-takes", "Pay its euros out to its bank"]),
  ]);
  return [
    table("Balance", balances),
    table("Payments", paid),
    table("Disputes", disputed),
    table("Transfers", sent),
    table("Connected accounts", connected),
  ].join("");
}

/** A button of those tables. */
export function actOnMoney(shelf: StripeShelf, form: URLSearchParams): void {
  const { charges, disputes, transfers } = shelf.contents;
  const [intent, id, currency] = [form.get("intent"), form.get("id") ?? "", form.get("currency") ?? "eur"];
  const charge = charges.find((one) => one.id === id);
  const dispute = disputes.find((one) => one.id === id);
  const transfer = transfers.find((one) => one.id === id);
  const account = findAccount(shelf, id);
  if (intent === "put-in") moveOwnMoney(shelf, OWN_MONEY, currency);
  if (intent === "take-out") moveOwnMoney(shelf, -OWN_MONEY, currency);
  if (charge && intent === "refund" && !charge.refunded)
    refundCharge(shelf, charge, charge.amount - charge.amount_refunded);
  if (charge && intent === "dispute") openDispute(shelf, charge);
  if (dispute && (intent === "win" || intent === "lose"))
    closeDispute(shelf, dispute, intent === "win" ? "won" : "lost");
  if (transfer && intent === "reverse" && !transfer.reversed) {
    reverseTransfer(shelf, transfer, transfer.amount - transfer.amount_reversed);
  }
  if (account && intent === "restrict") setAccountReady(shelf, account, false);
  if (account && intent === "bank-takes") payOutToBank(shelf, account, "eur");
  if (account && intent === "bank-refuses") failBankPayout(shelf, account, OWN_MONEY, "eur");
}

function table(title: string, rows: readonly (readonly string[])[]): string {
  const body = rows
    .slice(-MAX_ROWS)
    .toReversed()
    .map(([what = "", act = ""]) => `<tr><td>${what}</td><td>${act}</td></tr>`)
    .join("");
  return `<h2>${title}</h2><div class="table"><table><tbody>${body || "<tr><td>None yet.</td></tr>"}</tbody></table></div>`;
}

function buttons(
  id: string,
  first: readonly [string, string],
  second?: readonly [string, string],
  currency = "",
): string {
  const one = ([intent, label]: readonly [string, string]) =>
    `<button name="intent" value="${intent}">${label}</button>`;
  return `<form method="post" action="/admin-page"><input type="hidden" name="id" value="${escapeHtml(id)}">
<input type="hidden" name="currency" value="${currency}">${one(first)} ${second ? one(second) : ""}</form>`;
}
