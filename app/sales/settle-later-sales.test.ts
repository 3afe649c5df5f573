import { beforeEach, describe, expect, it } from "vitest";
import { eq } from "drizzle-orm";
import { sales } from "#db/schema/sales.ts";
import { commissions } from "#db/schema/commissions.ts";
import { createRandom } from "#db/seed/random.ts";
import { plainRulebook, type Rulebook, type TermsRule } from "#app/campaigns/rulebook.ts";
import { addDays } from "#app/kit/clock.ts";
import { booksOf } from "#tests/world/books.ts";
import { openTeaShop, type TeaShop } from "#tests/world/lumen-tea.ts";
import { lineOf, orderOf, refundOf } from "#tests/world/tea-orders.ts";
import { openTestWorld, WORLD_START, type TestWorld } from "#tests/world/test-world.ts";
import type { OrderFacts } from "./order-facts.ts";
import { recordOrder } from "./record-order.server.ts";
import { recordRefund } from "./record-refund.server.ts";

const step = (fromProgress: bigint, rateBps: number): TermsRule => ({
  ...{ scope: "campaign", name: "", products: [], customer: "any", pays: "percent", amountMinor: 0n, priority: 0 },
  ...{ fromProgress, rateBps },
});

let world: TestWorld;
let shop: TeaShop;

beforeEach(async () => {
  world = await openTestWorld();
});

const open = async (rulebook: Partial<Rulebook>, budgetMinor: bigint | null = null) => {
  shop = await openTeaShop(world.services, { budgetMinor, terms: { rulebook: { ...plainRulebook, ...rulebook } } });
};

/** An order of 100.00 with Mara's code, so many hours after the start. 10 % of it are 10.00. */
const order = (name: string, hours: number, choices: Partial<OrderFacts> = {}): OrderFacts =>
  orderOf(new Date(WORLD_START.getTime() + hours * 3_600_000), {
    ...{ externalId: name, externalName: `#${name}`, codes: ["MARA10"], lines: [lineOf({ netMinor: 10_000n })] },
    ...choices,
  });

const record = (facts: OrderFacts) =>
  world.services.db.inBrand(shop.brandId, (tx) => recordOrder(world.services, tx, shop.brandId, shop.storeId, facts));

/** What each order has earned, by its name. */
async function earned(): Promise<Record<string, bigint>> {
  const rows = await world.services.db.inBrand(shop.brandId, (tx) =>
    tx
      .select({ name: sales.externalId, minor: commissions.earnedMinor })
      .from(commissions)
      .innerJoin(sales, eq(sales.id, commissions.saleId))
      .orderBy(sales.externalId),
  );
  return Object.fromEntries(rows.map(({ name, minor }) => [name, minor]));
}

describe("a sale that arrives late", () => {
  it("moves those after it a step up, and the bonus to the sale that now reaches it", async () => {
    await open({ rules: [step(2n, 2000)], bonuses: [{ atProgress: 3n, amountMinor: 5000n }] });
    for (const [name, hours] of [
      ["b", 2],
      ["c", 3],
      ["d", 4],
    ] as const)
      await record(order(name, hours));
    await world.drain();
    expect(await earned()).toEqual({ b: 1000n, c: 1000n, d: 7000n });
    await record(order("a", 1));
    await world.drain();
    expect(await earned()).toEqual({ a: 1000n, b: 1000n, c: 7000n, d: 2000n });
  });

  it("leaves other months alone", async () => {
    await open({ rules: [step(1n, 2000)] });
    await record(order("july", 24 * 31));
    await record(order("june", 24));
    await world.drain();
    expect(await earned()).toEqual({ june: 1000n, july: 1000n });
  });

  it("is cancelled again, and the others are where they were", async () => {
    await open({ rules: [step(1n, 2000)] });
    await record(order("b", 2));
    await record(order("a", 1));
    await world.drain();
    expect(await earned()).toEqual({ a: 1000n, b: 2000n });
    const at = addDays(WORLD_START, 1);
    await record({ ...order("a", 1), cancelledAt: at, providerUpdatedAt: at });
    await world.drain();
    expect(await earned()).toEqual({ a: 0n, b: 1000n });
  });
});

describe("a refund", () => {
  it("takes back its own sale's commission and changes no other's rate, room or bonus", async () => {
    await open({ rules: [step(1n, 2000)], periodCapMinor: 2500n });
    for (const [name, hours] of [
      ["a", 1],
      ["b", 2],
    ] as const)
      await record(order(name, hours));
    expect(await earned()).toEqual({ a: 1000n, b: 1500n });
    await world.services.db.inBrand(shop.brandId, (tx) =>
      recordRefund(
        world.services,
        tx,
        shop.brandId,
        shop.storeId,
        refundOf(addDays(WORLD_START, 2), 10_000n, { externalOrderId: "a" }),
      ),
    );
    await world.drain();
    expect(await earned()).toEqual({ a: 0n, b: 1500n });
  });
});

describe("a customer's later orders", () => {
  it("end to earn after so many, whatever order they arrive in", async () => {
    await open({ repeatOrders: 1 });
    const by = { customerEmail: "ida@buyers.example" };
    for (const [name, hours] of [
      ["c", 900],
      ["b", 800],
      ["a", 1],
    ] as const)
      await record(order(name, hours, by));
    await world.drain();
    expect(await earned()).toEqual({ a: 1000n, b: 1000n, c: 0n });
  });
});

describe("sales that arrive at the same time", () => {
  it("see each other: a cap on the creator is kept to the cent, also with the campaign's budget [A16]", async () => {
    await open({ creatorCapMinor: 10_500n, rules: [step(5n, 1500)] }, 9_000n);
    await Promise.all(
      Array.from({ length: 12 }, (_, index) => record(order(`o${String(index).padStart(2, "0")}`, index))),
    );
    await world.drain();
    const sums = Object.values(await earned()).reduce((sum, minor) => sum + minor, 0n);
    expect(sums <= 9_000n).toBe(true);
  });

  it("in any order end in the same books", async () => {
    const rulebook: Partial<Rulebook> = {
      rules: [step(2n, 1200), step(4n, 1500)],
      bonuses: [{ atProgress: 5n, amountMinor: 3000n }],
      periodCapMinor: 11_000n,
      repeatOrders: 2,
    };
    const buyers = [null, "ida@buyers.example", "olaf@buyers.example"];
    const facts = Array.from({ length: 10 }, (_, index) => {
      const minute = {
        customerEmail: buyers[index % 3] ?? null,
        lines: [lineOf({ netMinor: 3_000n + 1_111n * BigInt(index) })],
      };
      return order(`o${index}`, index < 8 ? index : index * 24 * 5, minute);
    });
    const ends = new Set<string>();
    for (const seed of [1, 2, 3]) {
      world = await openTestWorld();
      await open(rulebook);
      const random = createRandom(seed);
      const shuffled = facts.toSorted(() => random.next() - 0.5);
      await Promise.all(shuffled.map(record));
      await world.drain();
      const books = Object.values(await booksOf(world.services, shop.brandId));
      ends.add(
        JSON.stringify([await earned(), books.map(String).sort()], (_name, value: unknown) =>
          typeof value === "bigint" ? `${value}` : value,
        ),
      );
    }
    expect([...ends]).toHaveLength(1);
  });
});
