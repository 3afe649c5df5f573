import { MS_PER_DAY } from "../kit/clock.ts";
import { formatAmount } from "../ui/amount.tsx";
import { formatDay } from "../ui/moment.tsx";
import type { Movement, Place } from "./money-movements.ts";
import type { NextStep } from "./next-step.ts";

/** Who reads: their own money is "you", a creator's is their name. */
export interface Reader {
  readonly isCreator: boolean;
  readonly brandName: string;
}

/** "€4.80 earned, held until 12 Dec 2026": one movement in a few words. @param holdUntil of the commission that moved. */
export function movementInWords(movement: Movement, holdUntil: Date | null): string {
  if (movement.amountMinor < 0n) return `${formatAmount(-movement.amountMinor, movement.currency)} taken off a payout`;
  const amount = formatAmount(movement.amountMinor, movement.currency);
  const words: Readonly<Record<string, string>> = {
    "commission.earned":
      movement.to !== "held"
        ? "earned, payable at once"
        : holdUntil === null
          ? "earned"
          : `earned, held until ${formatDay(holdUntil)}`,
    "commission.reinstated": "reinstated after an appeal",
    "commission.reversed": "taken back before it was payable",
    "commission.approved": "approved, now payable",
    "commission.frozen": "frozen: on hold again",
    "commission.declined": "declined",
    "commission.clawed-back": "clawed back after approval",
    "payout.sent": "sent to the bank",
    "payout.settled": "arrived",
    "payout.returned": "returned by the bank, payable again",
  };
  return `${amount} ${words[movement.eventCode] ?? "moved"}`;
}

/** "From Lumen Tea’s commissions to Mara, on hold": the two accounts in plain words. */
export function accountsInWords(movement: Movement, reader: Reader): string {
  return `From ${placeInWords(movement.from, movement, reader)} to ${placeInWords(movement.to, movement, reader)}`;
}

function placeInWords(place: Place, movement: Movement, reader: Reader): string {
  if (place === "brand") return `${reader.brandName}’s commissions`;
  const owner = reader.isCreator ? "your money" : `${movement.creatorName}’s money`;
  const positions = {
    held: "on hold",
    payable: "payable",
    "in-transit": "on its way",
    paid: "paid out",
    elsewhere: "elsewhere",
  } as const;
  return `${owner}, ${positions[place]}`;
}

/** What happens next to a part of a commission, in one sentence with the date or the person it waits for. */
export function nextInWords(step: NextStep, currency: string, now: Date): string {
  const amount = "amountMinor" in step ? formatAmount(step.amountMinor, currency) : "";
  switch (step.kind) {
    case "nothing-earned":
      return "Nothing is left to pay on this sale.";
    case "declined":
      return `Finance declined this commission${step.reason ? `: ${step.reason.replaceAll("-", " ")}` : ""}.${step.note ? ` “${step.note}”` : ""}`;
    case "awaits-payment":
      return `${amount} waits until the buyer has paid the order.`;
    case "awaits-dispute":
      return `${amount} is frozen while the buyer’s bank decides about a dispute. Won, it is free again; lost, it is taken back.`;
    case "hold-running":
      return `${amount} is held until ${formatDay(step.until)}, ${daysUntil(step.until, now)}, so that returns can come in. Then finance reviews it and the next batch pays it.`;
    case "awaits-review":
      return step.note === null
        ? `${amount} has been free for review since ${formatDay(step.since)}. Once finance approves it, the next batch pays it.`
        : `Finance looked at ${amount} and keeps it on hold: “${step.note}”`;
    case "awaits-batch":
      return `${amount} is approved and goes into the next payout batch.`;
    case "in-batch":
      return step.batchStatus === "approved"
        ? `${amount} is in batch ${step.batchName}, which is approved and will be sent next.`
        : `${amount} is in batch ${step.batchName}, which waits for a second person’s approval.`;
    case "carried-forward":
      return `${formatAmount(-step.amountMinor, currency)} was paid out before it was taken back. It is subtracted from the next payout.`;
    case "on-its-way":
      return step.sentAt === null
        ? `${amount} is on its way to the bank.`
        : `${amount} was sent to the bank on ${formatDay(step.sentAt)} and usually arrives within two working days.`;
    case "paid":
      return step.settledAt === null ? `${amount} is paid.` : `${amount} arrived on ${formatDay(step.settledAt)}.`;
  }
}

function daysUntil(instant: Date, now: Date): string {
  const days = Math.ceil((instant.getTime() - now.getTime()) / MS_PER_DAY);
  return days <= 1 ? "in less than a day" : `in ${days} days`;
}
