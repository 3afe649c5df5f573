import { beforeEach, describe, expect, it } from "vitest";
import type { Services } from "#app/platform/services.server.ts";
import { deliver, shopifyOrder } from "#tests/http/shop-deliveries.ts";
import { addBrand, addStore, openTeaShop, type TeaShop } from "#tests/world/lumen-tea.ts";
import { openTestWorld, type TestWorld } from "#tests/world/test-world.ts";
import { changeStore } from "./change-store.server.ts";
import { connectStore } from "./connect-store.server.ts";
import { connectStoreSchema, type ConnectStore } from "./connect-store.ts";
import { disconnectStore } from "./disconnect-store.server.ts";
import { listStoresOfBrand, showStore } from "./list-stores.server.ts";
import { replaceStoreSecret } from "./replace-store-secret.server.ts";

let world: TestWorld;
let services: Services;
let tea: TeaShop;

beforeEach(async () => {
  world = await openTestWorld();
  services = world.services;
  tea = await openTeaShop(services);
});

const shopify = (changes: Partial<ConnectStore> = {}): ConnectStore => ({
  storeId: services.newId(),
  kind: "shopify",
  name: "Online shop",
  address: "https://Lumen-Tea.myshopify.com/",
  secret: "shpss_0123456789",
  ...changes,
});

const connect = (store: ConnectStore, brandId = tea.brandId) =>
  connectStore(services, { ...store, brandId, userId: tea.fayUserId });
const auditedActions = async () =>
  (await world.database.ownerSql<{ action: string }[]>`select action from audit_events order by occurred_at, id`).map(
    ({ action }) => action,
  );

describe("connecting a store", () => {
  it("keeps the secret encrypted, shows it nowhere and writes the audit log", async () => {
    const outcome = await connect(shopify());
    expect(outcome.ok).toBe(true);
    const stores = await listStoresOfBrand(services, tea.brandId);
    expect(stores.find((store) => store.name === "Online shop")).toMatchObject({
      address: "lumen-tea.myshopify.com",
      kind: "shopify",
    });
    expect(JSON.stringify(stores)).not.toMatch(/secret/i);
    expect(JSON.stringify(await world.database.ownerSql`select * from stores`)).not.toContain("shpss_0123456789");
    expect(await auditedActions()).toEqual(["store.connected"]);
  });

  it("twice with one id is one store", async () => {
    const store = shopify();
    expect(await connect(store)).toEqual(await connect(store));
    expect(await auditedActions()).toEqual(["store.connected"]);
  });

  it("refuses the same shop a second time, until the first is disconnected", async () => {
    const first = shopify();
    await connect(first);
    expect(await connect(shopify({ address: "lumen-tea.myshopify.com" }))).toMatchObject({
      refusal: "already-connected",
    });
    await disconnectStore(services, { brandId: tea.brandId, userId: tea.fayUserId, storeId: first.storeId });
    expect(await connect(shopify())).toMatchObject({ ok: true });
  });

  it("lets two brands each have their API, and one brand only one", async () => {
    const api = (): ConnectStore => shopify({ kind: "api", name: "API", address: "", secret: "" });
    const other = await addBrand(services, "Amber Coffee");
    expect(await connect(api())).toMatchObject({ ok: true });
    expect(await connect(api(), other.brandId)).toMatchObject({ ok: true });
    expect(await connect(api())).toMatchObject({ refusal: "already-connected" });
  });

  it.each<[string, Partial<ConnectStore>, string]>([
    ["a Shopify shop by another address", { address: "lumentea.example" }, "address"],
    ["a WooCommerce shop without an address", { kind: "woocommerce", address: "" }, "address"],
    ["a short secret", { secret: "abc" }, "secret"],
    ["a secret with a space", { secret: "shpss_0123 456789" }, "secret"],
    ["a Stripe secret that is an API key", { kind: "stripe", secret: "sk_live_0123456789" }, "secret"],
    ["no name", { name: " " }, "name"],
  ])("asks again for %s", (_case, changes, field) => {
    const result = connectStoreSchema.safeParse(shopify(changes));
    expect(result.error?.issues.map(({ path }) => path.join("."))).toEqual([field]);
  });
});

