import { parse } from "csv-parse/sync";
import { beforeEach, describe, expect, it } from "vitest";
import { runChecks } from "#db/run-checks.server.ts";
import { approveCommission } from "#app/commissions/decide-commission.server.ts";
import { commissionLines } from "#db/schema/commissions.ts";
import { recordOrder } from "#app/sales/record-order.server.ts";
import { recordRefund } from "#app/sales/record-refund.server.ts";
import type { OrderFacts } from "#app/sales/order-facts.ts";
import { describeWithFixtures, readFixture } from "#tests/fixtures.ts";
import { booksOf, commissionsOf, creatorBalances } from "#tests/world/books.ts";
import { openTeaShop, type CampaignChoices, type TeaShop } from "#tests/world/lumen-tea.ts";
import { lineOf, orderOf, refundOf } from "#tests/world/tea-orders.ts";
import { openTestWorld, WORLD_START, type TestWorld } from "#tests/world/test-world.ts";
import { loadRates } from "./load-rates.server.ts";
import { readRateFile } from "./read-rate-file.ts";

let world: TestWorld;
let shop: TeaShop;

beforeEach(async () => {
  world = await openTestWorld();
});

const open = async (campaign: CampaignChoices = {}) => {
  shop = await openTeaShop(world.services, campaign);
};
const june = { firstDay: "2026-06-01", lastDay: "2026-06-30", source: "Central bank" };
const load = async (perDollar: Readonly<Record<string, string>>, days = june) => {
  const rates = Object.entries(perDollar).map(([currency, unitsPerDollar]) => ({ currency, unitsPerDollar, ...days }));
  const loaded = await loadRates(world.services, rates);
  await world.drain();
  return loaded;
};
const sell = (choices: Partial<OrderFacts>) =>
  world.services.db.inBrand(shop.brandId, (tx) =>
    recordOrder(
      world.services,
      tx,
      shop.brandId,
      shop.storeId,
      orderOf(WORLD_START, { codes: ["MARA10"], ...choices }),
    ),
  );
const refund = (amountMinor: bigint, choices: Parameters<typeof refundOf>[2] = {}) =>
  world.services.db.inBrand(shop.brandId, (tx) =>
    recordRefund(world.services, tx, shop.brandId, shop.storeId, refundOf(WORLD_START, amountMinor, choices)),
  );
const commission = async () => (await commissionsOf(world.services, shop.brandId))[0];
const held = async (currency = "EUR") =>
  (await creatorBalances(world.services, shop.brandId, shop.mara.creatorId, currency)).held;
const sentences = async () => {
  const lines = await world.services.db.inBrand(shop.brandId, (tx) => tx.select().from(commissionLines));
  return lines.map(({ sentence }) => sentence);
};

describe("a sale in another currency than its campaign's", () => {
  it("is converted at the rate of its day, which is kept with the commission and told in its line", async () => {
    await open();
    await load({ EUR: "0.86" });
    await sell({ currency: "USD", lines: [lineOf({ netMinor: 10_000n })] });
    expect(await commission()).toMatchObject({
      ...{ currency: "EUR", earnedMinor: 860n, blockedBy: null },
      ...{ exchangeRate: "0.86", exchangeRateDay: "2026-06-01", exchangeRateSource: "Central bank" },
    });
    expect(await held()).toBe(860n);
    expect(await sentences()).toEqual([
      "10 % of 100.00 USD for a new customer. That is 8.60 EUR at 0.86 EUR for 1 USD, the rate of 2026-06-01 (Central bank).",
    ]);
  });

  it.each([
    { from: "JPY", to: "EUR", perDollar: { JPY: "156", EUR: "0.86" }, netMinor: 15_600n, earned: 860n },
    { from: "KWD", to: "JPY", perDollar: { KWD: "0.3075", JPY: "156" }, netMinor: 30_750n, earned: 1560n },
    { from: "EUR", to: "KWD", perDollar: { EUR: "0.86", KWD: "0.3075" }, netMinor: 8_600n, earned: 3075n },
  ])("from $from to $to counts each currency's own decimals", async ({ from, to, perDollar, netMinor, earned }) => {
    await open({ currency: to });
    await load(perDollar);
    await sell({ currency: from, lines: [lineOf({ netMinor })] });
    expect(await held(to)).toBe(earned);
  });

  it("refunded in uneven parts takes back to the cent what it earned, at the rate it was sold at", async () => {
    await open();
    await load({ EUR: "0.8637" });
    await sell({ currency: "USD", totalMinor: 9_999n, lines: [lineOf({ netMinor: 9_999n })] });
    expect(await held()).toBe(864n);
    const parts = [1111n, 3n, 2777n, 1n, 4000n, 2000n, 107n];
    for (const [index, part] of parts.entries()) {
      await refund(part, { externalId: `R${index}`, currency: "USD" });
    }
    expect(await held()).toBe(0n);
    expect(await commission()).toMatchObject({ earnedMinor: 0n, exchangeRate: "0.8637" });
  });

  it("keeps its rate when the order is edited after other rates came in", async () => {
    await open();
    await load({ EUR: "0.86" });
    await sell({ currency: "USD", lines: [lineOf({ netMinor: 10_000n })] });
    await load({ EUR: "0.99" }, { ...june, lastDay: "2026-06-02" });
    const providerUpdatedAt = new Date(WORLD_START.getTime() + 60_000);
    await sell({ currency: "USD", lines: [lineOf({ netMinor: 20_000n })], providerUpdatedAt });
    expect(await held()).toBe(1720n);
  });

  it("pays a fixed amount without any rate: it is in the campaign's currency already", async () => {
    await open({ terms: { kind: "fixed", newCustomerAmountMinor: 700n, returningCustomerAmountMinor: 700n } });
    await sell({ currency: "USD", lines: [lineOf({ netMinor: 10_000n })] });
    expect(await held()).toBe(700n);
  });

  it("counts against the campaign's budget in the budget's currency", async () => {
    await open({ budgetMinor: 1000n });
    await load({ EUR: "0.86" });
    await sell({ currency: "USD", lines: [lineOf({ netMinor: 10_000n })] });
    await sell({ externalId: "1002", currency: "USD", lines: [lineOf({ netMinor: 10_000n })] });
    expect(await held()).toBe(1000n);
  });
});

