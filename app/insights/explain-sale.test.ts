import { beforeEach, describe, expect, it } from "vitest";
import { addCreator, addClick, addPartnership, addBrand, openTeaShop, type TeaShop } from "#tests/world/lumen-tea.ts";
import { orderOf, refundOf } from "#tests/world/tea-orders.ts";
import { openTestWorld, WORLD_START, type TestWorld } from "#tests/world/test-world.ts";
import { addDays } from "#app/kit/clock.ts";
import { sumMinor } from "#app/kit/money.ts";
import { approveCommission } from "#app/commissions/decide-commission.server.ts";
import type { OrderFacts } from "#app/sales/order-facts.ts";
import { recordOrder } from "#app/sales/record-order.server.ts";
import { recordRefund } from "#app/sales/record-refund.server.ts";
import { explainSale } from "./explain-sale.server.ts";
import type { SaleExplanation, Viewer } from "./sale-explanation.ts";

const BUYER = "buyer.anna@people.example";
let world: TestWorld;
let shop: TeaShop;
let jonas: { creatorId: string; partnershipId: string; linkId: string };

beforeEach(async () => {
  world = await openTestWorld();
  shop = await openTeaShop(world.services);
  const person = await addCreator(world.services, "Jonas Berg");
  const partnership = await addPartnership(world.services, shop.brandId, {
    ...shop,
    creatorId: person.creatorId,
    code: "JONAS5",
  });
  jonas = { ...person, ...partnership };
});

async function record(choices: Partial<OrderFacts>): Promise<string> {
  const order = orderOf(WORLD_START, { customerEmail: BUYER, ...choices });
  const result = await world.services.db.inBrand(shop.brandId, (tx) =>
    recordOrder(world.services, tx, shop.brandId, shop.storeId, order),
  );
  if (result.saleId === null) throw new Error(result.sentence);
  return result.saleId;
}

/** Jonas's click, then Mara's, then an order with Mara's code and one that belongs to nobody. */
async function recordContestedSale(): Promise<string> {
  const jonasClick = await addClick(world.services, shop.brandId, jonas, {
    at: addDays(WORLD_START, -3),
    placement: "jonas-video",
  });
  const maraClick = await addClick(world.services, shop.brandId, shop.mara, {
    at: addDays(WORLD_START, -1),
    placement: "story",
  });
  return record({ codes: ["MARA10", "WELCOME5"], clickIds: [jonasClick, maraClick] });
}

async function explain(saleId: string, viewer: Viewer, brandId?: string): Promise<SaleExplanation> {
  const explained = await explainSale(world.services, {
    saleId,
    viewer,
    ...(brandId === undefined ? {} : { brandId }),
  });
  if (!explained.ok) throw new Error(explained.refusal);
  return explained.value;
}

const toMara = () => ({ kind: "creator", creatorId: shop.mara.creatorId }) as const;
const textOf = (explanation: SaleExplanation) =>
  JSON.stringify(explanation, (_key, value: unknown) => (typeof value === "bigint" ? value.toString() : value));

describe("the explanation of a credited sale", () => {
  it("names every candidate with its verdict, the policy that judged and the whole in one sentence [A40]", async () => {
    const explanation = await explain(await recordContestedSale(), { kind: "brand" }, shop.brandId);
    expect(explanation.decision?.sentence).toContain("Credited to Mara Lind");
    expect(
      explanation.decision?.candidates.map(({ kind, creatorName, verdict }) => [kind, creatorName, verdict]),
    ).toEqual([
      ["click", "Jonas Berg", "outranked"],
      ["click", "Mara Lind", "outranked"],
      ["code", "Mara Lind", "credited"],
      ["code", null, "unknown-code"],
    ]);
    expect(explanation.decision?.candidates.every(({ sentence }) => sentence.length > 20)).toBe(true);
    expect(explanation.policies).toMatchObject([{ version: 1, preset: "code-wins", campaignName: "Spring harvest" }]);
    expect(explanation.credits).toMatchObject([{ creatorName: "Mara Lind", shareBps: 10_000, placement: "story" }]);
  });

  it("adds up: lines to the commission, movements to where the money is", async () => {
    const explanation = await explain(await recordContestedSale(), { kind: "finance" });
    const [commission] = explanation.commissions;
    expect(commission).toMatchObject({ earnedMinor: 500n, heldMinor: 500n, termsVersion: 1 });
    expect(
      sumMinor(explanation.lines.flatMap(({ commissions }) => commissions.map(({ earnedMinor }) => earnedMinor))),
    ).toBe(500n);
    expect(explanation.movements).toMatchObject([
      { eventCode: "commission.earned", amountMinor: 500n, from: "brand", to: "held" },
    ]);
    expect(commission?.next).toEqual([{ kind: "hold-running", amountMinor: 500n, until: addDays(WORLD_START, 30) }]);
  });

  it("tells of the approval once finance gave it, and by whom only inside", async () => {
    const saleId = await recordContestedSale();
    const [commission] = (await explain(saleId, { kind: "finance" })).commissions;
    world.clock.advanceDays(31);
    const decision = { brandId: shop.brandId, commissionId: commission?.id ?? "", userId: shop.fayUserId };
    expect(await approveCommission(world.services, decision)).toMatchObject({ ok: true });
    const inside = await explain(saleId, { kind: "finance" });
    expect(inside.commissions[0]?.decisions).toMatchObject([{ kind: "approve", decidedBy: "Fay Finance" }]);
    expect(inside.movements.map(({ from, to }) => `${from} → ${to}`)).toEqual(["brand → held", "held → payable"]);
    const outside = await explain(saleId, toMara());
    expect(outside.commissions[0]?.decisions).toMatchObject([{ kind: "approve", decidedBy: null }]);
    expect(outside.commissions[0]?.waitsFor).toContain("Add your payee details");
  });

  it("counts earlier decisions and keeps their sentences", async () => {
    const saleId = await record({ codes: ["JONAS5"] });
    await record({ codes: ["MARA10"], providerUpdatedAt: addDays(WORLD_START, 1) });
    const { decision } = await explain(saleId, { kind: "brand" }, shop.brandId);
    expect(decision?.sentence).toContain("Mara Lind");
    expect(decision?.earlier.map(({ sentence }) => sentence)).toEqual([expect.stringContaining("Jonas Berg")]);
  });
});

