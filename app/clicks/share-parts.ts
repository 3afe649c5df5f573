import type { ActiveTime } from "./link-standing.ts";
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
  const activeTimes = new Map<string, ActiveTime>();

  /** The first value of this key, for all that come later. */
  function share<Value>(known: Map<string, Value>, key: string, value: Value): Value {
    const first = known.get(key);
    if (first !== undefined) return first;
    if (known.size >= MAX_REMEMBERED) known.clear();
    known.set(key, value);
    return value;
  }

  function shareText<Text extends string>(text: Text): Text {
    return share<string>(texts, text, text) as Text;
  }

  function shareAddress({ beforeId, afterId }: CutAddress): CutAddress {
    return share(addresses, `${beforeId} ${afterId}`, { beforeId: shareText(beforeId), afterId: shareText(afterId) });
  }

  function shareActiveTime(time: ActiveTime): ActiveTime {
    return share(activeTimes, `${time.activeFromMs} ${time.activeUntilMs} ${time.isLinkEnd}`, time);
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
      activeTime: shareActiveTime(flat.activeTime),
    };
  };
}
