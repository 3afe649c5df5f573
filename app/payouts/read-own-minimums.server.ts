import type { Services } from "#app/platform/services.server.ts";
import { sumEarnings } from "./earnings-store.server.ts";
import { minimumIn, payoutTermsAt, plannedPayoutTerms } from "./payout-terms.ts";
import { findOwnMinimumsOf, findPayoutTerms } from "./payout-terms-store.server.ts";

/** From which amount on a creator is paid: in the currencies they earn in or chose an amount for, else in those the terms list. */
export function readOwnMinimums(services: Services, creatorId: string) {
  return services.db.inPlatform(async (tx) => {
    const now = services.clock.now();
    const versions = await findPayoutTerms(tx);
    const inForce = payoutTermsAt(versions, now);
    const [next] = plannedPayoutTerms(versions, now);
    const own = await findOwnMinimumsOf(tx, creatorId);
    const earned = (await sumEarnings(tx, creatorId, now)).map(({ currency }) => currency);
    const wanted = [...new Set([...earned, ...own.keys()])].sort();
    return (wanted.length > 0 ? wanted : Object.keys(inForce.minimumMinor)).map((currency) => {
      const platformMinor = minimumIn(inForce, currency);
      const plannedMinor = next ? minimumIn(next, currency) : platformMinor;
      const from = next?.inForceFrom ?? null;
      return {
        ...{ currency, platformMinor, ownMinor: own.get(currency) ?? null },
        planned: from !== null && plannedMinor !== platformMinor ? { platformMinor: plannedMinor, from } : null,
      };
    });
  });
}
