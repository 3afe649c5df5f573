import { z } from "zod";

const MAX_REASON = 200;
const NEEDED = "Write for the creator why the form does not count.";

/** The tax office, or finance, found a form wrong. */
export const rejectTaxFormSchema = z.object({
  formId: z.uuid("Choose the form."),
  reason: z
    .string({ error: NEEDED })
    .trim()
    .min(10, NEEDED)
    .max(MAX_REASON, `Keep the reason under ${MAX_REASON} characters.`)
    .refine((text) => !/\d[\d\s-]{6,}\d/.test(text), "Leave numbers out: the creator reads this in a mail."),
});

export type RejectTaxForm = z.infer<typeof rejectTaxFormSchema>;