describe("what other rules would have said of a sale", () => {
  it("is told by name to brand and finance, those that agree in one line", async () => {
    const saleId = await recordContestedSale();
    for (const viewer of [{ kind: "brand" }, { kind: "finance" }] as const) {
      const { otherRules } = await explain(saleId, viewer, shop.brandId);
      expect(otherRules?.flatMap(({ ours, published }) => [...ours, ...published])).toHaveLength(15);
      expect(
        otherRules?.map(({ ours, credits, isAsDecided }) => [ours[0]?.name, credits[0]?.creatorName, isAsDecided]),
      ).toEqual([
        ["The code wins", "Mara Lind", true],
        ["The first touch wins", "Jonas Berg", false],
        ["Shared equally", "Mara Lind", false],
        ["The later, the more", "Mara Lind", false],
      ]);
      const sayings = otherRules?.flatMap(({ ours, published }) => [...ours, ...published]);
      expect(sayings?.every(({ sentence }) => sentence.startsWith("Credited to "))).toBe(true);
    }
  });

  it("is told to a creator about themselves and “another creator”", async () => {
    const { otherRules } = await explain(await recordContestedSale(), toMara());
    expect(otherRules?.map(({ credits }) => credits.map(({ creatorName, isOwn }) => [creatorName, isOwn]))).toEqual([
      [["Mara Lind", true]],
      [["another creator", false]],
      expect.arrayContaining([["another creator", false]]),
      [
        ["Mara Lind", true],
        ["another creator", false],
      ],
    ]);
  });

  it("is not guessed once the clicks behind the sale are gone", async () => {
    const saleId = await recordContestedSale();
    await world.database.ownerSql`delete from clicks`;
    expect((await explain(saleId, { kind: "brand" }, shop.brandId)).otherRules).toBeNull();
  });
});

describe("a click on the time line", () => {
  it("says by which network and device it came, to a creator of their own clicks alone", async () => {
    const saleId = await recordContestedSale();
    await world.database.ownerSql`update clicks set network = 'instagram', device = 'phone'`;
    const seen = (explanation: SaleExplanation) =>
      explanation.decision?.candidates
        .filter(({ kind }) => kind === "click")
        .map(({ network, device, placement }) => [network, device, placement]);
    expect(seen(await explain(saleId, { kind: "brand" }, shop.brandId))).toEqual([
      ["instagram", "phone", "jonas-video"],
      ["instagram", "phone", "story"],
    ]);
    expect(seen(await explain(saleId, toMara()))).toEqual([
      ["", null, ""],
      ["instagram", "phone", "story"],
    ]);
  });
});

describe("the explanation of a sale that is credited to nobody", () => {
  it("says why nobody is, and no money moves [A40]", async () => {
    const explanation = await explain(await record({ codes: ["WELCOME5"] }), { kind: "brand" }, shop.brandId);
    expect(explanation.decision?.sentence).toMatch(/^Credited to nobody: /);
    expect(explanation.decision?.candidates).toMatchObject([{ verdict: "unknown-code", codeEntered: "WELCOME5" }]);
    expect(explanation.credits).toEqual([]);
    expect(explanation.commissions).toEqual([]);
    expect(explanation.movements).toEqual([]);
  });
});

