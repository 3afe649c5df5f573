import { beforeAll, describe, expect, test } from "vitest";
import { startSession } from "#app/access/sessions.server.ts";
import { addDays } from "#app/kit/clock.ts";
import type { OrderFacts } from "#app/sales/order-facts.ts";
import { recordOrder } from "#app/sales/record-order.server.ts";
import { receiveEvent } from "#app/stores/receive-event.server.ts";
import { findStore } from "#app/stores/store-records-store.server.ts";
import { addClick, addCreator, addPartnership, openTeaShop, type TeaShop } from "#tests/world/lumen-tea.ts";
import { orderOf } from "#tests/world/tea-orders.ts";
import { openTestWorld, WORLD_START, type TestWorld } from "#tests/world/test-world.ts";
import { ask, listRoutes } from "./tenancy-routes.ts";

const BUYER = { email: "anna.buyer@people.example", customerId: "customer-77001", externalId: "5550001" };
const routes = await listRoutes();
const loaderOf = (name: string) => {
  const loader = routes.find((route) => route.name === name)?.loader;
  if (!loader) throw new Error(`${name} has no loader.`);
  return loader;
};

let world: TestWorld;
let shop: TeaShop;
let maraToken: string;
let jonas: { creatorId: string; partnershipId: string; linkId: string };
let visitorKey: string;

beforeAll(async () => {
  world = await openTestWorld();
  shop = await openTeaShop(world.services);
  const person = await addCreator(world.services, "Jonas Berg");
  jonas = {
    ...person,
    ...(await addPartnership(world.services, shop.brandId, { ...shop, ...person, code: "JONAS5" })),
  };
  maraToken = await world.services.db.inPlatform((tx) => startSession(world.services, tx, shop.mara.userId));
  visitorKey = "keyed-hash-of-the-visitor";
});

async function record(externalId: string, choices: Partial<OrderFacts>): Promise<string> {
  const buyer = { customerEmail: BUYER.email, customerExternalId: BUYER.customerId };
  const order = orderOf(WORLD_START, { externalId, externalName: `#${externalId}`, ...buyer, ...choices });
  const { saleId } = await world.services.db.inBrand(shop.brandId, (tx) =>
    recordOrder(world.services, tx, shop.brandId, shop.storeId, order),
  );
  if (saleId === null) throw new Error("The order was not recorded.");
  return saleId;
}

async function clicksOfBoth(): Promise<string[]> {
  const at = (days: number) => ({ at: addDays(WORLD_START, -days), visitor: visitorKey, placement: "story" });
  return [
    await addClick(world.services, shop.brandId, jonas, at(3)),
    await addClick(world.services, shop.brandId, shop.mara, at(2)),
  ];
}

/** All that the database knows of the buyer, as it is stored: hashes, ids of the shop, addresses. */
async function secretsOf(saleId: string): Promise<string[]> {
  const [sale] = await world.database.ownerSql<{ customer_key: string; facts_hash: string }[]>`
    select customer_key, facts_hash from sales where id = ${saleId}`;
  const name = BUYER.email.split("@")[0] ?? "";
  const hashes = [sale?.customer_key ?? "", sale?.facts_hash ?? ""];
  return [BUYER.email, name, "anna", BUYER.customerId, ...hashes, visitorKey, "192.0.2", "Mozilla"];
}

async function readAsMara(saleId: string): Promise<string> {
  const params = { saleId };
  const answer = await ask(world.services, loaderOf("creator/sale"), { params, sessionToken: maraToken });
  expect(answer.status).toBe(200);
  return answer.text;
}

/** Whoever decided, every candidate of the stored decision is on the page with its verdict, beside the rule. */
async function expectWhole(saleId: string, text: string): Promise<void> {
  const [decision] = await world.database.ownerSql<{ rule: string; candidates: { verdict: string }[] }[]>`
    select rule, candidates from attributions where sale_id = ${saleId} order by sequence desc limit 1`;
  const { explanation } = JSON.parse(text) as {
    explanation: { decision: { rule: string; candidates: { verdict: string; sentence: string }[] } };
  };
  const shown = explanation.decision;
  expect(shown.rule).toBe(decision?.rule);
  expect(shown.candidates.map(({ verdict }) => verdict)).toEqual(decision?.candidates.map(({ verdict }) => verdict));
  for (const { sentence } of shown.candidates) expect(sentence).toMatch(/^[A-Z].*\.$/);
}

