import { beforeEach, describe, expect, it } from "vitest";
import { eq } from "drizzle-orm";
import { auditEvents } from "#db/schema/access.ts";
import { commissionDecisions } from "#db/schema/commissions.ts";
import { recordDispute } from "#app/sales/record-dispute.server.ts";
import { recordOrder } from "#app/sales/record-order.server.ts";
import { settleSale } from "#app/sales/settle-sale.server.ts";
import { booksOf, commissionsOf, creatorBalances } from "#tests/world/books.ts";
import { openTeaShop, type TeaShop } from "#tests/world/lumen-tea.ts";
import { disputeOf, orderOf } from "#tests/world/tea-orders.ts";
import { openTestWorld, WORLD_START, type TestWorld } from "#tests/world/test-world.ts";
import { approveCommission, declineCommission, holdCommission } from "./decide-commission.server.ts";

let world: TestWorld;
let shop: TeaShop;
let decision: { brandId: string; commissionId: string; userId: string };
let saleId: string;

beforeEach(async () => {
  world = await openTestWorld();
  shop = await openTeaShop(world.services);
  await inShop((tx) =>
    recordOrder(world.services, tx, shop.brandId, shop.storeId, orderOf(WORLD_START, { codes: ["MARA10"] })),
  );
  const [commission] = await commissionsOf(world.services, shop.brandId);
  decision = { brandId: shop.brandId, commissionId: commission!.id, userId: shop.fayUserId };
  saleId = commission!.saleId;
});

const inShop = <T>(work: Parameters<typeof world.services.db.inBrand<T>>[1]) =>
  world.services.db.inBrand(shop.brandId, work);
const balances = () => creatorBalances(world.services, shop.brandId, shop.mara.creatorId);

describe("finance", () => {
  it("cannot approve before the hold is over; then the money is payable", async () => {
    expect(await approveCommission(world.services, decision)).toEqual({ ok: false, refusal: "not-matured" });
    world.clock.advanceDays(30);
    expect(await approveCommission(world.services, decision)).toEqual({ ok: true, value: { status: "approved" } });
    expect(await balances()).toEqual({ held: 0n, payable: 500n, in_transit: 0n });
    expect(await approveCommission(world.services, decision)).toEqual({ ok: false, refusal: "already-decided" });
  });

  it("two of them at once approve once", async () => {
    world.clock.advanceDays(30);
    const answers = await Promise.all(Array.from({ length: 8 }, () => approveCommission(world.services, decision)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await balances()).toEqual({ held: 0n, payable: 500n, in_transit: 0n });
  });

  it("cannot approve a disputed sale", async () => {
    world.clock.advanceDays(30);
    await inShop((tx) => recordDispute(world.services, tx, shop.brandId, shop.storeId, disputeOf(WORLD_START)));
    expect(await approveCommission(world.services, decision)).toEqual({
      ok: false,
      refusal: "blocked",
      detail: "open-dispute",
    });
  });

  it("holds with a note, which changes no money and can be approved later", async () => {
    expect(await holdCommission(world.services, { ...decision, note: "  " })).toEqual({
      ok: false,
      refusal: "note-required",
    });
    expect(
      await holdCommission(world.services, { ...decision, note: "Asked the shop about the parcel." }),
    ).toMatchObject({ ok: true });
    world.clock.advanceDays(30);
    expect(await approveCommission(world.services, decision)).toMatchObject({ ok: true });
  });

  it("declines with a reason from the list, with words for another one, and everything is taken back for good", async () => {
    expect(await declineCommission(world.services, decision)).toEqual({ ok: false, refusal: "reason-required" });
    expect(await declineCommission(world.services, { ...decision, reason: "other" })).toEqual({
      ok: false,
      refusal: "note-required",
    });
    expect(await declineCommission(world.services, { ...decision, reason: "self-referral" })).toMatchObject({
      ok: true,
    });
    await inShop((tx) => settleSale(world.services, tx, shop.brandId, saleId));
    expect(await booksOf(world.services, shop.brandId)).toEqual({});
    expect((await commissionsOf(world.services, shop.brandId))[0]).toMatchObject({
      status: "declined",
      calculatedMinor: 500n,
      earnedMinor: 0n,
      heldMinor: 0n,
    });
    expect(await declineCommission(world.services, { ...decision, reason: "returned" })).toEqual({
      ok: false,
      refusal: "already-decided",
    });
  });

  it("declines what is approved already, which claws it back", async () => {
    world.clock.advanceDays(30);
    await approveCommission(world.services, decision);
    expect(await declineCommission(world.services, { ...decision, reason: "leaked-code" })).toMatchObject({ ok: true });
    expect(await booksOf(world.services, shop.brandId)).toEqual({});
  });

  it("leaves who decided what and why in the log, and finds nothing at another brand", async () => {
    await holdCommission(world.services, { ...decision, note: "Waiting for the parcel." });
    const rows = await inShop((tx) =>
      tx.select().from(commissionDecisions).where(eq(commissionDecisions.brandId, shop.brandId)),
    );
    expect(rows).toMatchObject([{ kind: "hold", note: "Waiting for the parcel.", decidedBy: shop.fayUserId }]);
    const events = await inShop((tx) =>
      tx.select().from(auditEvents).where(eq(auditEvents.subjectId, decision.commissionId)),
    );
    expect(events).toMatchObject([{ action: "commission.held", actorUserId: shop.fayUserId }]);
    const elsewhere = { ...decision, brandId: world.services.newId() };
    expect(await approveCommission(world.services, elsewhere)).toEqual({ ok: false, refusal: "not-found" });
  });
});
