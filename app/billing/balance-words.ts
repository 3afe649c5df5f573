import type { Tone } from "../ui/status.tsx";
import type { TopUpSource, TopUpStatus } from "./top-up.ts";

export const topUpWords: Readonly<Record<TopUpStatus, { readonly word: string; readonly tone: Tone }>> = {
  open: { word: "Waits to be paid", tone: "waiting" },
  waiting: { word: "Waits for a second look", tone: "waiting" },
  received: { word: "Received", tone: "good" },
  expired: { word: "Not paid", tone: "stopped" },
  declined: { word: "Not found at the bank", tone: "bad" },
};

export const sourceWords: Readonly<Record<TopUpSource, string>> = { stripe: "Stripe", bank: "Bank transfer" };