describe("what a creator is sent about a sale holds nothing of the buyer, names every candidate and the rule [A40]", () => {
  const stories: Readonly<Record<string, { rule: string; tell: () => Promise<string> }>> = {
    "a credited sale": {
      rule: "code-wins",
      tell: async () => record("1001", { codes: ["MARA10", "WELCOME5"], clickIds: await clicksOfBoth() }),
    },
    "a sale that another creator won back": {
      rule: "code-wins",
      tell: async () => {
        const clickIds = await clicksOfBoth();
        await record("1002", { codes: ["MARA10"], clickIds });
        return record("1002", { codes: ["JONAS5"], clickIds, providerUpdatedAt: addDays(WORLD_START, 1) });
      },
    },
    "a sale that is nobody's any more": {
      // The buyer's earlier orders lead to Mara, which this campaign does not pay for.
      rule: "no-eligible-touch",
      tell: async () => {
        await record("1003", { codes: ["MARA10"] });
        return record("1003", { codes: [], providerUpdatedAt: addDays(WORLD_START, 1) });
      },
    },
  };

  test.each(Object.entries(stories))("%s", async (_name, { rule, tell }) => {
    const saleId = await tell();
    const text = await readAsMara(saleId);
    await expectWhole(saleId, text);
    expect(text).toContain(`"rule":"${rule}"`);
    for (const secret of [...(await secretsOf(saleId)), "Jonas", "JONAS5", "WELCOME5"]) {
      expect(text.toLowerCase(), secret).not.toContain(secret.toLowerCase());
    }
  });

  test("a sale that never was theirs is answered like one that does not exist", async () => {
    const saleId = await record("1004", { codes: ["JONAS5"] });
    const asked = (id: string) =>
      ask(world.services, loaderOf("creator/sale"), { params: { saleId: id }, sessionToken: maraToken });
    expect(await asked(saleId)).toEqual(await asked(world.services.newId()));
    expect((await asked(saleId)).status).toBe(404);
  });

  test("an order as a shop sends it, with name, address and telephone", async () => {
    const store = await world.services.db.inBrand(shop.brandId, (tx) => findStore(tx, shop.brandId, shop.storeId));
    if (!store) throw new Error("The shop is not connected.");
    const at = world.clock.now().toISOString();
    const person = { first_name: "Annabel", last_name: "Buyerson", phone: "+4915112345678" };
    const body = JSON.stringify({
      ...{ id: Number(BUYER.externalId), name: "#5550", currency: "EUR", created_at: at, updated_at: at },
      ...{ financial_status: "paid", subtotal_price: "50.00", total_price: "50.00", total_tax: "0.00" },
      ...{
        taxes_included: false,
        email: BUYER.email,
        phone: person.phone,
        browser_ip: "203.0.113.99",
        landing_site: "/",
      },
      customer: { id: 90210777, email: BUYER.email, ...person },
      shipping_address: { ...person, address1: "Lindenallee 12", city: "Zwickau", zip: "08056" },
      billing_address: { ...person, address1: "Lindenallee 12", city: "Zwickau", zip: "08056" },
      discount_codes: [{ code: "MARA10", amount: "0.00", type: "percentage" }],
      line_items: [{ id: 1, title: "Sencha", sku: "SEN", quantity: 1, price: "50.00" }],
    });
    const headers = { "x-shopify-topic": "orders/paid" };
    await receiveEvent(world.services, store, { topic: "orders/paid", deliveryKey: "d-1", body, headers });
    await world.drain();
    const [sale] = await world.database.ownerSql<{ id: string }[]>`
      select id from sales where external_id = ${BUYER.externalId}`;
    const text = await readAsMara(sale?.id ?? "");
    const told = ["Annabel", "Buyerson", "15112345678", "203.0.113", "90210777", "Lindenallee", "Zwickau", "08056"];
    for (const secret of [...(await secretsOf(sale?.id ?? "")), ...told]) expect(text, secret).not.toContain(secret);
  });
});
