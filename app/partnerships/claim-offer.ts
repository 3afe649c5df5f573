import { z } from "zod";

export const MAX_MESSAGE_LENGTH = 1_000;

/** The form of a claim. The version is the one on the screen: what the creator agreed to is what they saw. */
export const claimOfferSchema = z.object({
  termsVersion: z.number({ error: "Open the offer again and try once more." }).int().positive(),
  message: z
    .string()
    .trim()
    .max(MAX_MESSAGE_LENGTH, `Keep the message under ${MAX_MESSAGE_LENGTH} characters.`)
    .default(""),
});

export interface OfferClaim {
  readonly creatorId: string;
  readonly userId: string;
  readonly campaignId: string;
  readonly termsVersion: number;
  readonly message: string;
}

export type ClaimRefusal =
  | "not-found"
  | "not-open"
  | "not-started"
  | "over"
  | "terms-changed"
  | "already-partnered"
  | "application-waiting"
  | "declined-before"
  | "ended-before"
  | "message-missing"
  | "destination-not-registered";

export const claimRefusals: Readonly<Record<ClaimRefusal, string>> = {
  "not-found": "This offer does not exist.",
  "not-open": "The brand is not taking creators for this campaign at the moment.",
  "not-started": "The campaign has not begun yet. Come back on its first day.",
  over: "The campaign is over.",
  "terms-changed": "The brand announced new terms while you were reading. Look at them below and decide again.",
  "already-partnered": "You already have a partnership in this campaign.",
  "application-waiting": "You have already applied. The brand has not answered yet.",
  "declined-before": "The brand declined your application to this campaign.",
  "ended-before": "Your partnership in this campaign has ended and cannot be claimed again.",
  "message-missing": "Write a sentence or two: the brand decides by it.",
  "destination-not-registered":
    "The brand’s page is no longer on a registered domain, so no link can be made. The brand has to mend that first.",
};
