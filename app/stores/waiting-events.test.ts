import { beforeEach, describe, expect, it } from "vitest";
import { auditEvents } from "#db/schema/access.ts";
import type { Services } from "#app/platform/services.server.ts";
import { connectShop, deliver, shopifyOrder } from "#tests/http/shop-deliveries.ts";
import { creatorBalances } from "#tests/world/books.ts";
import { addBrand, openTeaShop, type TeaShop } from "#tests/world/lumen-tea.ts";
import { openTestWorld, type TestWorld } from "#tests/world/test-world.ts";
import { dismissEvent } from "./dismiss-event.server.ts";
import { retryEvents } from "./retry-events.server.ts";
import { showEvent, showEvents } from "./show-events.server.ts";

let world: TestWorld;
let services: Services;
let tea: TeaShop;
let storeId: string;

const refund = JSON.stringify({
  id: 7, order_id: 1001, created_at: "2026-06-01T08:20:00Z", note: "Anna rang",
  refund_line_items: [{ line_item_id: 2, quantity: 1, subtotal: "20.00", total_tax: "0.00" }],
  transactions: [{ kind: "refund", status: "success", amount: "20.00", currency: "EUR" }],
}); // prettier-ignore

beforeEach(async () => {
  world = await openTestWorld();
  services = world.services;
  tea = await openTeaShop(services);
  storeId = await connectShop(services, { brandId: tea.brandId, userId: tea.fayUserId, kind: "shopify" });
  await deliver(services, { kind: "shopify", storeId, body: refund, topic: "refunds/create", deliveryId: "refund" });
  await deliver(services, { kind: "shopify", storeId, body: "{}", deliveryId: "empty" });
  await world.drain();
});

const list = async (shown: "waiting" | "failed" | "dismissed") =>
  (await showEvents(services, tea.brandId, { shown }, 1)).events;
const by = () => ({ brandId: tea.brandId, userId: tea.fayUserId });

describe("events that wait or failed", () => {
  it("are listed with why and since when, and shown without who bought", async () => {
    const { events, counts } = await showEvents(services, tea.brandId, { shown: "waiting" }, 1);
    expect(counts).toEqual({ waiting: 1, failed: 1, dismissed: 0 });
    expect(events).toMatchObject([{ topic: "refunds/create", outcome: "Refund 7 waits for its order 1001." }]);
    expect((await list("failed"))[0]?.outcome).toContain("id is missing");
    const shown = await showEvent(services, tea.brandId, events[0]?.id ?? "");
    expect(shown).toMatchObject({ ok: true, value: { body: expect.stringContaining('"order_id": 1001') as string } });
    expect(JSON.stringify(shown)).not.toContain("Anna");
  });

  it("are tried again all at once", async () => {
    expect(await retryEvents(services, { ...by(), filter: { shown: "failed" } })).toBe(1);
    await world.drain();
    expect((await list("failed"))[0]?.attempts).toBe(2);
  });

  it("are dismissed with a reason, which the audit log keeps; a refund still counts when its order comes", async () => {
    const [waiting] = await list("waiting");
    const dismissed = await dismissEvent(services, { ...by(), eventId: waiting?.id ?? "", reason: "A test of ours" });
    expect(dismissed).toMatchObject({ ok: true });
    expect(await list("waiting")).toEqual([]);
    expect(await list("dismissed")).toMatchObject([{ outcome: "Dismissed: A test of ours" }]);
    const audit = await services.db.inPlatform((tx) => tx.select().from(auditEvents));
    expect(audit).toContainEqual(
      expect.objectContaining({ action: "event.dismissed", detail: { reason: "A test of ours" } }),
    );
    expect(await dismissEvent(services, { ...by(), eventId: waiting?.id ?? "", reason: "Again" })).toMatchObject({
      refusal: "not-waiting",
    });
    await deliver(services, { kind: "shopify", storeId, body: shopifyOrder(), deliveryId: "order" });
    await world.drain();
    expect((await creatorBalances(services, tea.brandId, tea.mara.creatorId)).held).toBe(300n);
    expect(await list("dismissed")).toHaveLength(1);
  });

  it("are another brand's business alone", async () => {
    const { brandId } = await addBrand(services, "Other House");
    const [waiting] = await list("waiting");
    const eventId = waiting?.id ?? "";
    expect(await showEvent(services, brandId, eventId)).toMatchObject({ refusal: "unknown-event" });
    expect(await dismissEvent(services, { ...by(), brandId, eventId, reason: "Not mine" })).toMatchObject({
      refusal: "unknown-event",
    });
    expect(await retryEvents(services, { ...by(), brandId, filter: { shown: "waiting" } })).toBe(0);
  });
});
