import { escapeHtml } from "../escape-html.ts";
import type { FakePage, FakeRequest } from "../fake-provider.ts";
import { findAccount, setAccountReady } from "./stripe-accounts.ts";
import { expireSession, findSession, paySession } from "./stripe-checkout.ts";
import type { StripeSession } from "./stripe-shapes.ts";
import type { StripeShelf } from "./stripe-shelf.ts";

/** Amounts are shown as Stripe counts them: minor units of two decimal places, but for currencies without any. */
export function amountText(amount: number, currency: string): string {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  const { maximumFractionDigits = 2 } = format.resolvedOptions();
  return format.format(amount / 10 ** maximumFractionDigits);
}

/** The pages Stripe hosts: paying a Checkout session, and a connected account telling who it is. */
export function answerHostedPage(shelf: StripeShelf, request: FakeRequest): FakePage | null {
  const [, place, id = ""] = /^\/(pay|onboarding)\/(\w+)$/.exec(request.path) ?? [];
  if (place === "pay") return answerPayPage(shelf, id, request);
  if (place === "onboarding") return answerOnboarding(shelf, id, request);
  return null;
}

function answerPayPage(shelf: StripeShelf, id: string, request: FakeRequest): FakePage {
  const session = findSession(shelf, id);
  if (!session) return page(404, "No such payment", "<p>Go back to Fairshare and begin again.</p>");
  if (request.method === "POST") {
    const isPaid = new URLSearchParams(request.body).get("intent") === "pay";
    if (isPaid) paySession(shelf, session);
    else expireSession(shelf, session);
    const address = session.status === "complete" ? session.success_url : session.cancel_url;
    return { kind: "redirect", location: address.replaceAll("{CHECKOUT_SESSION_ID}", session.id) };
  }
  if (session.status !== "open") return page(200, "This payment is over", "<p>Go back to Fairshare.</p>");
  return page(200, "Pay", payForm(session));
}

function payForm(session: StripeSession): string {
  return `<p>To pay: <strong>${escapeHtml(amountText(session.amount_total, session.currency))}</strong></p>
<form method="post"><button name="intent" value="pay">Pay</button> <button name="intent" value="cancel">Cancel</button></form>`;
}

function answerOnboarding(shelf: StripeShelf, id: string, request: FakeRequest): FakePage {
  const account = findAccount(shelf, id);
  const back = request.query.get("return");
  if (!account || back === null) return page(404, "No such account", "<p>Go back to Fairshare and begin again.</p>");
  if (request.method === "POST") {
    if (new URLSearchParams(request.body).get("intent") === "complete") setAccountReady(shelf, account, true);
    return { kind: "redirect", location: back };
  }
  const form = `<p>Stripe asks here who ${escapeHtml(account.email)} is and which bank account it may pay out to.</p>
<form method="post"><button name="intent" value="complete">Tell everything</button> <button name="intent" value="later">Do it later</button></form>`;
  return page(200, "Set up payouts", form);
}

function page(status: number, title: string, body: string): FakePage {
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)} (test mode)</title><style>
body{font:16px/1.5 system-ui;margin:3rem auto;max-width:32rem;padding:0 1rem;color:#1c1b22}
button{font:inherit;padding:.5rem 1rem;cursor:pointer}mark{padding:.1rem .5rem}</style></head><body>
<p><mark>Test mode</mark></p><h1>${escapeHtml(title)}</h1>
<p>A stand-in for Stripe on this machine: no bank and no money.</p>
${body}</body></html>`;
  return { kind: "page", status, html };
}
