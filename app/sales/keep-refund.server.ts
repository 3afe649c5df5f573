import type { Tx } from "#db/client.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { LockedOrder } from "./lock-orders.server.ts";
import type { RefundFacts } from "./order-facts.ts";
import { saveRefund } from "./refund-store.server.ts";
import type { RefundRecord } from "./sale-record.ts";

/**
 * Keeps what is stated about one refund, whatever event brought it. Providers state the same refund in several ways: the statement that
 * says more - that it was withdrawn, which lines, a higher amount - is kept, so that any order of arrival ends with the same facts.
 * The caller holds the lock of the order's key. Returns whether anything changed.
 */
export async function keepRefund(
  services: Services,
  tx: Tx,
  brandId: string,
  storeId: string,
  refund: RefundFacts,
  { known, saleId, at }: { known: readonly RefundRecord[]; saleId: string | null; at: Date },
): Promise<boolean> {
  const held = known.find(({ externalId }) => externalId === refund.externalId);
  if (held && !saysMore(refund, held)) return false;
  const isWaiting = saleId === null;
  await saveRefund(tx, brandId, storeId, refund, {
    id: held?.id ?? services.newId(),
    isKnown: held !== undefined,
    saleId,
    status: isWaiting ? "parked" : "counted",
    statusReason: isWaiting ? "Its order is not known yet." : null,
    recordedAt: at,
  });
  return true;
}

/**
 * Keeps the refunds an order lists. In a version that is not the newest a complete list proves nothing: the newest list decides. Returns
 * whether anything changed.
 */
export async function keepListedRefunds(
  services: Services,
  tx: Tx,
  brandId: string,
  { storeId, saleId, order, at }: LockedOrder,
  known: readonly RefundRecord[],
): Promise<boolean> {
  let hasChanged = false;
  for (const refund of order.refunds) {
    const isChanged = await keepRefund(services, tx, brandId, storeId, refund, { known, saleId, at });
    hasChanged ||= isChanged;
  }
  return hasChanged;
}

function saysMore(stated: RefundFacts, held: RefundRecord): boolean {
  const order: readonly [number | bigint, number | bigint][] = [
    [Number(stated.isWithdrawn ?? false), Number(held.isWithdrawn)],
    [stated.lines.length, held.lines.length],
    [
      stated.lines.filter(({ netMinor }) => netMinor !== null).length,
      held.lines.filter(({ netMinor }) => netMinor !== null).length,
    ],
    [stated.amountMinor, held.amountMinor],
  ];
  const difference = order.find(([left, right]) => left !== right);
  return difference !== undefined && difference[0] > difference[1];
}
