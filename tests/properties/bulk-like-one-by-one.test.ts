import { describe, expect, it } from "vitest";
import { campaigns } from "#db/schema/campaigns.ts";
import { createRandom } from "#db/seed/random.ts";
import { addMinutes } from "#app/kit/clock.ts";
import { importOrders } from "#app/stores/import-orders.server.ts";
import { booksOf, commissionsOf, decisionsOf } from "#tests/world/books.ts";
import { addClick, addStore, openTeaShop } from "#tests/world/lumen-tea.ts";
import { openTestWorld, WORLD_START } from "#tests/world/test-world.ts";

const ORDERS = 60;
const MINUTES_PER_MONTH = 30 * 24 * 60;
const TIMEOUT_MS = 120_000;
const HEADER = "order_id,placed_at,updated_at,currency,status,price,title,codes,click_ids,customer_email";

/** A month of orders of few customers, in order of time: codes, clicks, cancellations, customers who come back. */
function rowsOf(seed: number, clickId: string): string[] {
  const random = createRandom(seed);
  const minutes = Array.from({ length: ORDERS }, () => random.below(MINUTES_PER_MONTH)).sort(
    (one, other) => one - other,
  );
  return minutes.map((minute, index) => {
    const at = addMinutes(WORLD_START, minute - MINUTES_PER_MONTH).toISOString();
    const email = `${random.pick(["anna", "ben", "cleo", `buyer-${index}`, `buyer-${index}`])}@example.com`;
    const code = random.pick(["MARA10", "MARA10", "FOREIGN", ""]);
    const status = random.pick(["paid", "paid", "paid", "pending", "cancelled"]);
    const price = (10 + random.below(9000) / 100).toFixed(2);
    return `o-${index},${at},${at},EUR,${status},${price},Tea,${code},${random.chance(0.2) ? clickId : ""},${email}`;
  });
}

async function outcomeOf(seed: number, budgetMinor: bigint | null, importRows: (rows: string[]) => string[]) {
  const world = await openTestWorld();
  const { services } = world;
  const shop = await openTeaShop(services, {
    terms: { returningCustomerRateBps: 300 },
    policy: { bindingWindowDays: 20 },
  });
  if (budgetMinor !== null) await services.db.inBrand(shop.brandId, (tx) => tx.update(campaigns).set({ budgetMinor }));
  const clickId = await addClick(services, shop.brandId, shop.mara, {
    at: addMinutes(WORLD_START, -20_000),
    visitor: "v",
  });
  const storeId = await addStore(services, shop.brandId, "Market stall", "csv");
  for (const text of importRows(rowsOf(seed, clickId))) {
    const report = await importOrders(services, shop.brandId, storeId, text);
    if (!report.ok || report.value.problems.length > 0) throw new Error("Not every order went in.");
  }
  const decided = await decisionsOf(services, shop.brandId);
  const earned = await commissionsOf(services, shop.brandId);
  const books = await booksOf(services, shop.brandId);
  return {
    decided: decided.map(({ externalId, rule, sentence, sequence }) => [externalId, rule, sentence, sequence]),
    balances: Object.values(books).sort(),
    earned: earned
      .map((row) =>
        [
          row.saleOccurredAt.toISOString(),
          row.calculatedMinor,
          row.earnedMinor,
          row.status,
          row.blockedBy,
          row.revision,
        ].join(" "),
      )
      .sort(),
  };
}

const together = (rows: string[]) => [[HEADER, ...rows].join("\n")];
const oneByOne = (rows: string[]) => rows.map((row) => `${HEADER}\n${row}`);

describe("a month of orders in one file", () => {
  it.each([
    { seed: 1, budgetMinor: null },
    { seed: 2, budgetMinor: null },
    { seed: 3, budgetMinor: 4_000n },
  ])(
    "ends exactly as the same orders one by one, budgets and customers who come back included ($seed)",
    async ({ seed, budgetMinor }) => {
      expect(await outcomeOf(seed, budgetMinor, together)).toEqual(await outcomeOf(seed, budgetMinor, oneByOne));
    },
    TIMEOUT_MS,
  );
});
