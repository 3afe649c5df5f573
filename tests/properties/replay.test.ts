import fc from "fast-check";
import { expect, it } from "vitest";
import { policyPresets, type PolicyRules } from "#app/attribution/policy.ts";
import { rulesOf } from "#app/attribution/preset-rules.ts";
import { attributions } from "#db/schema/attribution.ts";
import { addDays } from "#app/kit/clock.ts";
import { recordRefund } from "#app/sales/record-refund.server.ts";
import { eq, sql } from "drizzle-orm";
import { addClick } from "#tests/world/lumen-tea.ts";
import {
  applyAndWait,
  countFacts,
  differencesOf,
  openReplayShop,
  postedOf,
  replayUnder,
  REPLAYED_FROM,
  sellTea,
  type ReplayShop,
} from "#tests/world/replay-shop.ts";
import { refundOf } from "#tests/world/tea-orders.ts";

/** Each run has a database of its own. */
const RUNS = 12;

const rules: fc.Arbitrary<PolicyRules> = fc
  .record({
    preset: fc.constantFrom(...policyPresets),
    clickWindowDays: fc.constantFrom(1, 7, 30),
    bindingWindowDays: fc.constantFrom(0, 10, 90),
    bindingOrders: fc.constantFrom(null, 1),
    excludedProducts: fc.constantFrom<(readonly string[])[]>([], [], ["sencha"]),
    customerLimit: fc.constantFrom("everyone" as const, "everyone" as const, "new" as const),
  })
  .map(({ preset, ...adjusted }) => ({ ...rulesOf(preset), ...adjusted, tailDays: 14, codeTailDays: 14 }));

const order = fc.record({
  day: fc.integer({ min: -5, max: 29 }),
  customer: fc.constantFrom(null, "anna", "ben"),
  code: fc.constantFrom(null, null, "MARA10", "NILS5"),
  clicks: fc.array(fc.record({ partner: fc.nat(1), hoursBefore: fc.integer({ min: 1, max: 400 }) }), { maxLength: 3 }),
  refundMinor: fc.constantFrom(0n, 0n, 1_700n, 5_000n),
});

const shop = fc.record({
  inForce: rules,
  others: rules,
  // The first one lies in every period: a replay of nothing is refused.
  orders: fc
    .array(order, { minLength: 2, maxLength: 7 })
    .map((orders) => orders.map((one, index) => (index === 0 ? { ...one, day: 3 } : one))),
  budgetMinor: fc.constantFrom(null, null, 1_200n),
  untilDay: fc.constantFrom(30, 18),
});

type Story = typeof shop extends fc.Arbitrary<infer Value> ? Value : never;

async function tell({ inForce, orders, budgetMinor }: Story): Promise<ReplayShop> {
  const stage = await openReplayShop({ policy: inForce, budgetMinor });
  const { services } = stage.world;
  const { brandId, storeId } = stage.shop;
  for (const [index, { day, customer, code, clicks, refundMinor }] of orders.entries()) {
    const placedAt = addDays(REPLAYED_FROM, day + index / 100);
    const clickIds: string[] = [];
    for (const { partner, hoursBefore } of clicks) {
      const at = new Date(placedAt.getTime() - hoursBefore * 3_600_000);
      clickIds.push(await addClick(services, brandId, stage.partners[partner]!, { at, visitor: `visitor-${index}` }));
    }
    const externalId = String(1001 + index);
    await sellTea(stage, externalId, placedAt, {
      customerEmail: customer === null ? null : `${customer}@example.com`,
      codes: code === null ? [] : [code],
      clickIds: clickIds.slice(0, 1),
    });
    if (refundMinor === 0n) continue;
    const refund = refundOf(placedAt, refundMinor, { externalId: `R${index}`, externalOrderId: externalId });
    await services.db.inBrand(brandId, (tx) => recordRefund(services, tx, brandId, storeId, refund));
  }
  // An order that is told of late has later ones settled again by a job: the story ends when that is done.
  await stage.world.drain();
  return stage;
}

const withoutBudget = shop.map((story) => ({ ...story, budgetMinor: null }));

const calm = { bindingWindowDays: 0, bindingOrders: null, excludedProducts: [], tailDays: 14, codeTailDays: 14 };

/** Found by the property: on the second order one gives back what the other gets, and the budget has room for that only in this order. */
const budgetJustReaches: Story = {
  inForce: { ...rulesOf("code-wins"), ...calm, clickWindowDays: 1, customerLimit: "everyone" },
  others: { ...rulesOf("shared-ends"), ...calm, clickWindowDays: 30, customerLimit: "everyone" },
  orders: [
    { day: 3, customer: "anna", code: null, clicks: [{ partner: 0, hoursBefore: 25 }], refundMinor: 0n },
    { day: 3, customer: "anna", code: "NILS5", clicks: [{ partner: 0, hoursBefore: 1 }], refundMinor: 0n },
    { day: 0, customer: null, code: null, clicks: [], refundMinor: 0n },
  ],
  budgetMinor: 1_200n,
  untilDay: 30,
};

