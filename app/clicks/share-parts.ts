import type { CutAddress, RedirectTarget } from "./redirect-target.ts";

/** The most texts and addresses that are remembered for sharing; then it starts over, and what is in memory stays shared. */
const MAX_REMEMBERED = 50_000;

/**
 * Makes a target small for long keeping: what links of one brand, partnership or creator have in common is in memory once. `flatten` copies
 * a target so that its texts hold nothing else alive: a text put together from others keeps all of them.
 */
export function createPartSharing(
  flatten: (target: RedirectTarget) => RedirectTarget,
): (target: RedirectTarget) => RedirectTarget {
  const texts = new Map<string, string>();
  const addresses = new Map<string, CutAddress>();

  function shareText<Text extends string>(text: Text): Text {
    const known = texts.get(text);
    if (known !== undefined) return known as Text;
    if (texts.size >= MAX_REMEMBERED) texts.clear();
    texts.set(text, text);
    return text;
  }

  function shareAddress({ beforeId, afterId }: CutAddress): CutAddress {
    const key = `${beforeId} ${afterId}`;
    const known = addresses.get(key);
    if (known) return known;
    if (addresses.size >= MAX_REMEMBERED) addresses.clear();
    const address = { beforeId: shareText(beforeId), afterId: shareText(afterId) };
    addresses.set(key, address);
    return address;
  }

  return (target) => {
    const flat = flatten(target);
    return {
      ...flat,
      brandId: shareText(flat.brandId),
      partnershipId: shareText(flat.partnershipId),
      creatorId: shareText(flat.creatorId),
      placement: shareText(flat.placement),
      network: shareText(flat.network),
      destination: shareAddress(flat.destination),
      fallback: shareAddress(flat.fallback),
    };
  };
}
