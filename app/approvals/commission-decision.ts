import { z } from "zod";
import { MAX_NOTE_LENGTH } from "#app/commissions/decide-commission.ts";
import type { DecideRefusal } from "#app/commissions/decide-commission.ts";
import { declineReasons } from "#app/commissions/commission.ts";

const note = z.string().trim().max(MAX_NOTE_LENGTH, `Keep the note under ${MAX_NOTE_LENGTH} characters.`);

/** What a person of finance sends from the page of a commission: one of three buttons. */
export const commissionDecisionSchema = z.discriminatedUnion(
  "intent",
  [
    z.object({ intent: z.literal("approve") }),
    z.object({
      intent: z.literal("hold"),
      note: z
        .string({ error: "Write why it waits; the creator reads it." })
        .trim()
        .min(1, "Write why it waits; the creator reads it.")
        .pipe(note),
    }),
    z
      .object({
        intent: z.literal("decline"),
        reason: z.enum(declineReasons, "Choose a reason; the creator reads it."),
        note: note.optional(),
      })
      .refine((decision) => decision.reason !== "other" || (decision.note ?? "") !== "", {
        path: ["note"],
        message: "Write the reason in your own words; the creator reads it.",
      }),
  ],
  "Choose to approve, to hold or to decline.",
);

export const decideSentences: Readonly<Record<DecideRefusal, string>> = {
  "not-found": "There is no such commission.",
  "already-decided": "Somebody decided this meanwhile. What you see is how it stands now.",
  "not-matured": "The hold is not over yet, so it cannot be approved.",
  blocked: "The order is unpaid or disputed, so it cannot be approved until that is over.",
  "reason-required": "Choose a reason; the creator reads it.",
  "note-required": "Write a note; the creator reads it.",
  "rule-does-not-fit": "The approval rule does not fit this commission as it is now.",
};
