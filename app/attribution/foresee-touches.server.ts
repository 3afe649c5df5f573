import type { Tx } from "#db/client.server.ts";
import { findCodes, type FoundCode } from "#app/links/code-store.server.ts";
import { findPartnershipsOfCodes } from "./touched-partnership-store.server.ts";
import { enteredCodes } from "./entered-codes.ts";
import type { TouchedPartnership } from "./sale-evidence.ts";

/** What the codes of orders lead to, read before it is known what else there is. */
export interface ForeseenTouches {
  /** Every code of the orders that anybody owns; null where nobody has looked. */
  readonly codes: readonly FoundCode[] | null;
  /** Those whom the codes lead to. */
  readonly partnerships: readonly TouchedPartnership[];
}

export const nothingForeseen: ForeseenTouches = { codes: null, partnerships: [] };

/** The codes of orders as they are looked up, each once. */
export function codeKeysOf(orders: readonly { readonly codes: readonly string[] }[]): string[] {
  return [...new Set(orders.flatMap(({ codes }) => [...enteredCodes(codes).keys()]))];
}

export async function foreseeTouches(tx: Tx, brandId: string, codeKeys: readonly string[]): Promise<ForeseenTouches> {
  const [codes, partnerships] = await Promise.all([
    findCodes(tx, brandId, codeKeys),
    findPartnershipsOfCodes(tx, brandId, codeKeys),
  ]);
  return { codes, partnerships };
}
