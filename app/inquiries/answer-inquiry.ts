import { z } from "zod";
import { isId } from "../kit/ids.ts";
import { inquiryAnswers } from "./inquiry.ts";
import { MAX_NOTE_LENGTH } from "./inquiry-form-texts.ts";

/** What looks like somebody's e-mail address: a word to a creator must not name the buyer. */
const addressPattern = /[^\s@]+@[^\s@]+\.[^\s@]+/;

const note = (missing: string) =>
  z
    .string({ error: missing })
    .trim()
    .min(1, missing)
    .max(MAX_NOTE_LENGTH, `Keep it under ${MAX_NOTE_LENGTH} characters.`)
    .refine(
      (text) => !addressPattern.test(text),
      "Leave e-mail addresses out: the creator reads this, and must not learn who bought.",
    );

/** The two answers to an inquiry, each with a sentence that the creator reads word for word. */
export const answerInquirySchema = z.object({
  intent: z.enum(inquiryAnswers),
  note: note("Give the creator a reason: they read it word for word."),
  /** Under which of the creator's campaigns; needed only when they have several. */
  partnershipId: z.string().refine(isId, "Choose the campaign.").optional(),
});
export type AnswerInquiry = z.infer<typeof answerInquirySchema>;

export const withdrawAwardSchema = z.object({
  note: note("Say why the credit is taken back: the creator reads it word for word."),
});

export type AnswerRefusal =
  | "not-found"
  | "already-answered"
  | "unknown-sale"
  | "cancelled-sale"
  | "no-partnership"
  | "choose-campaign"
  | "already-theirs"
  | "awarded-already"
  | "not-awarded";

export const answerRefusals: Readonly<Record<AnswerRefusal, string>> = {
  "not-found": "This inquiry does not exist.",
  "already-answered":
    "This inquiry is no longer open: it was answered by somebody of your brand, or withdrawn by the creator.",
  "unknown-sale":
    "None of your stores has told us of this order, so there is nothing to credit. Once the store sends it, or you upload it, you can.",
  "cancelled-sale": "The shop cancelled this order, so there is nothing to credit.",
  "no-partnership":
    "This creator has never had a running partnership with your brand, so no terms say what a sale would earn.",
  "choose-campaign": "Choose under which of the creator’s campaigns the sale is credited.",
  "already-theirs": "The sale is credited to this creator already: answer that the decision stands, and say so.",
  "awarded-already": "Your brand has credited this order by hand to another creator. Withdraw that first.",
  "not-awarded": "There is no credit by hand to withdraw. Reload the page.",
};
