import { z } from "zod";
import { MAX_PARTING_REASON_LENGTH, partingIntents } from "./part-join-form-texts.ts";

/** A person of the brand says that a sign does not tell who this was, or takes that back. */
export const partJoinSchema = z.object({
  intent: z.enum(partingIntents, { error: "Press one of the buttons." }),
  sightingId: z.uuid("Press one of the buttons under a join."),
  signKey: z.string().min(1, "Press one of the buttons under a join.").max(100),
  reason: z
    .string({ error: "Say why: it is kept with the change." })
    .trim()
    .min(1, "Say why: it is kept with the change.")
    .max(MAX_PARTING_REASON_LENGTH, `At most ${MAX_PARTING_REASON_LENGTH} characters.`),
});
export type PartJoin = z.output<typeof partJoinSchema>;
