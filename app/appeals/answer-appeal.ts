import { z } from "zod";
import { appealAnswers } from "./appeal.ts";
import { MAX_NOTE_LENGTH } from "./appeal-form-texts.ts";

/** What looks like somebody's e-mail address: a word to a creator must not name the buyer. */
const addressPattern = /[^\s@]+@[^\s@]+\.[^\s@]+/;
const noNote = "Give the creator a reason: they read it word for word.";

/** The two answers to an appeal, each with a reason that the creator reads. */
export const answerAppealSchema = z.object({
  intent: z.enum(appealAnswers, "Choose whether the decline stands."),
  note: z
    .string({ error: noNote })
    .trim()
    .min(1, noNote)
    .max(MAX_NOTE_LENGTH, `Keep it under ${MAX_NOTE_LENGTH} characters.`)
    .refine(
      (text) => !addressPattern.test(text),
      "Leave e-mail addresses out: the creator reads this, and must not learn who bought.",
    ),
});
export type AnswerAppeal = z.infer<typeof answerAppealSchema>;

/** your-own-decline: an appeal is looked at by other eyes than those that declined. */
export type AnswerRefusal = "not-found" | "already-answered" | "your-own-decline" | "budget-used-up";

export const answerRefusals: Readonly<Record<AnswerRefusal, string>> = {
  "not-found": "There is no such appeal.",
  "already-answered": "Somebody answered this appeal meanwhile. What you see is how it stands now.",
  "your-own-decline": "You declined this commission, so another person answers the appeal.",
  "budget-used-up":
    "The campaign's budget has less left than this commission would earn. Let the brand raise the budget, then overturn the decline.",
};
