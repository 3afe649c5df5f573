import { z } from "zod";
import { declineReasons } from "#app/commissions/commission.ts";
import { MAX_NOTE_LENGTH } from "#app/commissions/decide-commission.ts";
import { isId } from "#app/kit/ids.ts";

/** preview-…: shows what would happen, and writes nothing. preview-all: everything that matches the filter and is ready. */
const previews = ["preview-approve", "preview-all", "preview-decline"] as const;

const decline = z
  .object({
    intent: z.literal("decline"),
    reason: z.enum(declineReasons, "Choose a reason; every creator reads it."),
    note: z.string().trim().max(MAX_NOTE_LENGTH, `Keep the note under ${MAX_NOTE_LENGTH} characters.`).optional(),
  })
  .refine((decision) => decision.reason !== "other" || (decision.note ?? "") !== "", {
    path: ["note"],
    message: "Write the reason in your own words; every creator reads it.",
  });

/** What the review queue sends about several commissions at once. */
export const bulkDecisionSchema = z.discriminatedUnion(
  "intent",
  [z.object({ intent: z.enum(previews) }), z.object({ intent: z.literal("approve") }), decline],
  "Choose to approve or to decline.",
);

/** The commissions a form names; what is no id is left out. */
export function chosenIn(form: FormData): string[] {
  return [...new Set(form.getAll("commission").filter(isId))];
}
