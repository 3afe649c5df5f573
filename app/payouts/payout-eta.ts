import type { CommissionBlock } from "../commissions/commission.ts";
import { addDays } from "#app/kit/clock.ts";
import { nextBatchDay, type ScheduleInForce } from "./batch-schedule.ts";
import type { CommissionStatus } from "#app/commissions/commission.ts";
import type { Rail } from "./payout.ts";

/** Finance looks at a matured commission within this many days. */
export const REVIEW_DAYS = 3;
/**
 * How long a payout travels: a SEPA transfer arrives by the next business day (Regulation 260/2012), an ACH credit within two banking
 * days (NACHA), PayPal and Stripe credit an account the same day; by hand it takes longer.
 */
export const railDays: Readonly<Record<Rail, number>> = {
  ...{ sepa: 1, nacha: 2, "paypal-file": 1, manual: 3 },
  ...{ stripe: 0, paypal: 0 },
};

export type EtaStageName = "hold" | "approval" | "funding" | "batch" | "rail";

/** done: behind us. now: where the commission is. later: still to come. */
export interface EtaStage {
  readonly stage: EtaStageName;
  readonly state: "done" | "now" | "later";
  /** When it was passed, or is expected to be; null when that cannot be said while something blocks it. */
  readonly at: Date | null;
}

export interface PayoutEta {
  readonly stages: readonly EtaStage[];
  /** What stops it now, or what it waits for, in one sentence. */
  readonly sentence: string;
  /** True when somebody has to act before time alone brings the money. */
  readonly isBlocked: boolean;
  /** When the money should be in the account; null while blocked, and when there is nothing to expect. */
  readonly expectedAt: Date | null;
}

/** Everything the date depends on. */
export interface EtaFacts {
  readonly status: CommissionStatus;
  readonly blockedBy: CommissionBlock | null;
  readonly holdUntil: Date;
  /** Finance looked at it and keeps it waiting, with this note; null otherwise. */
  readonly holdNote: string | null;
  readonly heldMinor: bigint;
  readonly payableMinor: bigint;
  readonly inTransitMinor: bigint;
  readonly paidMinor: bigint;
  readonly rail: Rail;
  /** An open batch that carries it; null for none. */
  readonly openBatchStatus: "prepared" | "approved" | null;
  /** When the payout that carries it was sent; null while none was. */
  readonly sentAt: Date | null;
  /** All that is payable to this creator in the currency, against the smallest payout. */
  readonly creatorPayableMinor: bigint;
  readonly minimumMinor: bigint;
  /** From which amount on they chose to be paid; null for the smallest payout. */
  readonly ownMinimumMinor: bigint | null;
  /** When batches go out, in the order in which schedules take over from each other. */
  readonly schedules: readonly ScheduleInForce[];
  /** The brand's balance reaches it, the older commissions at the brand first. Said of approved commissions alone. */
  readonly isFunded: boolean;
  /** Latest payee details; null when there are none. */
  readonly payeeUsableFrom: Date | null;
}

const sentences = {
  declined:
    "This commission was declined, so nothing will be paid. The reason stands with the sale, where you can appeal it within 30 days.",
  nothing: "Nothing is left to pay: the sale was refunded or cancelled.",
  negative: "This was clawed back after it was paid. It is taken off your next payout.",
  paid: "Paid.",
  transit: "The payout was sent and is on its way to your bank.",
  "unpaid-order": "The buyer has not paid the order yet. The commission waits until they have.",
  "open-dispute": "The buyer disputes the payment with their bank. The commission is frozen until the bank decides.",
  "no-exchange-rate":
    "The sale was in another currency, and the exchange rate of its day is not known yet. It is earned once it is.",
  hold: "In the hold, which is the time in which the buyer may still return the order.",
  review: "The hold is over. Finance reviews it next.",
  prepared: "In a batch that waits for a second person's approval.",
  approved: "In an approved batch that is sent next.",
  "no-payee": "Approved, but there is no account to pay it to. Add your payee details.",
  "cooling-off": "Approved. It waits until your new account may be used.",
  minimum: "Approved. It waits until your payable money reaches the smallest payout.",
  "own-minimum": "Approved. It waits until your payable money reaches the amount you chose to be paid from.",
  funds:
    "Approved. It waits for the brand’s funds: what the brand has paid in does not reach it yet. The brand was told.",
  next: "Approved. It goes out with the next batch.",
} as const;

