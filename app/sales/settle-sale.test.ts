import { beforeEach, describe, expect, it } from "vitest";
import { eq } from "drizzle-orm";
import { campaigns } from "#db/schema/campaigns.ts";
import { ledgerTransactions } from "#db/schema/ledger.ts";
import { addDays } from "#app/kit/clock.ts";
import type { ArrivedClick } from "#app/clicks/arrived-click.ts";
import { appendToJournal } from "#app/clicks/click-journal-store.server.ts";
import { drainClicks } from "#app/clicks/drain-clicks.server.ts";
import { composeBatch } from "#app/clicks/journal-line.ts";
import { sweepLastCountedJob } from "#app/clicks/sweep-last-counted.job.server.ts";
import { booksOf, commissionsOf, creatorBalances, decisionsOf } from "#tests/world/books.ts";
import {
  addCampaign,
  addClick,
  addCreator,
  addPartnership,
  openTeaShop,
  type CampaignChoices,
  type TeaShop,
} from "#tests/world/lumen-tea.ts";
import { orderOf } from "#tests/world/tea-orders.ts";
import { openTestWorld, WORLD_START, type TestWorld } from "#tests/world/test-world.ts";
import type { OrderFacts } from "./order-facts.ts";
import { recordOrder } from "./record-order.server.ts";
import { settleSale } from "./settle-sale.server.ts";

let world: TestWorld;
let shop: TeaShop;

const open = async (campaign: CampaignChoices = {}) => {
  world = await openTestWorld();
  shop = await openTeaShop(world.services, campaign);
};
beforeEach(() => open());

const record = (facts: OrderFacts) =>
  world.services.db.inBrand(shop.brandId, (tx) => recordOrder(world.services, tx, shop.brandId, shop.storeId, facts));
const held = async (creatorId = shop.mara.creatorId) =>
  (await creatorBalances(world.services, shop.brandId, creatorId)).held;
const named = (externalId: string, choices: Partial<OrderFacts> = {}) => ({
  externalId,
  externalName: `#${externalId}`,
  ...choices,
});

describe("settling again", () => {
  it("changes nothing: no decision, no posting", async () => {
    const { saleId } = await record(orderOf(WORLD_START, { codes: ["MARA10"] }));
    for (let again = 0; again < 3; again += 1) {
      await world.services.db.inBrand(shop.brandId, (tx) => settleSale(world.services, tx, shop.brandId, saleId ?? ""));
    }
    expect(await decisionsOf(world.services, shop.brandId)).toMatchObject([{ sequence: 1 }]);
    const postings = await world.services.db.inBrand(shop.brandId, (tx) => tx.select().from(ledgerTransactions));
    expect(postings).toHaveLength(1);
  });
});

describe("a code that was replaced", () => {
  it("credits the orders placed within its grace, also when we hear of them later, and none placed after it", async () => {
    const creditsUntil = addDays(WORLD_START, 10).toISOString();
    await world.database.ownerSql`
      update codes set replaced_at = ${WORLD_START.toISOString()}, credits_until = ${creditsUntil}`;
    world.clock.advanceDays(20);
    await record(orderOf(addDays(WORLD_START, 9), { codes: ["mara 10"], ...named("1") }));
    await record(orderOf(addDays(WORLD_START, 11), { codes: ["MARA10"], ...named("2") }));
    const rules = (await decisionsOf(world.services, shop.brandId)).map(({ rule }) => rule).sort();
    expect(rules).toEqual(["code-wins", "no-eligible-touch"]);
  });
});

