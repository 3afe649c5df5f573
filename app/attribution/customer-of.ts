import type { Credit } from "./decision.ts";

/** The partnership that a decided sale binds its customer to. Of several who share it the one with the largest part; the older partnership among equals. A sale that was itself decided by a binding does not renew it. */
export function bindingPartnershipOf(
  credits: readonly Pick<Credit, "partnershipId" | "shareBps" | "touchKind">[],
): string | null {
  const [largest] = credits
    .filter(({ touchKind }) => touchKind !== "binding")
    .sort((one, other) => other.shareBps - one.shareBps || (one.partnershipId < other.partnershipId ? -1 : 1));
  return largest?.partnershipId ?? null;
}
