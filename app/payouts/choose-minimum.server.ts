import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { formatAmount } from "#app/kit/amount-text.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { ChooseMinimum, ChooseMinimumRefusal } from "./choose-minimum.ts";
import { minimumIn, payoutTermsAt } from "./payout-terms.ts";
import { findPayoutTerms, insertOwnMinimum } from "./payout-terms-store.server.ts";

/** An own amount is at most so many times the platform's smallest payout: a slip of the keyboard would stop all payouts. */
const MOST_TIMES = 1_000n;

/** Keeps a creator's money together until it reaches an amount of their own choice, never below the platform's. In force from the next batch on. */
export async function chooseMinimum(
  services: Services,
  {
    creatorId,
    userId,
    currency,
    minimumMinor,
  }: ChooseMinimum & { readonly creatorId: string; readonly userId: string },
): Promise<Outcome<{ readonly isOwn: boolean }, ChooseMinimumRefusal>> {
  return services.db.inPlatform(async (tx) => {
    const setAt = services.clock.now();
    const platformMinor = minimumIn(payoutTermsAt(await findPayoutTerms(tx), setAt), currency);
    if (minimumMinor !== null && minimumMinor < platformMinor)
      return refused("below-smallest-payout", formatAmount(platformMinor, currency));
    if (minimumMinor !== null && minimumMinor > platformMinor * MOST_TIMES)
      return refused("too-high", formatAmount(platformMinor * MOST_TIMES, currency));
    await insertOwnMinimum(tx, { id: services.newId(), creatorId, currency, minimumMinor, setAt });
    await recordAuditEvent(services, tx, {
      ...{ brandId: null, actorUserId: userId, action: "payout-minimum.chosen", subjectId: creatorId },
      detail: { currency, minimumMinor: minimumMinor?.toString() ?? null },
    });
    return done({ isOwn: minimumMinor !== null });
  });
}
