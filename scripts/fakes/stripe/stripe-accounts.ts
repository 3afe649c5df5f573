import type { FakeAnswer } from "../fake-provider.ts";
import { badRequest, found, metadataOf, missing } from "./stripe-answers.ts";
import { newAccount, type StripeAccount } from "./stripe-shapes.ts";
import type { StripeShelf } from "./stripe-shelf.ts";

const LINK_VALID_SECONDS = 300;

/** `POST /v1/accounts`: an express account that has told nothing about itself yet. */
export function createAccount(shelf: StripeShelf, form: URLSearchParams): FakeAnswer {
  if (form.get("type") !== "express") return badRequest("Only express accounts are made here.");
  const given = {
    country: form.get("country") ?? "DE",
    email: form.get("email") ?? "",
    metadata: metadataOf(form),
  };
  const account = newAccount(shelf.newId("acct"), shelf.seconds(), given);
  shelf.contents.accounts.push(account);
  return found(account);
}

export function readAccount(shelf: StripeShelf, id: string): FakeAnswer {
  const account = findAccount(shelf, id);
  return account ? found(account) : missing("account", id);
}

export function findAccount(shelf: StripeShelf, id: string): StripeAccount | undefined {
  return shelf.contents.accounts.find((account) => account.id === id);
}

/** `POST /v1/account_links`: a page on which the account's owner tells Stripe who they are. */
export function createAccountLink(shelf: StripeShelf, form: URLSearchParams): FakeAnswer {
  const id = form.get("account") ?? "";
  if (!findAccount(shelf, id)) return missing("account", id);
  const [returnUrl, refreshUrl] = [form.get("return_url"), form.get("refresh_url")];
  if (form.get("type") !== "account_onboarding") return badRequest("Invalid type.");
  if (returnUrl === null || refreshUrl === null) return badRequest("return_url and refresh_url are required.");
  const created = shelf.seconds();
  const way = new URLSearchParams({ return: returnUrl });
  const url = `${shelf.origin}/onboarding/${id}?${way.toString()}`;
  return found({ object: "account_link", created, expires_at: created + LINK_VALID_SECONDS, url });
}

/** The owner has told everything, or Stripe asks again: then nothing can be paid there until it is told. */
export function setAccountReady(shelf: StripeShelf, account: StripeAccount, isReady: boolean): void {
  const due = ["external_account"];
  Object.assign(account, {
    charges_enabled: isReady,
    payouts_enabled: isReady,
    details_submitted: true,
    capabilities: { transfers: isReady ? "active" : "inactive" },
    requirements: isReady
      ? { currently_due: [], disabled_reason: null }
      : { currently_due: due, disabled_reason: "requirements.past_due" },
  });
  shelf.tell("account.updated", account, account.id);
  shelf.save();
}

/** Stripe pays out to the bank what an account holds: from then on no transfer to it can be taken back. */
export function payOutToBank(shelf: StripeShelf, account: StripeAccount, currency: string): void {
  const amount = shelf.availableAt(account.id, currency);
  if (amount > 0) shelf.contents.bankPayouts.push({ account: account.id, currency, amount });
  shelf.save();
}

/** The creator's bank refused what Stripe paid out to it: https://docs.stripe.com/api/events/types#event_types-payout.failed */
export function failBankPayout(shelf: StripeShelf, account: StripeAccount, amount: number, currency: string): void {
  const payout = {
    id: shelf.newId("po"),
    object: "payout",
    amount,
    currency,
    status: "failed",
    failure_code: "account_closed",
    failure_message: "The bank account has been closed.",
  };
  shelf.tell("payout.failed", payout, account.id);
  shelf.save();
}
