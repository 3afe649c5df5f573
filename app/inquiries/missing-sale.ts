import { z } from "zod";
import { isId } from "../kit/ids.ts";
import { MAX_MESSAGE_LENGTH, MAX_PROOF_LENGTH } from "./inquiry-form-texts.ts";
import { MAX_ORDER_NUMBER_LENGTH, orderKeyOf } from "./order-number.ts";

const orderNumber = z
  .string({ error: "Enter the order number." })
  .trim()
  .max(MAX_ORDER_NUMBER_LENGTH, `An order number has at most ${MAX_ORDER_NUMBER_LENGTH} characters.`)
  .refine((text) => orderKeyOf(text) !== "", "Enter the order number, such as #1001.");

/** Without a brand all of the creator's brands are asked. */
export const askMissingSaleSchema = z.object({
  orderNumber,
  brandId: z.string().refine(isId, "Choose one of your brands.").optional(),
});
export type AskMissingSale = z.infer<typeof askMissingSaleSchema>;

export const openInquirySchema = z.object({
  orderNumber,
  brandId: z.string({ error: "Choose the brand that should look." }).refine(isId, "Choose the brand that should look."),
  message: z
    .string({ error: "Tell the brand what you know." })
    .trim()
    .min(1, "Tell the brand what you know.")
    .max(MAX_MESSAGE_LENGTH, `Keep it under ${MAX_MESSAGE_LENGTH} characters.`),
  proofUrl: z
    .string()
    .trim()
    .max(MAX_PROOF_LENGTH, `A link has at most ${MAX_PROOF_LENGTH} characters.`)
    .refine(
      (text) => text.startsWith("https://") && URL.canParse(text),
      "Give a link beginning with https://, or leave it empty.",
    )
    .optional(),
});
export type OpenInquiry = z.infer<typeof openInquirySchema>;

export const withdrawInquirySchema = z.object({
  inquiryId: z.string({ error: "Reload the page and try again." }).refine(isId, "Reload the page and try again."),
});

export type AskRefusal = "too-many-tries" | "several-brands" | "unknown-brand";
export type OpenRefusal = "too-many-tries" | "unknown-brand" | "already-yours" | "already-open";

export const missingSaleRefusals: Readonly<Record<Exclude<AskRefusal | OpenRefusal, "too-many-tries">, string>> = {
  "several-brands": "Several of your brands have an order with this number. Choose the brand.",
  "unknown-brand": "Choose one of the brands you work with.",
  "already-yours": "This order is credited to you already: it is in your sales.",
  "already-open": "You have an open inquiry about this order. The brand’s answer comes by mail.",
};
