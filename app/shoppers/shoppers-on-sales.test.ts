import { describe, expect, it } from "vitest";
import type { PolicyRules } from "#app/attribution/policy.ts";
import { rulesOf } from "#app/attribution/preset-rules.ts";
import { takeServerVisit } from "#app/clicks/take-server-visit.server.ts";
import { addDays } from "#app/kit/clock.ts";
import type { OrderFacts } from "#app/sales/order-facts.ts";
import { recordOrder } from "#app/sales/record-order.server.ts";
import { decisionsOf } from "#tests/world/books.ts";
import { addBrand, addClick, openTeaShop, type CampaignChoices, type TeaShop } from "#tests/world/lumen-tea.ts";
import { must } from "#tests/world/tenant-cast.ts";
import { orderOf } from "#tests/world/tea-orders.ts";
import { openTestWorld, WORLD_START, type TestWorld } from "#tests/world/test-world.ts";

const ANNA = "anna@example.com";
const PHONE = "+49 30 123456";
const BROWSER = "a".repeat(32);
const at = (day: number) => addDays(WORLD_START, day);

interface Stage {
  readonly world: TestWorld;
  readonly shop: TeaShop;
  readonly click: (day: number) => Promise<string>;
  readonly sell: (externalId: string, day: number, choices?: Partial<OrderFacts>) => Promise<string>;
  /** By order: the rule that decided it, with the creators who are credited. */
  readonly outcomes: () => Promise<Record<string, string>>;
}

async function openStage(policy: Partial<PolicyRules> = {}, campaign: CampaignChoices = {}): Promise<Stage> {
  const world = await openTestWorld();
  const shop = await openTeaShop(world.services, { policy: { ...rulesOf("code-wins"), ...policy }, ...campaign });
  return {
    world,
    shop,
    click: (day) => addClick(world.services, shop.brandId, shop.mara, { at: at(day) }),
    async sell(externalId, day, choices = {}) {
      const facts = orderOf(at(day), { externalId, externalName: `#${externalId}`, ...choices });
      const { saleId } = await world.services.db.inBrand(shop.brandId, (tx) =>
        recordOrder(world.services, tx, shop.brandId, shop.storeId, facts),
      );
      await world.drain();
      return saleId ?? "";
    },
    async outcomes() {
      const decisions = await decisionsOf(world.services, shop.brandId);
      return Object.fromEntries(
        decisions.map(({ externalId, rule, candidates }) => {
          const credited = candidates.filter(({ verdict }) => verdict === "credited");
          return [
            externalId,
            [rule, ...credited.map(({ kind, joinedBy }) => [kind, ...(joinedBy ?? [])].join(" "))].join(),
          ];
        }),
      );
    },
  };
}

/** Anna bought once with her phone number. Mara's click then leads the same browser to the shop, and she buys on the laptop at work. */
async function sellAcrossDevices(stage: Stage) {
  await stage.sell("1001", 0, { customerEmail: ANNA, customerPhone: PHONE, visitorId: BROWSER });
  await tellVisit(stage, 3, { clickId: await stage.click(3), visitorId: BROWSER });
  await stage.sell("1002", 5, { customerEmail: "anna@work.example", customerPhone: PHONE });
}

/** The same, with a click behind the first order. */
async function sellTwice(stage: Stage) {
  const clickId = await stage.click(-1);
  await stage.sell("1001", 0, { clickIds: [clickId], customerEmail: ANNA, customerPhone: PHONE });
  await stage.sell("1002", 5, { customerEmail: "anna@work.example", customerPhone: PHONE });
}

