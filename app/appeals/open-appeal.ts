import { z } from "zod";
import { MAX_MESSAGE_LENGTH } from "./appeal-form-texts.ts";

const noMessage = "Say in your own words why the decline is wrong.";
const noProof = "Give a link beginning with https://, or leave it empty.";

/** What a creator sends with an appeal. */
export const openAppealSchema = z.object({
  commissionId: z.uuid("Reload the page and try again."),
  message: z
    .string({ error: noMessage })
    .trim()
    .min(1, noMessage)
    .max(MAX_MESSAGE_LENGTH, `Keep it under ${MAX_MESSAGE_LENGTH} characters.`),
  proofUrl: z
    .url({ protocol: /^https$/, error: noProof })
    .max(500, noProof)
    .optional(),
});
export type OpenAppeal = z.infer<typeof openAppealSchema>;

/** not-found: no such commission of this creator. not-declined: nothing to appeal. too-late: the days for it are over. already-appealed: once per decline. */
export type OpenRefusal = "not-found" | "not-declined" | "too-late" | "already-appealed";

export const openRefusals: Readonly<Record<OpenRefusal, string>> = {
  "not-found": "There is no such commission among yours.",
  "not-declined": "This commission is not declined any more. Reload the page.",
  "too-late": "The 30 days for an appeal are over, so the decline is final.",
  "already-appealed": "You appealed this decline already. The answer comes by mail and stands with the sale.",
};
