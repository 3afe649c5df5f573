import type { FakeAnswer, FakeRequest } from "../fake-provider.ts";
import { findAccount } from "./stripe-accounts.ts";
import { amountOf, badRequest, found, metadataOf, missing, pageOf } from "./stripe-answers.ts";
import { newReversal, newTransfer, type StripeTransfer } from "./stripe-shapes.ts";
import type { StripeShelf } from "./stripe-shelf.ts";

const INSUFFICIENT =
  "You have insufficient funds in your Stripe account. One likely reason is that your funds are automatically being paid out.";

/** `POST /v1/transfers`: fails above the available balance, and is never tried again by Stripe. */
export function createTransfer(shelf: StripeShelf, form: URLSearchParams): FakeAnswer {
  const amount = amountOf(form.get("amount"));
  const [currency, destination] = [form.get("currency"), form.get("destination") ?? ""];
  if (amount === null || currency === null) return badRequest("amount and currency are required.");
  const account = findAccount(shelf, destination);
  if (!account) return badRequest(`No such destination: '${destination}'`, "resource_missing");
  if (account.capabilities.transfers !== "active") {
    const sentence =
      "Your destination account needs to have at least one of the following capabilities enabled: transfers";
    return badRequest(sentence, "insufficient_capabilities_for_transfer");
  }
  if (shelf.availableIn(currency) < amount) return badRequest(INSUFFICIENT, "balance_insufficient");
  const id = shelf.newId("tr");
  const moved = shelf.move({ amount: -amount, currency, type: "transfer", category: "transfer", source: id });
  const order = {
    amount,
    currency,
    destination,
    transferGroup: form.get("transfer_group"),
    description: form.get("description"),
    metadata: metadataOf(form),
  };
  const transfer = newTransfer(id, shelf.seconds(), order, moved.id);
  shelf.contents.transfers.push(transfer);
  shelf.tell("transfer.created", transfer);
  return found(transfer);
}

/** `GET /v1/transfers`, by `transfer_group` where asked. */
export function listTransfers(shelf: StripeShelf, { query }: FakeRequest): FakeAnswer {
  const group = query.get("transfer_group");
  const rows = shelf.contents.transfers.filter((one) => group === null || one.transfer_group === group);
  return pageOf("/v1/transfers", rows.toReversed(), query);
}

export function readTransfer(shelf: StripeShelf, id: string): FakeAnswer {
  const transfer = findTransfer(shelf, id);
  return transfer ? found(transfer) : missing("transfer", id);
}

function findTransfer(shelf: StripeShelf, id: string): StripeTransfer | undefined {
  return shelf.contents.transfers.find((transfer) => transfer.id === id);
}

/** `POST /v1/transfers/:id/reversals`, of what was not reversed yet without an amount. */
export function createReversal(shelf: StripeShelf, id: string, form: URLSearchParams): FakeAnswer {
  const transfer = findTransfer(shelf, id);
  if (!transfer) return missing("transfer", id);
  const left = transfer.amount - transfer.amount_reversed;
  const amount = form.has("amount") ? amountOf(form.get("amount")) : left;
  if (amount === null || amount <= 0 || amount > left) {
    return badRequest(`The transfer has ${left} left to reverse.`, "transfer_reversal_exceeds_amount");
  }
  if (shelf.availableAt(transfer.destination, transfer.currency) < amount) {
    return badRequest("The connected account has insufficient funds for this reversal.", "balance_insufficient");
  }
  return found(reverseTransfer(shelf, transfer, amount));
}

/** Takes money back from the connected account, by the API or by an employee. */
export function reverseTransfer(shelf: StripeShelf, transfer: StripeTransfer, amount: number) {
  const id = shelf.newId("trr");
  const move = {
    amount,
    currency: transfer.currency,
    type: "transfer_refund",
    category: "transfer_reversal",
    source: id,
  };
  const reversal = newReversal(id, shelf.seconds(), transfer, amount, shelf.move(move).id);
  transfer.amount_reversed += amount;
  transfer.reversed = transfer.amount_reversed === transfer.amount;
  transfer.reversals = { ...transfer.reversals, data: [...transfer.reversals.data, reversal] };
  shelf.tell("transfer.reversed", transfer);
  shelf.save();
  return reversal;
}
