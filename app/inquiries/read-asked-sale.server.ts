import type { Tx } from "#db/client.server.ts";
import { veilFor } from "#app/insights/veil-creators.ts";
import { countsAsSale } from "#app/sales/sale-record.ts";
import { findDecision, findSalesOfNumber } from "./asked-sale-store.server.ts";
import { answerMissingSale, missingSaleAnswers, type AskedSale, type ToldAnswer } from "./missing-sale-answer.ts";

/** An answer with the order it is about. */
export interface FoundAnswer extends ToldAnswer {
  readonly brandId: string;
  readonly saleId: string;
}

/**
 * What the creator may be told about the orders of this number at these brands, one answer per brand: where several stores of a brand
 * count alike, the order that is nearest to being theirs answers.
 */
export async function answerOrders(
  tx: Tx,
  creatorId: string,
  brandIds: readonly string[],
  orderKey: string,
): Promise<FoundAnswer[]> {
  const found: FoundAnswer[] = [];
  for (const { id, brandId, attributionId, ...standing } of await findSalesOfNumber(tx, brandIds, orderKey)) {
    const decision = attributionId === null ? null : await findDecision(tx, brandId, attributionId);
    if (decision) {
      found.push({ ...answerMissingSale(askedSaleOf(creatorId, decision, standing)), brandId, saleId: id });
    }
  }
  const nearestFirst = found.sort((one, other) => rankOf(one) - rankOf(other));
  return nearestFirst.filter(
    (one, index) => nearestFirst.findIndex(({ brandId }) => brandId === one.brandId) === index,
  );
}

function rankOf({ answer }: ToldAnswer): number {
  return missingSaleAnswers.indexOf(answer);
}

type DecisionOfSale = NonNullable<Awaited<ReturnType<typeof findDecision>>>;

function askedSaleOf(
  creatorId: string,
  { sentence, candidates, credited }: DecisionOfSale,
  standing: Parameters<typeof countsAsSale>[0],
): AskedSale {
  const veil = veilFor(creatorId, [...credited, ...candidates], candidates);
  return {
    isCancelled: !countsAsSale(standing),
    isCredited: credited.length > 0,
    isCreditedToAsker: credited.some((credit) => credit.creatorId === creatorId),
    sentence: veil(sentence),
    own: candidates
      .filter((candidate) => candidate.creatorId === creatorId)
      .map((candidate) => ({ verdict: candidate.verdict, sentence: veil(candidate.sentence) })),
  };
}
