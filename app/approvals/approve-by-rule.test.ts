import { beforeEach, describe, expect, it } from "vitest";
import { eq } from "drizzle-orm";
import { auditEvents } from "#db/schema/access.ts";
import { commissionDecisions } from "#db/schema/commissions.ts";
import { declineCommission, holdCommission } from "#app/commissions/decide-commission.server.ts";
import type { OrderFacts } from "#app/sales/order-facts.ts";
import { recordOrder } from "#app/sales/record-order.server.ts";
import { assessRiskJob } from "#app/risk/assess-risk.job.server.ts";
import { listStandingFlags } from "#app/risk/risk-store.server.ts";
import { runChecks } from "#db/run-checks.server.ts";
import { commissionsOf, creatorBalances } from "#tests/world/books.ts";
import { openTeaShop, type TeaShop } from "#tests/world/lumen-tea.ts";
import { lineOf, orderOf } from "#tests/world/tea-orders.ts";
import { openTestWorld, type TestWorld } from "#tests/world/test-world.ts";
import { approveByRuleJob } from "./approve-by-rule.job.server.ts";
import { previewRule, setApprovalRule } from "./set-approval-rule.server.ts";

let world: TestWorld;
let shop: TeaShop;

beforeEach(async () => {
  world = await openTestWorld();
  shop = await openTeaShop(world.services);
});

const inShop = <T>(work: Parameters<typeof world.services.db.inBrand<T>>[1]) =>
  world.services.db.inBrand(shop.brandId, work);
async function sell(externalId: string, netMinor: bigint, choices: Partial<OrderFacts> = {}): Promise<string> {
  const names = { externalId, externalName: `#${externalId}`, lines: [lineOf({ netMinor })], codes: [shop.mara.code] };
  const order = orderOf(world.clock.now(), { ...names, ...choices });
  const { saleId } = await inShop((tx) => recordOrder(world.services, tx, shop.brandId, shop.storeId, order));
  return (await commissionsOf(world.services, shop.brandId)).find((commission) => commission.saleId === saleId)!.id;
}
const limits = { currency: "EUR", isOn: true, belowPoints: 30, belowMinor: 20_00n };
const setRule = (choices: Partial<typeof limits> = {}, brandId: string | null = shop.brandId) =>
  setApprovalRule(world.services, { brandId, userId: shop.fayUserId }, { ...limits, ...choices });
async function mature(): Promise<void> {
  world.clock.advanceDays(31);
  await assessRiskJob.run(world.services, {});
}
const runRules = () => approveByRuleJob.run(world.services, {});
const payable = async () => (await creatorBalances(world.services, shop.brandId, shop.mara.creatorId)).payable;
const decisionsOf = (commissionId: string) =>
  inShop((tx) => tx.select().from(commissionDecisions).where(eq(commissionDecisions.commissionId, commissionId)));
const findings = async () =>
  (await runChecks(world.database.ownerUrl)).filter(({ findings: count }) => count > 0).map(({ name }) => name);

describe("an approval rule", () => {
  it("is off until somebody sets one", async () => {
    await sell("1001", 100_00n);
    await mature();
    await runRules();
    expect(await payable()).toBe(0n);
  });

  it("approves small, matured, hardly risky commissions, and the decision names the rule and no person", async () => {
    const small = await sell("1001", 100_00n);
    await sell("1002", 200_00n);
    await setRule();
    await runRules();
    expect(await payable()).toBe(0n);
    await mature();
    await runRules();
    await runRules();
    expect(await payable()).toBe(10_00n);
    expect(await decisionsOf(small)).toMatchObject([
      {
        kind: "approve",
        decidedBy: null,
        note: "The approval rule of Lumen Tea: fewer than 30 risk points and less than 20.00 EUR.",
      },
    ]);
    const [event] = await inShop((tx) => tx.select().from(auditEvents).where(eq(auditEvents.subjectId, small)));
    expect(event).toMatchObject({ action: "commission.approved", actorUserId: null });
    expect(await findings()).toEqual([]);
  });

  it("of the platform holds where the brand has none of its own, also none that is off", async () => {
    await sell("1001", 100_00n);
    await setRule({}, null);
    await setRule({ isOn: false });
    await mature();
    await runRules();
    expect(await payable()).toBe(0n);
    world.clock.advanceMs(1);
    await setRule({ belowMinor: 15_00n });
    await runRules();
    expect(await payable()).toBe(10_00n);
  });

  it("never approves what finance keeps waiting, what is blocked, or a creator's own purchase", async () => {
    const kept = await sell("1001", 100_00n);
    await sell("1002", 100_00n, { paymentStatus: "pending" });
    const own = await sell("1003", 100_00n, { customerEmail: "Mara.Lind@people.example" });
    await setRule({ belowPoints: 100 });
    await holdCommission(world.services, {
      ...{ brandId: shop.brandId, commissionId: kept, userId: shop.fayUserId },
      note: "Asking the shop.",
    });
    await mature();
    await runRules();
    expect(await payable()).toBe(0n);
    expect(await inShop((tx) => listStandingFlags(tx, shop.brandId, [own]))).toMatchObject([
      { kind: "own-purchase", points: 60 },
      { kind: "new-creator", points: 10 },
    ]);
  });

  it("previews what it would approve now and why the rest waits, and writes nothing", async () => {
    await sell("1001", 100_00n);
    await sell("1002", 300_00n);
    await sell("1003", 100_00n, { paymentStatus: "pending" });
    await sell("1004", 100_00n, { customerEmail: "mara.lind@people.example" });
    await mature();
    const preview = await previewRule(world.services, shop.brandId, limits);
    expect(preview.counts).toEqual({
      fitting: 1,
      fittingMinor: 10_00n,
      blocked: 1,
      kept: 0,
      large: 1,
      risky: 1,
      unseen: 0,
    });
    expect(preview.examples).toMatchObject([{ orderName: "#1001", heldMinor: 10_00n }]);
    expect(await payable()).toBe(0n);
  });

  it("declines nothing, ever: what does not fit waits for a person", async () => {
    const risky = await sell("1001", 100_00n, { customerEmail: "mara.lind@people.example" });
    await setRule();
    await mature();
    await runRules();
    expect((await commissionsOf(world.services, shop.brandId))[0]).toMatchObject({ status: "held", heldMinor: 10_00n });
    await declineCommission(world.services, {
      ...{ brandId: shop.brandId, commissionId: risky, userId: shop.fayUserId, reason: "self-referral" },
    });
    expect(await findings()).toEqual([]);
  });
});
