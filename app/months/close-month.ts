import { z } from "zod";
import { MAX_REASON_LENGTH } from "./close-month-texts.ts";

const noReason = "Say why the month must be open again: it is kept with the books.";

/** The buttons of a month's page. */
export const monthStepSchema = z.discriminatedUnion(
  "intent",
  [
    z.object({ intent: z.literal("propose") }),
    z.object({ intent: z.literal("check") }),
    z.object({ intent: z.literal("close") }),
    z.object({ intent: z.literal("withdraw") }),
    z.object({
      intent: z.literal("propose-reopening"),
      reason: z
        .string({ error: noReason })
        .trim()
        .min(1, noReason)
        .max(MAX_REASON_LENGTH, `Keep it under ${MAX_REASON_LENGTH} characters.`),
    }),
    z.object({ intent: z.literal("reopen") }),
    z.object({ intent: z.literal("keep-closed") }),
  ],
  "Choose what to do with the month.",
);
export type MonthStep = z.infer<typeof monthStepSchema>;

/**
 * not-over: the month has not ended, or only just. closed-already: it or a later one is. not-proposed, not-closed, not-reopening: somebody was
 * faster. not-an-approver, your-own-proposal: two people, the second an approver. checklist-open: `detail` says what. not-the-latest: a later
 * month is closed on top of it.
 */
export type MonthRefusal =
  | "not-over"
  | "closed-already"
  | "proposed-already"
  | "not-proposed"
  | "not-closed"
  | "not-reopening"
  | "not-an-approver"
  | "your-own-proposal"
  | "checklist-open"
  | "not-the-latest";

export const monthRefusals: Readonly<Record<MonthRefusal, string>> = {
  "not-over": "A month can be closed from a day after its end on: its last orders are still coming in.",
  "closed-already": "This month is closed already.",
  "proposed-already": "Somebody has proposed to close this month already.",
  "not-proposed": "Nobody proposes to close this month any more. What you see is how it stands now.",
  "not-closed": "This month is not closed. What you see is how it stands now.",
  "not-reopening": "Nobody asks to reopen this month any more. What you see is how it stands now.",
  "not-an-approver": "The second person needs the role approver. An admin can give it to you.",
  "your-own-proposal": "You proposed it; another person confirms.",
  "checklist-open": "Not everything on the checklist is done.",
  "not-the-latest": "A later month is closed. Reopen that one first.",
};
