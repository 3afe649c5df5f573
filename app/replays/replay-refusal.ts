/**
 * already-running: another replay of the brand is at work. no-such-campaign: not one of the brand's that was ever published. no-sales: nothing
 * was sold in the period. clicks-gone: the clicks that would decide the earliest sales are no longer kept; `detail` is the first day that can
 * be replayed. not-found: no such replay at this brand. not-running: it is over, so there is nothing to stop. not-done: only a what-if that is
 * worked out can be applied, and only once. nothing-to-post: no sale would change.
 */
export type StartRefusal = "already-running" | "no-such-campaign" | "no-sales" | "clicks-gone";
export type CancelRefusal = "not-found" | "not-running";
export type ApplyRefusal = "not-found" | "not-done" | "already-running" | "nothing-to-post";

export const replayRefusals: Readonly<Record<StartRefusal | CancelRefusal | ApplyRefusal, string>> = {
  "already-running": "Another replay of this brand is at work. Wait until it is over, or stop it.",
  "no-such-campaign": "Choose a campaign of yours that was published, or all campaigns.",
  "no-sales": "Nothing was sold in these days. Choose days with sales.",
  "clicks-gone": "Clicks are not kept that long, so the earliest sales could not be decided truly.",
  "not-found": "There is no such replay.",
  "not-running": "This what-if is over already; nothing was stopped.",
  "not-done": "Only a what-if that is worked out can be applied, and only once.",
  "nothing-to-post": "No sale would change, so there is nothing to apply.",
};

/** The sentence for people. */
export function refusalSentence({
  refusal,
  detail,
}: {
  readonly refusal: keyof typeof replayRefusals;
  readonly detail?: string;
}): string {
  const sentence = replayRefusals[refusal];
  return refusal === "clicks-gone" && detail ? `${sentence} Choose ${detail} or a later first day.` : sentence;
}
