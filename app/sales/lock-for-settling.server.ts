import type { Tx } from "#db/client.server.ts";
import { findSaleIdentity, lockCustomers, lockSaleKey } from "./sale-store.server.ts";

/** Locks what comes before a known sale: its order and its customer. False when there is no such sale. */
export async function lockForSettling(tx: Tx, brandId: string, saleId: string): Promise<boolean> {
  const sale = await findSaleIdentity(tx, brandId, saleId);
  if (!sale) return false;
  await lockSaleKey(tx, brandId, sale.storeId, sale.externalId, saleId);
  if (sale.customerKey !== null) await lockCustomers(tx, brandId, [sale.customerKey]);
  return true;
}
