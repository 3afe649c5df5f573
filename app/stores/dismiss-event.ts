import { z } from "zod";
import { MAX_REASON_LENGTH, MIN_REASON_LENGTH } from "./dismiss-form-texts.ts";

export const dismissSchema = z.object({
  reason: z
    .string({ error: "Say why nothing is to be done about it." })
    .trim()
    .min(MIN_REASON_LENGTH, "Say in a few words why nothing is to be done about it.")
    .max(MAX_REASON_LENGTH, `At most ${MAX_REASON_LENGTH} characters.`),
});
