import { formatCount } from "../ui/amount.tsx";
import type { FetchRefusal } from "./fetch-stripe.server.ts";

/** The status and sentence of each refusal. */
export const fetchRefusals: Readonly<Record<FetchRefusal, readonly [status: number, sentence: string]>> = {
  "not-configured": [409, "Stripe is not configured here, so there is nothing to fetch."],
  "stripe-trouble": [
    503,
    "Stripe did not answer as it should, so the days it was asked for were not kept. Try again in a few minutes; it is also asked every night.",
  ],
};

/** What was done, from the address: numbers and a known word, never its text. */
export function confirmationOf(search: URLSearchParams): string | null {
  const count = (name: string) => Math.max(0, Math.trunc(Number(search.get(name)) || 0));
  switch (search.get("done")) {
    case "noted":
      return "Noted. This difference counts as resolved.";
    case "up-to-date":
      return "Everything until the end of yesterday was fetched before.";
    case "fetched":
      return `Fetched and compared: ${counted(count("lines"), "movement")} at Stripe, ${formatCount(count("settled"))} payouts settled, ${formatCount(count("returned"))} came back.`;
    default:
      return null;
  }
}

export function counted(count: number, word: string): string {
  return `${formatCount(count)} ${word}${count === 1 ? "" : "s"}`;
}