describe("clicks", () => {
  it("on the order and of the same visitor are candidates, with the placement kept", async () => {
    const nils = await addCreator(world.services, "Nils Berg");
    const partnership = await addPartnership(world.services, shop.brandId, {
      campaignId: shop.campaignId,
      creatorId: nils.creatorId,
      code: "NILS5",
    });
    const first = await addClick(world.services, shop.brandId, shop.mara, {
      at: addDays(WORLD_START, -3),
      visitor: "v",
      placement: "reel",
    });
    await addClick(world.services, shop.brandId, partnership, { at: addDays(WORLD_START, -1), visitor: "v" });
    await record(orderOf(WORLD_START, { clickIds: [first, "not-an-id"] }));
    const [decision] = await decisionsOf(world.services, shop.brandId);
    expect(decision?.candidates.map(({ creatorName, verdict }) => [creatorName, verdict])).toEqual([
      ["Mara Lind", "outranked"],
      ["Nils Berg", "credited"],
      [null, "unknown-click"],
    ]);
    expect(await held(nils.creatorId)).toBe(500n);
    expect(await held()).toBe(0n);
  });
});

describe("a click that is sorted in after its sale", () => {
  it("earns all the same: the sale waits for it and is settled again", async () => {
    const { clickId, arrive } = clickOnItsWay();
    await record(orderOf(WORLD_START, { clickIds: [clickId] }));
    const standing = async () =>
      (await decisionsOf(world.services, shop.brandId)).map(({ sequence, candidates }) => [
        sequence,
        candidates[0]?.verdict,
      ]);
    expect([await held(), await standing()]).toEqual([0n, [[1, "unknown-click"]]]);
    await arrive();
    expect([await held(), await standing()]).toEqual([500n, [[2, "credited"]]]);
    await arrive();
    expect(await standing()).toEqual([[2, "credited"]]);
  });

  it("is not looked for again once it is there, and what is no click of ours is waited for in vain", async () => {
    const { clickId, arrive } = clickOnItsWay();
    await record(orderOf(WORLD_START, { clickIds: [clickId, world.services.newId()] }));
    await arrive();
    expect(await world.database.ownerSql`select from awaited_clicks`).toHaveLength(1);
    world.clock.advanceDays(31);
    await sweepLastCountedJob.run(world.services, {});
    expect(await world.database.ownerSql`select from awaited_clicks`).toHaveLength(0);
  });

  /** Somebody follows Mara's link; the click is answered, but not sorted in until `arrive`. */
  function clickOnItsWay() {
    const { services } = world;
    const clickId = services.newId();
    const click: ArrivedClick = {
      ...{ brandId: shop.brandId, id: clickId, linkId: services.newId(), partnershipId: shop.mara.partnershipId },
      ...{ occurredAt: addDays(WORLD_START, -1), class: "counted", reason: "", placement: "" },
      ...{ visitorKey: "v", hourKey: "v", addressPrefix: "", userAgent: "", refererHost: "" },
      ...{ network: "", country: "", device: "phone", isScan: false },
    };
    const arrive = async () => {
      await appendToJournal(services.db.sql, [composeBatch(services.newId(), [click])]);
      while ((await drainClicks(services)) > 0);
      await world.drain();
    };
    return { clickId, arrive };
  }
});

