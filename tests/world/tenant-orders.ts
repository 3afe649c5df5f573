import { appendToJournal } from "#app/clicks/click-journal-store.server.ts";
import { drainClicks } from "#app/clicks/drain-clicks.server.ts";
import { composeBatch } from "#app/clicks/journal-line.ts";
import type { Clock } from "#app/kit/clock.ts";
import type { Services } from "#app/platform/services.server.ts";
import { receiveEvent } from "#app/stores/receive-event.server.ts";
import { findStore } from "#app/stores/store-records-store.server.ts";
import type { TenantCast } from "./tenant-cast.ts";

/** A shopper follows the partnership's link. Returns the click, and the code that stands beside the link. */
export async function follow(
  { services, clock }: { services: Services; clock: Clock },
  { words }: TenantCast,
  brandId: string,
  partnershipId: string,
) {
  const [row] = await services.db.sql<{ link_id: string; code: string }[]>`
    select links.id as link_id, codes.code from links join codes on codes.partnership_id = links.partnership_id
    where links.partnership_id = ${partnershipId}`;
  if (!row) throw new Error("The partnership has no link.");
  const clickId = services.newId();
  const facts = {
    brandId,
    id: clickId,
    linkId: row.link_id,
    partnershipId,
    occurredAt: clock.now(),
    placement: `story-${words.pair}`,
  };
  const shopper = {
    visitorKey: clickId,
    hourKey: clickId,
    addressPrefix: "192.0.2.0",
    userAgent: `Mozilla/5.0 ${words.secret}`,
    refererHost: `${words.pair.toLowerCase()}.example`,
  };
  const seen = { network: "instagram", country: "DE", device: "phone", isScan: false } as const;
  const click = { ...facts, ...shopper, ...seen, class: "counted", reason: "" } as const;
  await appendToJournal(services.db.sql, [composeBatch(services.newId(), [click])]);
  await drainClicks(services);
  return { code: row.code, clickId };
}

interface ShopOrder {
  readonly id: number;
  readonly name: string;
  readonly title: string;
  readonly code: string | null;
  readonly clickId: string | null;
}

/** Orders of 125.00 each arrive from the shop. Returns the last event's id. */
export async function sell(
  services: Services,
  { words }: TenantCast,
  brandId: string,
  storeId: string,
  orders: readonly ShopOrder[],
): Promise<string> {
  const store = await services.db.inBrand(brandId, (tx) => findStore(tx, brandId, storeId));
  if (!store) throw new Error("The shop is not connected.");
  const at = services.clock.now().toISOString();
  let eventId = "";
  for (const { id, name, title, code, clickId } of orders) {
    const body = JSON.stringify({
      ...{
        id,
        name,
        currency: "EUR",
        created_at: at,
        updated_at: at,
        financial_status: "paid",
        subtotal_price: "125.00",
        total_price: "125.00",
      },
      ...{
        total_tax: "0.00",
        taxes_included: false,
        email: `${words.secret}-${id}@buyers.example`,
        note: words.secret,
      },
      ...{
        landing_site: clickId ? `/?fs_click=${clickId}` : "/",
        shipping_address: { address1: `${words.secret} street` },
      },
      discount_codes: code ? [{ code, amount: "0.00", type: "percentage" }] : [],
      line_items: [{ id: id * 10, title, sku: title, quantity: 1, price: "125.00" }],
    });
    const headers = { "x-shopify-topic": "orders/paid" };
    ({ eventId } = await receiveEvent(services, store, {
      topic: "orders/paid",
      deliveryKey: `delivery-${id}`,
      body,
      headers,
    }));
  }
  return eventId;
}

export async function findSale(services: Services, brandId: string, externalId: string): Promise<string> {
  const [row] = await services.db.sql<
    { id: string }[]
  >`select id from sales where brand_id = ${brandId} and external_id = ${externalId}`;
  if (!row) throw new Error(`The order ${externalId} became no sale.`);
  return row.id;
}
