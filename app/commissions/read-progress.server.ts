import type { Tx } from "#db/client.server.ts";
import { looksBack } from "#app/campaigns/rulebook.ts";
import type { EarningPartnership } from "./earning-partnership-store.server.ts";
import { periodOf } from "./progress.ts";
import {
  findProgress,
  lockPartnerships,
  type AnsweredProgress,
  type PersonsOrders,
  type ProgressQuestion,
} from "./progress-store.server.ts";
import { termsOfSale } from "./terms-of-sale.ts";

interface AskedSale {
  readonly saleId: string;
  readonly placedAt: Date;
  readonly person: PersonsOrders;
}

/** What to ask for one sale of one partnership; null where no version of its terms looks at other sales. */
export function questionOf(
  sale: AskedSale,
  partnership: Pick<EarningPartnership, "id" | "campaignId" | "acceptedTermsVersion" | "terms">,
): ProgressQuestion | null {
  if (!partnership.terms.some(looksBack)) return null;
  const { rulebook } = termsOfSale(partnership, sale.placedAt);
  const periodFrom = periodOf(sale.placedAt, rulebook?.period ?? "month").from;
  const allFrom = rulebook && rulebook.creatorCapMinor !== null ? new Date(0) : periodFrom;
  return { saleId: sale.saleId, partnershipId: partnership.id, periodFrom, allFrom, person: sale.person };
}

/**
 * What came before each of these sales for each of its partnerships whose terms look at it. They stay locked, so that two sales at once see
 * each other.
 */
export async function readProgress(
  tx: Tx,
  brandId: string,
  sales: readonly { readonly sale: AskedSale; readonly partnerships: readonly EarningPartnership[] }[],
): Promise<AnsweredProgress[]> {
  const questions = sales.flatMap(({ sale, partnerships }) =>
    partnerships.flatMap((partnership) => questionOf(sale, partnership) ?? []),
  );
  await lockPartnerships(tx, brandId, [...new Set(questions.map(({ partnershipId }) => partnershipId))]);
  // A statement of its own: it must see what was committed while this one waited for the locks.
  return findProgress(tx, brandId, questions);
}