describe("a customer's sales", () => {
  const anna = { customerEmail: "Anna@example.com " };

  it("are new once, whatever the order they arrive in, and pay the returning rate after that", async () => {
    await open({ terms: { returningCustomerRateBps: 200 } });
    await record(orderOf(addDays(WORLD_START, 5), named("1002", { ...anna, codes: ["MARA10"] })));
    expect(await held()).toBe(500n);
    await record(orderOf(WORLD_START, named("1001", { customerEmail: "anna@example.com" })));
    expect(await held()).toBe(100n);
    const cancelled = { cancelledAt: addDays(WORLD_START, 6), providerUpdatedAt: addDays(WORLD_START, 6) };
    await record(orderOf(WORLD_START, named("1001", { ...anna, ...cancelled })));
    expect(await held()).toBe(500n);
  });

  it("at once, in any interleaving, have exactly one new customer", async () => {
    await open({ terms: { returningCustomerRateBps: 0 } });
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        record(orderOf(addDays(WORLD_START, index), named(`${1000 + index}`, { ...anna, codes: ["MARA10"] }))),
      ),
    );
    expect(await held()).toBe(500n);
  });

  it("after a sale that Mara's code brought are hers while the binding lasts, also when that sale arrives last", async () => {
    await open({ policy: { bindingWindowDays: 60 } });
    await record(orderOf(addDays(WORLD_START, 30), named("1002", anna)));
    await record(orderOf(addDays(WORLD_START, 61), named("1003", anna)));
    expect(await held()).toBe(0n);
    await record(orderOf(WORLD_START, named("1001", { ...anna, codes: ["MARA10"] })));
    expect(await held()).toBe(1000n);
    const decisions = await decisionsOf(world.services, shop.brandId);
    expect(decisions[1]?.sentence).toBe(
      "Credited to Mara Lind: the purchase that made the buyer their customer was made 30 days before the sale; in this campaign a code wins, then the last click.",
    );
    expect(decisions[2]?.candidates[0]).toMatchObject({ kind: "binding", verdict: "outside-window" });
  });

  it("says nothing about the buyer in any sentence", async () => {
    await open({ policy: { bindingWindowDays: 60 } });
    await record(orderOf(WORLD_START, named("1001", { ...anna, codes: ["MARA10", "FOREIGN"] })));
    await record(orderOf(addDays(WORLD_START, 1), named("1002", anna)));
    const stored = await world.database.superuserSql`
      select coalesce(string_agg(t.row::text, ' '), '') as everything from (
        select to_jsonb(a) as row from attributions a union all select to_jsonb(l) from ledger_transactions l
        union all select to_jsonb(c) from commission_lines c union all select to_jsonb(s) from sales s) t`;
    expect(String(stored[0]?.["everything"]).toLowerCase()).not.toContain("anna");
  });
});

describe("a campaign's budget", () => {
  it("is never exceeded when 50 sales arrive at once, and pauses the campaign when it is used up [A16]", async () => {
    await open({ budgetMinor: 12_345n });
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        record(orderOf(WORLD_START, named(`${3000 + index}`, { codes: ["MARA10"] }))),
      ),
    );
    expect(await held()).toBe(12_345n);
    const earned = (await commissionsOf(world.services, shop.brandId)).map(({ earnedMinor }) => earnedMinor);
    expect(earned.toSorted((a, b) => Number(b - a)).slice(23, 26)).toEqual([500n, 345n, 0n]);
    const rows = await world.services.db.inBrand(shop.brandId, (tx) =>
      tx.select().from(campaigns).where(eq(campaigns.id, shop.campaignId)),
    );
    expect(rows).toMatchObject([{ status: "paused", pauseReason: "budget" }]);
  });

  it("kept in euros grants nothing for a sale in dollars before there is an exchange rate", async () => {
    await open({ budgetMinor: 100_000n });
    await record(orderOf(WORLD_START, { codes: ["MARA10"], currency: "USD" }));
    expect(await booksOf(world.services, shop.brandId)).toEqual({});
    expect((await commissionsOf(world.services, shop.brandId))[0]).toMatchObject({
      calculatedMinor: 0n,
      earnedMinor: 0n,
      blockedBy: "no-exchange-rate",
    });
  });
});

describe("a better claim that arrives later", () => {
  it("moves the commission from one creator to the other", async () => {
    const nils = await addCreator(world.services, "Nils Berg");
    const autumn = await addCampaign(world.services, shop.brandId, {
      name: "Autumn",
      terms: { newCustomerRateBps: 2000 },
    });
    await addPartnership(world.services, shop.brandId, {
      campaignId: autumn.campaignId,
      creatorId: nils.creatorId,
      code: "NILS5",
    });
    const click = await addClick(world.services, shop.brandId, shop.mara, { at: addDays(WORLD_START, -1) });
    await record(orderOf(WORLD_START, { clickIds: [click] }));
    expect(await held()).toBe(500n);
    await record(
      orderOf(WORLD_START, { clickIds: [click], codes: ["NILS5"], providerUpdatedAt: addDays(WORLD_START, 1) }),
    );
    expect(await held()).toBe(0n);
    expect(await held(nils.creatorId)).toBe(1000n);
  });
});
