import type { CouponShelf } from "../coupon-shelf.ts";
import type { FakeAnswer, FakeProvider, FakeRequest } from "../fake-provider.ts";
import { answerAboutCodes, STRIPE_FAKE_KEY, stripeFake } from "../stripe-fake.ts";
import { createAccount, createAccountLink, readAccount } from "./stripe-accounts.ts";
import { actOnMoney, showMoney } from "./stripe-admin.ts";
import { refuse } from "./stripe-answers.ts";
import { listBalanceTransactions, readBalance } from "./stripe-balance.ts";
import { createSession, readSession } from "./stripe-checkout.ts";
import { KeptAnswers } from "./stripe-kept-answers.ts";
import { answerHostedPage } from "./stripe-pages.ts";
import { createRefund, listDisputes, readPaymentIntent } from "./stripe-payments.ts";
import type { StripeShelf } from "./stripe-shelf.ts";
import { createReversal, createTransfer, listTransfers, readTransfer } from "./stripe-transfers.ts";

type Answering = (shelf: StripeShelf, request: FakeRequest, id: string) => FakeAnswer;

const formOf = ({ body }: FakeRequest) => new URLSearchParams(body);

/** Every request about money that the stand-in knows; `:id` is one word. */
const answering: readonly (readonly [method: string, path: RegExp, answer: Answering])[] = [
  ["POST", /^\/v1\/accounts$/, (shelf, request) => createAccount(shelf, formOf(request))],
  ["GET", /^\/v1\/accounts\/(\w+)$/, (shelf, _request, id) => readAccount(shelf, id)],
  ["POST", /^\/v1\/account_links$/, (shelf, request) => createAccountLink(shelf, formOf(request))],
  ["POST", /^\/v1\/checkout\/sessions$/, (shelf, request) => createSession(shelf, formOf(request))],
  ["GET", /^\/v1\/checkout\/sessions\/(\w+)$/, (shelf, _request, id) => readSession(shelf, id)],
  ["GET", /^\/v1\/payment_intents\/(\w+)$/, (shelf, request, id) => readPaymentIntent(shelf, id, request)],
  ["POST", /^\/v1\/refunds$/, (shelf, request) => createRefund(shelf, formOf(request))],
  ["GET", /^\/v1\/disputes$/, (shelf, request) => listDisputes(shelf, request)],
  ["POST", /^\/v1\/transfers$/, (shelf, request) => createTransfer(shelf, formOf(request))],
  ["GET", /^\/v1\/transfers$/, (shelf, request) => listTransfers(shelf, request)],
  ["GET", /^\/v1\/transfers\/(\w+)$/, (shelf, _request, id) => readTransfer(shelf, id)],
  ["POST", /^\/v1\/transfers\/(\w+)\/reversals$/, (shelf, request, id) => createReversal(shelf, id, formOf(request))],
  ["GET", /^\/v1\/balance$/, (shelf) => readBalance(shelf)],
  ["GET", /^\/v1\/balance_transactions$/, (shelf, request) => listBalanceTransactions(shelf, request)],
];

/** Stripe as a whole: codes and coupons of a shop, and the money of a platform. */
export function stripeProvider(shelf: StripeShelf): FakeProvider {
  const kept = new KeptAnswers(() => shelf.now());
  return {
    ...stripeFake,
    conflict: refuse(
      409,
      "idempotency_error",
      "There is another request in progress with this key.",
      "idempotency_key_in_use",
    ),
    answer(coupons, request) {
      if (request.headers.authorization !== `Bearer ${STRIPE_FAKE_KEY}`) {
        return refuse(401, "invalid_request_error", "Invalid API Key provided.");
      }
      return kept.answerOnce(request, () => act(shelf, coupons, request));
    },
    answerFault: (request) => kept.answerOnce(request, () => stripeFake.fault),
    answerPage: (request) => answerHostedPage(shelf, request),
    adminSections: () => showMoney(shelf),
    actAsEmployee: (form) => actOnMoney(shelf, form),
  };
}

function act(shelf: StripeShelf, coupons: CouponShelf, request: FakeRequest): FakeAnswer {
  for (const [method, path, answer] of answering) {
    const match = method === request.method ? path.exec(request.path) : null;
    if (!match) continue;
    const given = answer(shelf, request, match[1] ?? "");
    if (method === "POST") shelf.save();
    return given;
  }
  return answerAboutCodes(coupons, request);
}
