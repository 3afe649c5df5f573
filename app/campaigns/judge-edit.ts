import type { Campaign } from "./campaign.ts";
import type { EditRefusal } from "./campaign-refusal.ts";
import type { PublishedEdit } from "./campaign-form.ts";

/** Why a published campaign cannot be changed like this; null when it can. */
export function judgeEdit(campaign: Campaign, edit: PublishedEdit, spentMinor: bigint, now: Date): EditRefusal | null {
  if (campaign.status === "draft") return "not-published";
  if (campaign.status === "ended") return "already-ended";
  // A creator already earned what is spent: a budget below it would be a promise broken in hindsight.
  if (edit.budgetMinor !== null && edit.budgetMinor < spentMinor) return "budget-below-spent";
  const movesStart = edit.startsAt.getTime() !== campaign.startsAt.getTime();
  if (movesStart && campaign.startsAt <= now && !isSameDay(edit.startsAt, campaign.startsAt)) return "already-started";
  if (edit.endsAt !== null && edit.endsAt <= now) return "ends-in-the-past";
  return null;
}

/** The form knows days, while a campaign made through the API may start at any instant of one. */
function isSameDay(left: Date, right: Date): boolean {
  return left.toISOString().slice(0, 10) === right.toISOString().slice(0, 10);
}
