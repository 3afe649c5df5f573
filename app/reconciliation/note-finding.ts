import { z } from "zod";

const MAX_NOTE_LENGTH = 1_000;

/** What a person found out about a difference. */
export const noteFindingSchema = z.object({
  note: z
    .string({ error: "Write what you found out, so that the next person need not look again." })
    .trim()
    .min(5, "Write what you found out, so that the next person need not look again.")
    .max(MAX_NOTE_LENGTH, `Keep the note under ${MAX_NOTE_LENGTH} characters.`),
});
