import { waitSentence } from "./wait-sentence.ts";

/** The answer to a link of a mail that opens nothing, to be thrown: 404 with a sentence, or 429 with the wait. */
export function linkRefusal(
  outcome: { readonly refusal: "unknown-link" | "too-many-tries"; readonly detail?: string },
  sentence: string,
): Response {
  if (outcome.refusal === "unknown-link") return new Response(sentence, { status: 404 });
  const waitSeconds = Number(outcome.detail ?? "60");
  return new Response(waitSentence(waitSeconds), { status: 429, headers: { "Retry-After": String(waitSeconds) } });
}