describe("the explanation of a refunded sale", () => {
  it("shows per line what went back and what is left to earn", async () => {
    const saleId = await record({ codes: ["MARA10"] });
    const refund = refundOf(addDays(WORLD_START, 2), 2000n, {
      lines: [{ externalLineId: "teapot", quantity: 1, netMinor: 2000n }],
    });
    await world.services.db.inBrand(shop.brandId, (tx) =>
      recordRefund(world.services, tx, shop.brandId, shop.storeId, refund),
    );
    const explanation = await explain(saleId, { kind: "brand" }, shop.brandId);
    expect(explanation.lines.map(({ title, refundedMinor }) => [title, refundedMinor])).toEqual([["Sencha, 100 g", 0n], ["Teapot", 2000n]]); // prettier-ignore
    expect(explanation.commissions).toMatchObject([{ earnedMinor: 300n, heldMinor: 300n }]);
    expect(explanation.movements.map(({ eventCode, amountMinor }) => [eventCode, amountMinor])).toEqual([
      ["commission.earned", 500n],
      ["commission.reversed", 200n],
    ]);
  });

  it("without lines spreads the refund, also on a sale of nobody", async () => {
    const saleId = await record({});
    const refund = refundOf(addDays(WORLD_START, 2), 2500n);
    await world.services.db.inBrand(shop.brandId, (tx) =>
      recordRefund(world.services, tx, shop.brandId, shop.storeId, refund),
    );
    const explanation = await explain(saleId, { kind: "brand" }, shop.brandId);
    expect(explanation.lines.map(({ refundedMinor }) => refundedMinor)).toEqual([1500n, 1000n]);
    expect(explanation.refunds).toMatchObject([{ status: "counted", amountMinor: 2500n }]);
  });
});

describe("a creator's view [A40]", () => {
  it("holds no buyer, no other creator's name, code or placement, whichever of them won", async () => {
    const [customer] = await world.database
      .ownerSql`select customer_key from sales where id = ${await recordContestedSale()}`;
    const saleId = await recordContestedSale();
    const won = textOf(await explain(saleId, toMara()));
    expect(won).toContain("Mara Lind");
    expect(won).toContain("another creator");
    for (const secret of [
      BUYER,
      "anna",
      String(customer?.["customer_key"]),
      "Jonas",
      "JONAS5",
      "WELCOME5",
      "jonas-video",
      "Fay",
    ]) {
      expect(won).not.toContain(secret);
    }
    await record({ codes: ["JONAS5"], providerUpdatedAt: addDays(WORLD_START, 1) });
    const lost = textOf(await explain(saleId, toMara()));
    expect(lost).toContain("Credited to another creator");
    for (const secret of [BUYER, "Jonas", "JONAS5"]) expect(lost).not.toContain(secret);
  });

  it("lists all candidates and only their own money", async () => {
    const explanation = await explain(await recordContestedSale(), toMara());
    expect(explanation.decision?.candidates.map(({ creatorName, isOwn }) => [creatorName, isOwn])).toEqual([
      ["another creator", false],
      ["Mara Lind", true],
      ["Mara Lind", true],
      [null, false],
    ]);
    await record({ codes: ["JONAS5"], providerUpdatedAt: addDays(WORLD_START, 1) });
    const afterwards = await explain(explanation.sale.id, toMara());
    expect(afterwards.commissions).toHaveLength(1);
    expect(afterwards.commissions[0]).toMatchObject({ earnedMinor: 0n });
    expect(afterwards.movements.map(({ eventCode }) => eventCode)).toEqual([
      "commission.earned",
      "commission.reversed",
    ]);
  });
});

describe("a sale that is not theirs to see", () => {
  it("is unknown to another brand, to a creator without a commission on it, and to everybody when it does not exist", async () => {
    const saleId = await record({ codes: ["MARA10"] });
    const other = await addBrand(world.services, "Fell Boots");
    const refusal = { ok: false, refusal: "unknown-sale" };
    expect(await explainSale(world.services, { saleId, brandId: other.brandId, viewer: { kind: "brand" } })).toEqual(
      refusal,
    );
    expect(
      await explainSale(world.services, { saleId, viewer: { kind: "creator", creatorId: jonas.creatorId } }),
    ).toEqual(refusal);
    expect(await explainSale(world.services, { saleId: world.services.newId(), viewer: { kind: "finance" } })).toEqual(
      refusal,
    );
    expect(await explainSale(world.services, { saleId: "1 or 1", viewer: { kind: "finance" } })).toEqual(refusal);
  });
});

describe("the shopper of a sale", () => {
  it("is told to brand and finance by the signs that join their orders, and to no creator", async () => {
    const phone = { customerPhone: "+49 30 123456" };
    await record({ ...phone, externalId: "0900", externalName: "#0900", placedAt: addDays(WORLD_START, -9) });
    const saleId = await record({ ...phone, codes: ["MARA10"], customerEmail: "anna@work.example" });
    const joined = { sentences: ["Order #1001 and order #0900 name the same phone number."] };
    expect((await explain(saleId, { kind: "brand" }, shop.brandId)).shopper).toEqual(joined);
    expect((await explain(saleId, { kind: "finance" })).shopper).toEqual(joined);
    expect((await explain(saleId, toMara())).shopper).toBeNull();
    expect(textOf(await explain(saleId, toMara()))).not.toContain("0900");
  });

  it("is not spoken of where nothing else is known", async () => {
    expect((await explain(await record({}), { kind: "brand" }, shop.brandId)).shopper).toBeNull();
  });
});
