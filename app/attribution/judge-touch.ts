import { addDays } from "../kit/clock.ts";
import type { ClickClass } from "../clicks/click.ts";
import type { SignKind } from "../shoppers/sign.ts";
import type { Verdict } from "./decision.ts";
import type { AttributionPolicy, TouchKind } from "./policy.ts";
import type { TouchedPartnership } from "./sale-evidence.ts";
import { dayOf, days, span, spanBeyond } from "./time-in-words.ts";

/** Evidence that leads to a partnership, with the policy that judges it. */
export interface Touch {
  readonly kind: TouchKind;
  readonly evidence: string;
  /** A code counts as touched at the sale itself. */
  readonly occurredAt: Date;
  readonly placement: string;
  readonly partnership: TouchedPartnership;
  readonly policy: AttributionPolicy;
  /** Clicks only. */
  readonly clickClass: ClickClass | null;
  /** Clicks of the same shopper elsewhere only: the signs that tell so. */
  readonly joinedBy?: readonly SignKind[] | undefined;
  /** Codes only. */
  readonly codeCreatedAt: Date | null;
  /** Codes only: the last instant at which a replaced one credits. */
  readonly creditsUntil: Date | null;
  /** Bindings only: how many orders of the customer came between. */
  readonly ordersSince: number;
}

export interface Refusal {
  readonly verdict: Exclude<Verdict, "credited" | "outranked">;
  readonly sentence: string;
}

/** Why a touch may not earn from a sale, whatever else is on the order; null when it may. */
export function judgeTouch(touch: Touch, placedAt: Date): Refusal | null {
  return (
    refusalOfTime(touch, placedAt) ??
    refusalOfClass(touch) ??
    refusalOfGrace(touch, placedAt) ??
    refusalOfPartnership(touch, placedAt) ??
    refusalOfCampaign(touch, placedAt) ??
    refusalOfWindow(touch, placedAt)
  );
}

function refusalOfTime(touch: Touch, placedAt: Date): Refusal | null {
  if (touch.occurredAt <= placedAt) return null;
  const ms = touch.occurredAt.getTime() - placedAt.getTime();
  return { verdict: "after-the-sale", sentence: `${subject(touch)} came ${span(ms)} after the sale.` };
}

function refusalOfClass(touch: Touch): Refusal | null {
  if (touch.clickClass === null || touch.clickClass === "counted" || touch.clickClass === "repeat") return null;
  return { verdict: "not-counted", sentence: notCountedSentences[touch.clickClass] };
}

/** A replaced code goes on working for its grace; the day of the order counts, not the day we hear of it. */
function refusalOfGrace(touch: Touch, placedAt: Date): Refusal | null {
  if (touch.creditsUntil === null || placedAt <= touch.creditsUntil) return null;
  const sentence = `Your code ${touch.evidence} was replaced and earned until ${dayOf(touch.creditsUntil)}; this sale came later.`;
  return { verdict: "code-replaced", sentence };
}

const notCountedSentences: Readonly<Record<Exclude<ClickClass, "counted" | "repeat">, string>> = {
  bot: "The click came from a known crawler, not from a person, so it earns nothing.",
  preview: "The click was a link preview fetched by an app, not a person, so it earns nothing.",
  prefetch: "The browser loaded the link ahead of time and nobody tapped it, so it earns nothing.",
  "empty-agent": "The click named no browser, as programs do, so it earns nothing.",
  head: "The request only tested the link and opened no page, so it earns nothing.",
  expired: "The link was no longer earning when it was clicked.",
  self: "The click was the creator's own or came from the brand's own people, so it earns nothing.",
  unknown: "The click followed no link of this creator, so it earns nothing.",
};

function refusalOfPartnership(touch: Touch, placedAt: Date): Refusal | null {
  const { status, activatedAt, endedAt } = touch.partnership;
  const isUnaccepted = status === "invited" || status === "applied" || status === "declined";
  if (isUnaccepted || activatedAt === null) {
    return {
      verdict: "partnership-not-active",
      sentence: "This partnership was never active, so its links and codes do not earn.",
    };
  }
  if (activatedAt > placedAt) {
    return {
      verdict: "partnership-not-active",
      sentence: `The partnership became active on ${dayOf(activatedAt)}, after the sale.`,
    };
  }
  return refusalAfterEnd(touch, placedAt, endedAt, "partnership-not-active", "partnership");
}

function refusalOfCampaign(touch: Touch, placedAt: Date): Refusal | null {
  const { startsAt, endsAt, endedAt } = touch.partnership.campaign;
  if (placedAt < startsAt) {
    return { verdict: "campaign-not-running", sentence: `The campaign started on ${dayOf(startsAt)}, after the sale.` };
  }
  const end = endsAt && endedAt ? (endsAt < endedAt ? endsAt : endedAt) : (endsAt ?? endedAt);
  return refusalAfterEnd(touch, placedAt, end, "campaign-not-running", "campaign");
}

/** After an end, clicks and bindings from before it and codes go on earning through the tail. */
function refusalAfterEnd(
  touch: Touch,
  placedAt: Date,
  end: Date | null,
  verdict: Refusal["verdict"],
  what: "campaign" | "partnership",
): Refusal | null {
  if (end === null || placedAt <= end) return null;
  const tailDays = touch.kind === "code" ? touch.policy.codeTailDays : touch.policy.tailDays;
  if (placedAt > addDays(end, tailDays)) {
    const sentence = `The ${what} ended on ${dayOf(end)}; sales earned for ${days(tailDays)} after that, and this one came later.`;
    return { verdict, sentence };
  }
  if (touch.kind === "code" || touch.occurredAt <= end) return null;
  return { verdict, sentence: `${subject(touch)} came after the ${what} ended on ${dayOf(end)}.` };
}

function refusalOfWindow(touch: Touch, placedAt: Date): Refusal | null {
  const ms = placedAt.getTime() - touch.occurredAt.getTime();
  const { clickWindowDays, bindingWindowDays } = touch.policy;
  if (touch.kind === "click" && touch.occurredAt < addDays(placedAt, -clickWindowDays)) {
    const sentence = `Your click came ${spanBeyond(ms, clickWindowDays)} before the sale; the window of this campaign is ${days(clickWindowDays)}.`;
    return { verdict: "outside-window", sentence };
  }
  if (touch.kind !== "binding") return null;
  if (bindingWindowDays === 0) {
    return {
      verdict: "outside-window",
      sentence: "You brought this customer earlier, but this campaign pays for sales of your clicks and codes alone.",
    };
  }
  if (touch.occurredAt >= addDays(placedAt, -bindingWindowDays)) return refusalOfBindingOrders(touch);
  const sentence = `You brought this customer ${spanBeyond(ms, bindingWindowDays)} before the sale; this campaign binds customers for ${days(bindingWindowDays)}.`;
  return { verdict: "outside-window", sentence };
}

function refusalOfBindingOrders({ ordersSince, policy: { bindingOrders } }: Touch): Refusal | null {
  if (bindingOrders === null || ordersSince < bindingOrders) return null;
  const next = bindingOrders === 1 ? "the next order" : `the next ${bindingOrders} orders`;
  return {
    verdict: "outside-window",
    sentence: `You brought this customer, and this campaign binds them for ${next}; this is order number ${ordersSince + 1} since.`,
  };
}

function subject(touch: Touch): string {
  if (touch.kind === "click") return "Your click";
  return touch.kind === "code" ? "Your code" : "The purchase that bound this customer to you";
}