describe("a sale that names no click", () => {
  it("is credited to the click of the same shopper elsewhere, and says by which signs that is known", async () => {
    const stage = await openStage();
    await tellVisit(stage, -1, { clickId: await stage.click(-1), customerEmail: ANNA });
    await stage.sell("1001", 0, { customerEmail: ANNA });
    expect(await stage.outcomes()).toEqual({ 1001: "code-wins,click email" });
  });

  it("finds it over an earlier order that named both the phone number and the browser", async () => {
    const stage = await openStage();
    await sellAcrossDevices(stage);
    expect(await stage.outcomes()).toMatchObject({ 1002: "code-wins,click" });
  });

  it("goes by the order's own clicks alone where the policy says so, as the published rules do", async () => {
    const stage = await openStage({ clickReach: "order" });
    await sellAcrossDevices(stage);
    expect(await stage.outcomes()).toMatchObject({ 1002: "no-touch" });
  });

  it("keeps the window of the policy", async () => {
    const stage = await openStage({ clickWindowDays: 1 });
    await sellAcrossDevices(stage);
    expect(await stage.outcomes()).toMatchObject({ 1002: "no-eligible-touch" });
  });

  it("leaves a click that led to an earlier order to that order: repeat purchases are the matter of the binding", async () => {
    const stage = await openStage();
    await sellTwice(stage);
    expect(await stage.outcomes()).toEqual({ 1001: "code-wins,click", 1002: "no-eligible-touch" });
  });

  it("takes a visit that is told after the sale, and an order that arrives late, as if they had come in time", async () => {
    const stage = await openStage();
    await stage.sell("1002", 5, { customerEmail: "anna@work.example", customerPhone: PHONE });
    await tellVisit(stage, 3, { clickId: await stage.click(3), visitorId: BROWSER });
    expect(await stage.outcomes()).toEqual({ 1002: "no-touch" });
    await stage.sell("1001", 0, { customerEmail: ANNA, customerPhone: PHONE, visitorId: BROWSER });
    expect(await stage.outcomes()).toEqual({ 1001: "no-touch", 1002: "code-wins,click" });
    await tellVisit(stage, -1, { clickId: await stage.click(-1), customerEmail: ANNA });
    expect(await stage.outcomes()).toMatchObject({ 1001: "code-wins,click email" });
  });

  it("loses the click again when the order that led to it turns out to be somebody else's", async () => {
    const stage = await openStage();
    await sellAcrossDevices(stage);
    await stage.sell("1001", 0, { customerEmail: ANNA, visitorId: BROWSER, providerUpdatedAt: at(6) });
    expect(await stage.outcomes()).toMatchObject({ 1002: "no-touch" });
  });

  it("waits for a click that is not sorted in yet, and for nothing that never was one", async () => {
    const stage = await openStage();
    const clickId = stage.world.services.newId();
    await tellVisit(stage, -1, { clickId, customerEmail: ANNA });
    await stage.sell("1001", 0, { customerEmail: ANNA });
    expect(await stage.world.database.ownerSql`select click_id from awaited_clicks`).toEqual([{ click_id: clickId }]);
  });

  it("never meets a shopper of another brand", async () => {
    const stage = await openStage();
    const other = await addBrand(stage.world.services, "Nordic Soap");
    await tellVisit(stage, -1, { clickId: await stage.click(-1), customerEmail: ANNA });
    const facts = orderOf(at(1), { externalId: "9", customerEmail: ANNA });
    await stage.world.services.db.inBrand(other.brandId, (tx) =>
      recordOrder(stage.world.services, tx, other.brandId, other.storeId, facts),
    );
    expect((await decisionsOf(stage.world.services, other.brandId)).map(({ rule }) => rule)).toEqual(["no-touch"]);
  });
});

describe("the history of a customer", () => {
  it("counts the orders of the same person under another e-mail: the customer returns, and stays bound", async () => {
    const stage = await openStage({ ...rulesOf("bound-for-life"), clickReach: "order" });
    await sellTwice(stage);
    expect(await stage.outcomes()).toEqual({ 1001: "bound-for-life,click", 1002: "bound-for-life,binding" });
  });

  it("does so when the first order arrives last", async () => {
    const stage = await openStage({ ...rulesOf("bound-for-life"), clickReach: "order" });
    const clickId = await stage.click(-1);
    await stage.sell("1003", 9, { customerEmail: "anna@work.example" });
    await stage.sell("1002", 5, { customerEmail: "anna@work.example", customerPhone: PHONE });
    await stage.sell("1001", 0, { clickIds: [clickId], customerEmail: ANNA, customerPhone: PHONE });
    const bound = "bound-for-life,binding";
    expect(await stage.outcomes()).toEqual({ 1001: "bound-for-life,click", 1002: bound, 1003: bound });
  });

  it("is never another person's who only used the same browser", async () => {
    const stage = await openStage({ ...rulesOf("bound-for-life"), clickReach: "order" });
    await stage.sell("1001", 0, { clickIds: [await stage.click(-1)], customerEmail: ANNA, visitorId: BROWSER });
    await stage.sell("1002", 5, { customerEmail: "ben@example.com", visitorId: BROWSER });
    expect(await stage.outcomes()).toMatchObject({ 1002: "no-touch" });
  });
});

async function tellVisit(
  { world, shop }: Stage,
  day: number,
  { clickId, ...told }: { clickId: string; customerEmail?: string; visitorId?: string },
): Promise<void> {
  const shopper = { customerEmail: told.customerEmail ?? null, visitorId: told.visitorId ?? null, cartTokens: [] };
  const visit = { id: world.services.newId(), clickId, code: null, customerEmailSha256: null, customerPhone: null };
  const page = { pageHost: "", pagePath: "", refererHost: "", occurredAt: at(day) };
  must("tell the visit", await takeServerVisit(world.services, shop.brandId, { ...visit, ...page, ...shopper }));
  await world.drain();
}