describe("without a rate for its day", () => {
  it("the commission is held back and says so, and is settled when the rate arrives", async () => {
    await open();
    await load({ EUR: "0.86" }, { firstDay: "2026-05-01", lastDay: "2026-05-31", source: "Central bank" });
    await sell({ currency: "USD", lines: [lineOf({ netMinor: 10_000n })] });
    expect(await booksOf(world.services, shop.brandId)).toEqual({});
    const waiting = await commission();
    expect(waiting).toMatchObject({
      currency: "EUR",
      earnedMinor: 0n,
      blockedBy: "no-exchange-rate",
      exchangeRate: null,
    });
    expect(await sentences()).toEqual([
      "10 % of 100.00 USD for a new customer. There is no exchange rate from USD to EUR for 2026-06-01: it is earned once there is one.",
    ]);
    world.clock.advanceDays(40);
    const by = { brandId: shop.brandId, commissionId: waiting?.id ?? "", userId: shop.fayUserId };
    expect(await approveCommission(world.services, by)).toMatchObject({ refusal: "blocked" });

    expect(await load({ EUR: "0.87" })).toEqual({ newCount: 1, saleCount: 1 });
    expect(await held()).toBe(870n);
    expect(await commission()).toMatchObject({ blockedBy: null, exchangeRate: "0.87" });
    expect(await approveCommission(world.services, by)).toMatchObject({ ok: true });
  });

  it("loaded again a rate changes nothing, and one that is in is never changed", async () => {
    await open();
    await load({ EUR: "0.86" });
    expect(await load({ EUR: "0.99" })).toEqual({ newCount: 0, saleCount: 0 });
    await sell({ currency: "USD", lines: [lineOf({ netMinor: 10_000n })] });
    expect(await held()).toBe(860n);
  });

  it("every check of the books still holds", async () => {
    await open();
    await sell({ currency: "GBP" });
    await sell({ externalId: "1002" });
    const findings = await runChecks(world.database.ownerUrl);
    expect(findings.filter((check) => check.findings > 0)).toEqual([]);
  });
});

describeWithFixtures("the published monthly rates", ["fx/monthly.csv"], () => {
  it("are read by country, each for its month, and the currencies that the euro replaced are left out", async () => {
    const rows = parse(readFixture("fx/monthly.csv").toString("utf8"));
    const { rates, problems, unknownNames } = readRateFile(rows, "month", "Federal Reserve");
    expect(problems).toEqual([]);
    expect(unknownNames.get("Germany")).toBe(372);
    expect(rates.find(({ currency, firstDay }) => currency === "JPY" && firstDay === "2024-02-01")).toMatchObject({
      lastDay: "2024-02-29",
    });
    await open();
    const { newCount } = await loadRates(world.services, rates);
    expect(newCount).toBe(rates.length);
    await sell({ currency: "GBP", lines: [lineOf({ netMinor: 10_000n })] });
    const [pound, euro] = ["GBP", "EUR"].map((code) =>
      Number(rates.find(({ currency, firstDay }) => currency === code && firstDay === "2026-06-01")?.unitsPerDollar),
    ) as [number, number];
    expect(Number(await held())).toBe(Math.round((1000 * euro) / pound));
  });
});
