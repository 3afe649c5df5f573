import { z } from "zod";
import { MAX_APPLY_REASON } from "./replay-form-texts.ts";

/** The second look: why, in words every creator concerned reads, and that the numbers were seen. */
export const applyReplaySchema = z.object({
  reason: z
    .string({ error: "Say why, in a sentence or two: every creator concerned reads it." })
    .trim()
    .min(10, "Say why, in a sentence or two: every creator concerned reads it.")
    .max(MAX_APPLY_REASON, `Use at most ${MAX_APPLY_REASON} characters.`),
  seen: z.literal("yes", { error: "Confirm that you have looked at who gains and who loses." }),
});
