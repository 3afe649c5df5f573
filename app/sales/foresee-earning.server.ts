import type { Tx } from "#db/client.server.ts";
import {
  codeKeysOf,
  foreseeTouches,
  nothingForeseen,
  type ForeseenTouches,
} from "#app/attribution/foresee-touches.server.ts";
import {
  findEarningOfCodes,
  findEarningPartnerships,
  type EarningPartnership,
} from "#app/commissions/earning-partnership-store.server.ts";

/** What the codes of orders lead to, and what those whom they lead to earn by. */
export interface Foreseen extends ForeseenTouches {
  readonly earning: readonly EarningPartnership[];
}

export const unforeseen: Foreseen = { ...nothingForeseen, earning: [] };

/**
 * Reads what the codes of orders lead to. Asked for together with the orders' locks it comes with their answer, and nobody has to ask again
 * once the orders are known; the server reads it after the locks.
 */
export async function foresee(
  tx: Tx,
  brandId: string,
  orders: readonly { readonly codes: readonly string[] }[],
): Promise<Foreseen> {
  const codeKeys = codeKeysOf(orders);
  const [touches, earning] = await Promise.all([
    foreseeTouches(tx, brandId, codeKeys),
    findEarningOfCodes(tx, brandId, codeKeys),
  ]);
  return { ...touches, earning };
}

/** What partnerships earn by, those that were foreseen and all others. */
export async function findEarning(
  tx: Tx,
  brandId: string,
  ids: readonly string[],
  { earning }: Foreseen,
): Promise<Map<string, EarningPartnership>> {
  const known = new Map(earning.map((one) => [one.id, one]));
  const unknownIds = [...new Set(ids)].filter((id) => !known.has(id));
  for (const one of await findEarningPartnerships(tx, brandId, unknownIds)) known.set(one.id, one);
  return known;
}
