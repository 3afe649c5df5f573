import { z } from "zod";
import { isId } from "#app/kit/ids.ts";

export const MAX_NOTE_LENGTH = 500;

/** The buttons of an application. A decline carries a note that the creator reads. */
export const answerApplicationSchema = z.object({
  partnershipId: z.string().refine(isId, "Open the list again and try once more."),
  intent: z.enum(["approve", "decline"]),
  note: z.string().trim().max(MAX_NOTE_LENGTH, `Keep the note under ${MAX_NOTE_LENGTH} characters.`).default(""),
});

export type AnswerRefusal =
  "not-found" | "already-answered" | "campaign-over" | "note-missing" | "destination-not-registered";

export const answerRefusals: Readonly<Record<AnswerRefusal, string>> = {
  "not-found": "This application does not exist.",
  "already-answered": "Somebody of your brand has already answered this application.",
  "campaign-over": "The campaign is over, so nobody can join it any more.",
  "note-missing": "Give the creator a reason: they read it word for word.",
  "destination-not-registered":
    "The campaign’s page is not on a registered domain of the brand, so no link can be made. Register the domain in the settings first.",
};
