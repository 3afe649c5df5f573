import type { z } from "zod";
import { addDays, type Clock } from "#app/kit/clock.ts";
import { formatDecimal } from "#app/kit/money.ts";
import type { ApiRail, Parcel, ParcelAnswer, PaymentStanding } from "./api-rail.ts";
import { openPaypal, type PaypalAccess, type PaypalAnswer } from "./paypal-request.server.ts";
import { readItem } from "./read-paypal-item.ts";
import { batchShape, errorShape, itemListShape, type PaypalItem } from "./paypal-shapes.ts";

/**
 * PayPal refuses a sender_batch_id that was used in the last 30 days and names the batch that used it; a day less, for clocks that differ.
 * https://developer.paypal.com/docs/api/payments.payouts-batch/v1/#payouts_post
 */
const ID_KNOWN_DAYS = 29;
const ITEMS_PER_PAGE = 1_000;
/** The request took too long, or another one under the same id is under way: neither says that nothing was paid. */
const undecidedStatuses: ReadonlySet<number> = new Set([408, 409]);
const UNDECIDED = "PayPal did not say whether it took this.";
const MAX_PAGES = 20;

/** Payouts through PayPal's Payouts API, version 1: one call per batch and currency, one item per payout. */
export function paypalRail(access: PaypalAccess, clock: Clock): ApiRail {
  const paypal = openPaypal(access, clock);
  return {
    kind: "api",
    name: "paypal",
    parcel: "batch",
    isTestMode: access.isTestMode,
    takesBack: "waiting",
    async send(parcel) {
      const answer = await paypal.ask("POST", "/v1/payments/payouts", bodyOf(parcel));
      if (answer.kind === "unknown") return answer;
      return readSendAnswer(answer);
    },
    find(_parcel, firstTriedAt) {
      const isKnown = clock.now().getTime() < addDays(firstTriedAt, ID_KNOWN_DAYS).getTime();
      return Promise.resolve(
        // Sending the same id again is how PayPal is asked: it names the batch it has, or takes it for the first time.
        isKnown
          ? { kind: "not-found" }
          : {
              kind: "unknown",
              problem:
                "PayPal no longer knows whether this was sent. Look it up in PayPal and settle or return the payouts.",
            },
      );
    },
    async follow(parcel, railReference) {
      const found: PaymentStanding[] = [];
      for (let page = 1; page <= MAX_PAGES; page += 1) {
        const query = `page=${page}&page_size=${ITEMS_PER_PAGE}&total_required=true`;
        const answer = await paypal.ask("GET", `/v1/payments/payouts/${railReference}?${query}`);
        const list = answer.kind === "answered" ? itemListShape.safeParse(answer.content) : null;
        if (!list?.success) return found;
        if (list.data.batch_header.batch_status === "DENIED") return deniedStandings(parcel, railReference);
        found.push(...list.data.items.flatMap((item) => standingOf(parcel, item)));
        if (page >= (list.data.total_pages ?? 1)) break;
      }
      return found;
    },
    async reverse({ railReference }) {
      const answer = await paypal.ask("POST", `/v1/payments/payouts-item/${railReference}/cancel`, {});
      if (answer.kind === "unknown") return answer;
      if (answer.status < 300) return { kind: "reversed" };
      return { kind: "refused", reason: sentenceOf(answer) };
    },
  };
}

function bodyOf({ id, batchName, currency, payments }: Parcel) {
  return {
    sender_batch_header: { sender_batch_id: id, email_subject: "Your Fairshare payout is here" },
    items: payments.map(({ payoutId, destination, amountMinor }) => ({
      recipient_type: "EMAIL",
      receiver: destination,
      sender_item_id: payoutId,
      amount: { value: formatDecimal(amountMinor, currency), currency },
      note: `Fairshare payout ${batchName}`,
    })),
  };
}

function readSendAnswer(answer: Extract<PaypalAnswer, { kind: "answered" }>): ParcelAnswer {
  const batch = batchShape.safeParse(answer.content);
  if (answer.status < 300 && batch.success) {
    return { kind: "accepted", railReference: batch.data.batch_header.payout_batch_id, hasArrived: false };
  }
  if (answer.status < 300) return { kind: "unknown", problem: "PayPal answered with something we do not know." };
  const known = errorShape.safeParse(answer.content);
  const earlier = known.success ? earlierBatchOf(known.data) : null;
  if (earlier !== null) return { kind: "accepted", railReference: earlier, hasArrived: false };
  if (undecidedStatuses.has(answer.status)) return { kind: "unknown", problem: UNDECIDED };
  return { kind: "refused", reason: sentenceOf(answer) };
}

/** The batch that used this sender_batch_id before, where the refusal is about that. */
function earlierBatchOf({ links }: z.infer<typeof errorShape>): string | null {
  for (const { href } of links) {
    const id = /\/v1\/payments\/payouts\/([A-Za-z0-9-]+)/.exec(href)?.[1];
    if (id !== undefined) return id;
  }
  return null;
}

/** An item of another amount than was asked for is left waiting: a person has to look. */
function standingOf({ payments, currency }: Parcel, item: PaypalItem): PaymentStanding[] {
  const { amountMinor, currency: itemCurrency, ...standing } = readItem(item);
  const payment = payments.find(({ payoutId }) => payoutId === standing.payoutId);
  if (!payment) return [];
  const isAsAsked = payment.amountMinor === amountMinor && currency === itemCurrency;
  return [isAsAsked ? standing : { ...standing, standing: "waiting", reason: "" }];
}

function deniedStandings({ payments }: Parcel, railReference: string): PaymentStanding[] {
  return payments.map(({ payoutId }) => ({
    ...{ payoutId, railReference, standing: "returned" },
    reason: "PayPal denied the whole batch.",
  }));
}

function sentenceOf({ status, content }: Extract<PaypalAnswer, { kind: "answered" }>): string {
  const known = errorShape.safeParse(content);
  if (!known.success) return `PayPal refused with ${status}.`;
  const { name, message, details } = known.data;
  const why = details.map(({ issue }) => issue).filter((issue) => issue !== undefined);
  return [`${name}:`, message, ...why].join(" ").slice(0, 200);
}
