import { z } from "zod";
import type { Tx } from "#db/client.server.ts";
import {
  findLaterSale,
  lockPartnerships,
  type LaterSales,
  type SalePosition,
} from "#app/commissions/progress-store.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { lockForSettling } from "./lock-for-settling.server.ts";

/** Which sales of a partnership look back at one that counts for something else now. */
export const laterPayload = z.object({
  brandId: z.uuid(),
  partnershipId: z.uuid(),
  saleId: z.uuid(),
  from: z.iso.datetime(),
  until: z.iso.datetime().nullable(),
});

export type LaterPayload = z.infer<typeof laterPayload>;

export function payloadOf(brandId: string, { partnershipId, saleId, from, until }: LaterSales): LaterPayload {
  return { brandId, partnershipId, saleId, from: from.toISOString(), until: until?.toISOString() ?? null };
}

/**
 * Settles the later sales of a partnership again, one after the other in order of time, each in a transaction of its own: each looks at those
 * before it, so the order is what makes the end the same whatever arrived when. The next one is looked for under the partnership's lock,
 * so that a sale which is being recorded meanwhile is either found here or finds what stands here.
 */
export async function followLaterSales(
  services: Services,
  { brandId, partnershipId, saleId, from, until }: LaterPayload,
  settle: (tx: Tx, saleId: string) => Promise<unknown>,
): Promise<void> {
  const later: LaterSales = {
    partnershipId,
    saleId,
    from: new Date(from),
    until: until === null ? null : new Date(until),
  };
  const findNext = (last: SalePosition | null) =>
    services.db.inBrand(brandId, async (tx) => {
      await lockPartnerships(tx, brandId, [partnershipId]);
      return findLaterSale(tx, brandId, later, last);
    });
  for (let sale = await findNext(null); sale; sale = await findNext(sale)) {
    const { saleId: nextId } = sale;
    await services.db.inBrand(brandId, async (tx) => {
      if (await lockForSettling(tx, brandId, nextId)) await settle(tx, nextId);
    });
  }
}