describe("a connected store", () => {
  const body = shopifyOrder();
  const by = () => ({ brandId: tea.brandId, userId: tea.fayUserId });

  it("takes deliveries signed with its new secret, and no more with the old one", async () => {
    const { storeId } = shopify();
    await connect(shopify({ storeId }));
    expect(await replaceStoreSecret(services, { ...by(), storeId, secret: "shpss_the-new-one" })).toMatchObject({
      ok: true,
    });
    expect((await deliver(services, { kind: "shopify", storeId, body, secret: "shpss_0123456789" })).status).toBe(401);
    expect((await deliver(services, { kind: "shopify", storeId, body, secret: "shpss_the-new-one" })).status).toBe(200);
    expect(await auditedActions()).toEqual(["store.connected", "store.secret-replaced"]);
  });

  it("takes nothing once it is disconnected, and its secret is gone", async () => {
    const { storeId } = shopify();
    await connect(shopify({ storeId }));
    await disconnectStore(services, { ...by(), storeId });
    expect((await deliver(services, { kind: "shopify", storeId, body, secret: "shpss_0123456789" })).status).toBe(404);
    expect(await disconnectStore(services, { ...by(), storeId })).toMatchObject({ refusal: "not-connected" });
    expect([...(await world.database.ownerSql`select secret_encrypted from stores where id = ${storeId}`)]).toEqual([
      { secret_encrypted: null },
    ]);
  });

  it("is another brand's business alone", async () => {
    const other = await addBrand(services, "Amber Coffee");
    expect(await showStore(services, other.brandId, tea.storeId)).toMatchObject({ refusal: "unknown-store" });
    expect(
      await disconnectStore(services, { brandId: other.brandId, userId: tea.fayUserId, storeId: tea.storeId }),
    ).toMatchObject({ ok: false });
    expect(await showStore(services, tea.brandId, "no-id")).toMatchObject({ refusal: "unknown-store" });
  });
});

describe("the forms of a store's page", () => {
  const send = (storeId: string, fields: Record<string, string | File>) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return changeStore(services, { brandId: tea.brandId, userId: tea.fayUserId, storeId, form });
  };

  it("keep a file, whose columns are asked for next", async () => {
    const storeId = await addStore(services, tea.brandId, "Market stall", "csv");
    const file = new File(["order_id;placed_at;currency;quantity;price\n1;2026-05-01;EUR;1;10,00\n"], "orders.csv");
    const kept = await send(storeId, { intent: "upload", file });
    expect(kept).toMatchObject({ status: 200, answer: { fileId: expect.any(String) as string } });
    expect(await send(storeId, { intent: "upload", file: new File([], "empty.csv") })).toMatchObject({ status: 422 });
    expect(await send(storeId, { intent: "upload", file: new File(["a,b\n"], "other.csv") })).toMatchObject({
      status: 422,
      answer: { fieldProblem: "The file has no row of an order below its first line." },
    });
    expect(await send(tea.storeId, { intent: "upload", file })).toMatchObject({ status: 409 });
  });

  it("try a failed event again", async () => {
    const storeId = services.newId();
    await connect(shopify({ storeId }));
    await deliver(services, { kind: "shopify", storeId, body: "{}", secret: "shpss_0123456789" });
    await world.drain();
    const shown = await showStore(services, tea.brandId, storeId);
    const eventId = shown.ok ? shown.value.events[0]?.id : undefined;
    expect(await send(storeId, { intent: "retry", eventId: eventId ?? "" })).toMatchObject({ status: 200 });
    expect(world.queue.waiting).toHaveLength(1);
    expect(await send(storeId, { intent: "retry", eventId: services.newId() })).toMatchObject({ status: 409 });
  });

  it("refuse what is incomplete or too large", async () => {
    expect(await send(tea.storeId, { intent: "replace-secret", secret: "abc" })).toMatchObject({
      status: 422,
      answer: { fieldProblem: "The secret has at least 8 characters. Copy all of it." },
    });
    expect(await send(tea.storeId, {})).toMatchObject({ status: 422 });
    const tooLarge = { brandId: tea.brandId, userId: tea.fayUserId, storeId: tea.storeId, form: null };
    expect(await changeStore(services, tooLarge)).toMatchObject({ status: 413 });
  });
});
