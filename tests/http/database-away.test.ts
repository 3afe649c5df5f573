import { beforeEach, expect, onTestFinished, test } from "vitest";
import type { Services } from "#app/platform/services.server.ts";
import type { WebhookKind } from "#app/stores/store.ts";
import { createDatabase } from "#db/client.server.ts";
import { openDatabaseDoor, type DatabaseDoor } from "#tests/database/database-door.ts";
import { creatorBalances } from "#tests/world/books.ts";
import { openTeaShop, type TeaShop } from "#tests/world/lumen-tea.ts";
import { openTestWorld, type TestWorld } from "#tests/world/test-world.ts";
import { connectShop, deliver, shopifyOrder, stripeCheckout, wooCommerceOrder } from "./shop-deliveries.ts";

const AWAY_SECONDS = 60;
const TIMEOUT_MS = 120_000;

let world: TestWorld;
let tea: TeaShop;
let door: DatabaseDoor;
/** Services that reach the database through the door alone. */
let services: Services;

beforeEach(async () => {
  world = await openTestWorld();
  tea = await openTeaShop(world.services);
  door = await openDatabaseDoor(world.database.url);
  const db = createDatabase(door.url);
  services = { ...world.services, db };
  onTestFinished(async () => {
    await db.close();
    await door.shut();
  });
});

/** The order of a number, as each kind of shop sends it. */
const bodies: Readonly<Record<WebhookKind, (number: number) => string>> = {
  shopify: (number) => shopifyOrder({ id: number, name: `#${number}` }),
  woocommerce: (number) => wooCommerceOrder({ id: number, number: String(number) }),
  stripe: (number) =>
    stripeCheckout({ id: `cs_${number}`, payment_intent: `pi_${number}` }).replace("evt_1", `evt_${number}`),
};

const countOf = async (table: "inbox_events" | "sales") =>
  (await world.database.ownerSql`select from ${world.database.ownerSql(table)}`).length;

test.each(["shopify", "woocommerce", "stripe"] as const)(
  "the database is away for 60 seconds while %s sends an order each second: every answer is 5xx, and all arrive when they are sent again [A18]",
  async (kind) => {
    const storeId = await connectShop(services, { brandId: tea.brandId, userId: tea.fayUserId, kind });
    const send = (number: number) =>
      deliver(services, { kind, storeId, body: bodies[kind](number), deliveryId: `order-${number}` });
    const numbers = Array.from({ length: AWAY_SECONDS }, (_, second) => 1_001 + second);

    await door.shut();
    for (const number of numbers) {
      expect((await send(number)).status, `order ${number}`).toBe(503);
      world.clock.advanceMs(1_000);
    }
    await door.open();
    expect(await countOf("inbox_events")).toBe(0);

    // What could not be stored is sent again until it is taken, as every shop does.
    for (const number of numbers) while ((await send(number)).status !== 200);
    await world.drain();
    expect(await countOf("inbox_events")).toBe(AWAY_SECONDS);
    expect(await countOf("sales")).toBe(AWAY_SECONDS);
    const { held } = await creatorBalances(world.services, tea.brandId, tea.mara.creatorId);
    expect(held).toBe(500n * BigInt(AWAY_SECONDS));
  },
  TIMEOUT_MS,
);

test("the store is found but its event cannot be written: the answer is 5xx too, and nothing is lost [A18]", async () => {
  const storeId = await connectShop(services, { brandId: tea.brandId, userId: tea.fayUserId, kind: "shopify" });
  const send = () => deliver(services, { kind: "shopify", storeId, body: bodies.shopify(1_001) });
  await world.database.ownerSql`alter table inbox_events rename to inbox_away`;
  expect((await send()).status).toBe(503);
  await world.database.ownerSql`alter table inbox_away rename to inbox_events`;
  expect((await send()).status).toBe(200);
  await world.drain();
  expect(await countOf("sales")).toBe(1);
});