/** When a commission's money should arrive, stage by stage, and what it waits for now. Estimates: batch days are the terms in force, review days a habit of finance, and neither is a promise. */
export function payoutEta(facts: EtaFacts, now: Date): PayoutEta {
  const ended = endedSentence(facts);
  if (ended !== null) return { stages: [], sentence: sentences[ended], isBlocked: false, expectedAt: null };
  const hasLeft = facts.heldMinor === 0n && facts.payableMinor === 0n;
  if (hasLeft) return sentEta(facts, now);
  return facts.status === "approved" && facts.heldMinor === 0n ? approvedEta(facts, now) : heldEta(facts, now);
}

function endedSentence(facts: EtaFacts): "declined" | "negative" | "nothing" | null {
  if (facts.payableMinor < 0n) return "negative";
  if (facts.status === "declined") return "declined";
  const total = facts.heldMinor + facts.payableMinor + facts.inTransitMinor + facts.paidMinor;
  return total === 0n ? "nothing" : null;
}

function sentEta(facts: EtaFacts, now: Date): PayoutEta {
  const isOnItsWay = facts.inTransitMinor > 0n;
  const arrival = facts.sentAt ? addDays(facts.sentAt, railDays[facts.rail]) : now;
  const stages: EtaStage[] = [
    { stage: "hold", state: "done", at: facts.holdUntil },
    { stage: "approval", state: "done", at: null },
    { stage: "funding", state: "done", at: null },
    { stage: "batch", state: "done", at: facts.sentAt },
    { stage: "rail", state: isOnItsWay ? "now" : "done", at: arrival },
  ];
  return {
    stages,
    sentence: isOnItsWay ? sentences.transit : sentences.paid,
    isBlocked: false,
    expectedAt: isOnItsWay ? arrival : null,
  };
}

function approvedEta(facts: EtaFacts, now: Date): PayoutEta {
  const usableFrom = facts.payeeUsableFrom;
  const isCooling = usableFrom !== null && usableFrom.getTime() > now.getTime();
  const reason =
    facts.openBatchStatus ??
    (usableFrom === null
      ? "no-payee"
      : facts.creatorPayableMinor < facts.minimumMinor
        ? "minimum"
        : facts.creatorPayableMinor < (facts.ownMinimumMinor ?? 0n)
          ? "own-minimum"
          : !facts.isFunded
            ? "funds"
            : isCooling
              ? "cooling-off"
              : "next");
  const isWaitingForFunds = reason === "funds";
  const isBlocked = ["no-payee", "minimum", "own-minimum", "funds"].includes(reason);
  const goesOut = () => nextBatchDay(isCooling ? usableFrom : now, facts.schedules);
  const batchAt = isBlocked ? null : facts.openBatchStatus !== null ? now : goesOut();
  const expectedAt = batchAt && addDays(batchAt, railDays[facts.rail]);
  const stages: EtaStage[] = [
    { stage: "hold", state: "done", at: facts.holdUntil },
    { stage: "approval", state: "done", at: null },
    { stage: "funding", state: isWaitingForFunds ? "now" : facts.isFunded ? "done" : "later", at: null },
    { stage: "batch", state: isWaitingForFunds ? "later" : "now", at: batchAt },
    { stage: "rail", state: "later", at: expectedAt },
  ];
  return { stages, sentence: sentences[reason], isBlocked, expectedAt };
}

function heldEta(facts: EtaFacts, now: Date): PayoutEta {
  const isMatured = facts.holdUntil.getTime() <= now.getTime();
  const isKept = facts.holdNote !== null && facts.status === "held";
  const isBlocked = facts.blockedBy !== null || isKept;
  const approvalAt = isBlocked ? null : addDays(isMatured ? now : facts.holdUntil, REVIEW_DAYS);
  const batchAt = approvalAt && nextBatchDay(approvalAt, facts.schedules);
  const expectedAt = batchAt && addDays(batchAt, railDays[facts.rail]);
  const stages: EtaStage[] = [
    { stage: "hold", state: isMatured ? "done" : "now", at: facts.holdUntil },
    { stage: "approval", state: isMatured ? "now" : "later", at: approvalAt },
    { stage: "funding", state: "later", at: null },
    { stage: "batch", state: "later", at: batchAt },
    { stage: "rail", state: "later", at: expectedAt },
  ];
  const kept = isKept ? `Finance keeps it waiting: ${facts.holdNote}` : null;
  const sentence =
    facts.blockedBy !== null ? sentences[facts.blockedBy] : (kept ?? (isMatured ? sentences.review : sentences.hold));
  return { stages, sentence, isBlocked, expectedAt };
}
