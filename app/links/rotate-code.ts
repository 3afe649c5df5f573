import { z } from "zod";

/** after-grace: the old code works and credits for the campaign's grace. at-once: it ends now, for a code that does harm. */
export const codeEndings = ["after-grace", "at-once"] as const;
export type CodeEnding = (typeof codeEndings)[number];

export const rotateCodeSchema = z.object({
  codeId: z.uuid({ error: "Reload the page and choose the code again." }),
  ending: z.enum(codeEndings, { error: "Choose when the old code ends." }).default("after-grace"),
});

export type RotateCode = z.infer<typeof rotateCodeSchema>;

export type RotateRefusal = "not-found" | "not-running";

export const rotateRefusals: Readonly<Record<RotateRefusal, string>> = {
  "not-found": "This code was replaced before, or is not of this brand. Reload the page.",
  "not-running": "This partnership is over, so its codes stay as they are.",
};
