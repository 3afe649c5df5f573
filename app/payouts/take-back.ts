import { z } from "zod";
import type { PayoutStatus } from "./payout.ts";

const MAX_REASON_LENGTH = 200;
const MIN_REASON_LENGTH = 10;
const ASK_FOR_REASON = "Write why, in a sentence the creator understands: it is what they are told.";

/** Why finance takes a payout back. */
export const askTakeBackSchema = z.object({
  reason: z
    .string({ error: ASK_FOR_REASON })
    .trim()
    .min(MIN_REASON_LENGTH, ASK_FOR_REASON)
    .max(MAX_REASON_LENGTH, `Keep the reason under ${MAX_REASON_LENGTH} characters.`),
});

/** Why a payout cannot be taken back as it stands. */
export type TakeBackFault =
  "not-sent" | "already-returned" | "rail-not-configured" | "not-reversible" | "not-arrived" | "claimed-already";

export type TakeBackRefusal =
  | TakeBackFault
  | "unknown-payout"
  | "not-a-preparer"
  | "already-asked"
  | "not-an-approver"
  | "asked-by-you"
  | "not-asked";

interface JudgedPayout {
  readonly status: PayoutStatus;
  /** Null where the rail is an API rail that is not configured. */
  readonly rail: { readonly kind: "file" } | { readonly kind: "api"; readonly takesBack: "arrived" | "waiting" } | null;
  /** The provider's name of the payment. */
  readonly railReference: string | null;
}

/** What stands between a payout and being taken back; null where nothing does. */
export function findTakeBackFault({ status, rail, railReference }: JudgedPayout): TakeBackFault | null {
  if (status === "returned") return "already-returned";
  if (status === "prepared" || status === "cancelled") return "not-sent";
  if (rail === null) return "rail-not-configured";
  if (rail.kind === "file") return "not-reversible";
  if (railReference === null) return "not-arrived";
  if (rail.takesBack === "arrived") return status === "settled" ? null : "not-arrived";
  return status === "settled" ? "claimed-already" : null;
}