/**
 * Found by the property: the second order changes hands, so the fourth one, after the period, is settled anew. It is credited as before, but the
 * budget has room for it now.
 */
const roomAfterThePeriod: Story = {
  inForce: { ...rulesOf("code-wins"), ...calm, clickWindowDays: 1, customerLimit: "everyone" },
  others: {
    ...rulesOf("affiliatewp"),
    ...{ ...calm, clickWindowDays: 1, customerLimit: "everyone", excludedProducts: ["sencha"] },
  },
  orders: [
    { day: 3, customer: "anna", code: "NILS5", clicks: [], refundMinor: 0n },
    { day: 3, customer: "anna", code: "MARA10", clicks: [{ partner: 1, hoursBefore: 1 }], refundMinor: 0n },
    { day: 0, customer: null, code: null, clicks: [], refundMinor: 0n },
    { day: 18, customer: "anna", code: "NILS5", clicks: [], refundMinor: 0n },
  ],
  budgetMinor: 1_200n,
  untilDay: 18,
};

/** The shop told of the last order first, so the one in the middle is cut by the budget; the last one gives back only after it was settled. */
const roomFromTheLast: Story = {
  inForce: { ...rulesOf("code-wins"), ...calm, clickWindowDays: 30, customerLimit: "everyone" },
  others: { ...rulesOf("affiliatewp"), ...calm, clickWindowDays: 1, customerLimit: "everyone" },
  orders: [
    { day: 5, customer: "anna", code: null, clicks: [{ partner: 0, hoursBefore: 30 }], refundMinor: 0n },
    { day: 3, customer: "anna", code: "NILS5", clicks: [{ partner: 0, hoursBefore: 1 }], refundMinor: 0n },
    { day: 4, customer: "anna", code: "MARA10", clicks: [], refundMinor: 0n },
  ],
  budgetMinor: 1_200n,
  untilDay: 30,
};

/** A property of one story after another, each in a shop of its own that closes behind it. */
const ofEvery = (stories: fc.Arbitrary<Story>, holds: (stage: ReplayShop, story: Story) => Promise<void>) =>
  fc.asyncProperty(stories, async (story) => {
    const stage = await tell(story);
    await holds(stage, story).finally(() => stage.world.database.close());
  });

const periodOf = ({ untilDay }: Story) => ({ from: REPLAYED_FROM, until: addDays(REPLAYED_FROM, untilDay) });

it("under the policy that was in force a replay changes nothing", async () => {
  await fc.assert(
    ofEvery(withoutBudget, async (stage, story) => {
      const facts = await countFacts(stage);
      const replay = await replayUnder(stage, story.inForce, periodOf(story));
      expect(differencesOf(replay.whatIfSums)).toEqual({});
      expect(await countFacts(stage)).toEqual(facts);
    }),
    { numRuns: RUNS },
  );
}, 120_000);

it("what a what-if says is to the cent what applying it posts, with bindings, refunds and budgets", async () => {
  await fc.assert(
    ofEvery(shop, async (stage, story) => {
      const before = await postedOf(stage);
      const replay = await replayUnder(stage, story.others, periodOf(story));
      const predicted = differencesOf(replay.whatIfSums);
      const { brandId } = stage.shop;
      const [row] = await stage.world.services.db.sql<{ count: number }[]>`
        select count(*)::int as count from replay_changes where brand_id = ${brandId}`;
      if (row?.count === 0) return;
      const applied = await applyAndWait(stage, replay);
      const after = await postedOf(stage);
      const posted = Object.entries(after).map(([id, minor]) => [id, minor - (before[id] ?? 0n)] as const);
      expect(Object.fromEntries(posted.filter(([, minor]) => minor !== 0n))).toEqual(predicted);
      expect(differencesOf(applied.appliedSums)).toEqual(predicted);
      const again = await replayUnder(stage, story.others, periodOf(story));
      if (story.budgetMinor === null) expect(differencesOf(again.whatIfSums)).toEqual({});
      await creditsAreWhole(stage);
    }),
    { numRuns: RUNS, examples: [[budgetJustReaches], [roomAfterThePeriod], [roomFromTheLast]] },
  );
}, 240_000);

/** The credits of every decision sum to the whole, or there are none. */
async function creditsAreWhole({ world, shop: { brandId } }: ReplayShop): Promise<void> {
  const rows = await world.services.db.inBrand(brandId, (tx) =>
    tx
      .select({
        sum: sql<number>`(select coalesce(sum(share_bps), 0)::int from credits k where k.brand_id = "attributions"."brand_id" and k.attribution_id = "attributions"."id")`,
      })
      .from(attributions)
      .where(eq(attributions.brandId, brandId)),
  );
  for (const { sum } of rows) expect([0, 10_000]).toContain(sum);
}
