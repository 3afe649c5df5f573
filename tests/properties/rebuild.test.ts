import { asc, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { commissionLines, type commissions } from "#db/schema/commissions.ts";
import { saleLines, sales } from "#db/schema/sales.ts";
import { createRandom, type Random } from "#db/seed/random.ts";
import { approveCommission, declineCommission } from "#app/commissions/decide-commission.server.ts";
import { insertRates } from "#app/currencies/rate-store.server.ts";
import { addMinutes } from "#app/kit/clock.ts";
import { approveBatch } from "#app/payouts/approve-batch.server.ts";
import { sealPayeeText } from "#app/payees/payee-secrets.server.ts";
import { insertPayeeDetails } from "#app/payees/payee-store.server.ts";
import { findPayouts } from "#app/payouts/payout-store.server.ts";
import { prepareBatch } from "#app/payouts/prepare-batch.server.ts";
import { returnPayout } from "#app/payouts/return-payout.server.ts";
import { sendBatch } from "#app/payouts/send-batch.server.ts";
import { settlePayouts } from "#app/payouts/settle-payout.server.ts";
import { connectShop, deliver, shopifyOrder } from "#tests/http/shop-deliveries.ts";
import { booksOf, commissionsOf, decisionsOf } from "#tests/world/books.ts";
import {
  addCampaign,
  addClick,
  addCreator,
  addPartnership,
  addPerson,
  openTeaShop,
  type TeaShop,
} from "#tests/world/lumen-tea.ts";
import { compareBooks } from "#scripts/rebuild/compare-books.ts";
import { fundBrand } from "#tests/world/fund-brand.ts";
import { rebuild } from "#tests/world/rebuild.ts";
import { openTestWorld, WORLD_START, type TestWorld } from "#tests/world/test-world.ts";

const ORDERS = 30;
const MINUTES_PER_MONTH = 30 * 24 * 60;
const HOLD_DAYS = 31;
const TIMEOUT_MS = 120_000;

interface Sent {
  readonly minute: number;
  readonly topic: string;
  readonly body: string;
}

/** One order's life: placed, perhaps edited, refunded in part or whole, cancelled, disputed. */
function lifeOf(id: number, random: Random, clicks: readonly string[]): Sent[] {
  const placed = random.below(MINUTES_PER_MONTH);
  const at = (later: number) => addMinutes(WORLD_START, placed + later).toISOString();
  const code = random.pick(["MARA10", "NILS5", "FOREIGN", null]);
  const facts = {
    ...{ id, name: `#${id}`, created_at: at(0), currency: random.pick(["EUR", "EUR", "USD", "JPY"]) },
    email: `${random.pick(["anna", "ben", "cleo", "dana", `buyer-${id}`])}@example.com`,
    discount_codes: code === null ? [] : [{ code, amount: "0.00", type: "percentage" }],
    note_attributes: random.chance(0.5) ? [{ name: "fs_click", value: random.pick(clicks) }] : [],
  };
  const price = (minor: number) => (facts.currency === "JPY" ? String(minor) : (minor / 100).toFixed(2));
  const [tea, pot] = [20_000 + random.below(50_000), 10_000 + random.below(30_000)];
  const order = (later: number, topic: string, changes: Record<string, unknown> = {}, teaMinor = tea): Sent => ({
    ...{ minute: placed + later, topic },
    body: shopifyOrder({
      ...{
        ...facts,
        updated_at: at(later),
        subtotal_price: price(teaMinor + pot),
        total_price: price(teaMinor + pot),
        total_tax: "0",
      },
      line_items: [
        { id: 1, title: "Sencha", quantity: 1, price: price(teaMinor) },
        { id: 2, title: "Teapot", quantity: 1, price: price(pot) },
      ],
      ...changes,
    }),
  });
  const refund = (later: number, refundId: number, line: 1 | 2): Sent => {
    const amount = price(line === 1 ? tea : pot);
    return {
      ...{ minute: placed + later, topic: "refunds/create" },
      body: JSON.stringify({
        ...{ id: refundId, order_id: id, created_at: at(later) },
        refund_line_items: [{ line_item_id: line, quantity: 1, subtotal: amount, total_tax: "0" }],
        transactions: [{ kind: "refund", status: "success", amount, currency: facts.currency }],
      }),
    };
  };
  const dispute = (later: number, status: string): Sent => ({
    ...{ minute: placed + later, topic: status === "needs_response" ? "disputes/create" : "disputes/update" },
    body: JSON.stringify({
      ...{ id: id + 9000, order_id: id, amount: price(pot), currency: facts.currency, status, initiated_at: at(10) },
    }),
  });
  const chapters: Sent[][] = [
    [order(3, "orders/updated", {}, tea + 500)],
    [refund(20, id * 10 + 1, 2)],
    [refund(20, id * 10 + 1, 2), refund(50_000, id * 10 + 2, 1)],
    [order(30, "orders/cancelled", { cancelled_at: at(30) })],
    [dispute(10, "needs_response"), dispute(60, random.pick(["won", "lost", "needs_response"]))],
    [],
  ];
  return [order(0, "orders/create"), order(1, "orders/paid"), ...random.pick(chapters)];
}

/** Everything that was sent, most of it in order, some twice, some late. */
function deliveriesOf(random: Random, clicks: readonly string[]): (Sent & { readonly arrives: number })[] {
  const sent = Array.from({ length: ORDERS }, (_, index) => lifeOf(1001 + index, random, clicks)).flat();
  return sent
    .flatMap((one) => Array.from({ length: random.chance(0.3) ? 2 : 1 }, () => one))
    .map((one) => ({ ...one, arrives: one.minute + (random.chance(0.2) ? random.below(3000) : 1) }))
    .sort((one, other) => one.arrives - other.arrives);
}

async function openMonth(): Promise<{ world: TestWorld; shop: TeaShop; storeId: string; clicks: string[] }> {
  const world = await openTestWorld();
  const { services } = world;
  const shop = await openTeaShop(services, {
    terms: { returningCustomerRateBps: 300 },
    policy: { bindingWindowDays: 20 },
  });
  const nils = await addCreator(services, "Nils Berg");
  const { campaignId } = await addCampaign(services, shop.brandId, {
    name: "Autumn",
    terms: { kind: "fixed", newCustomerAmountMinor: 700n, returningCustomerAmountMinor: 250n },
  });
  const other = await addPartnership(services, shop.brandId, { campaignId, creatorId: nils.creatorId, code: "NILS5" });
  // No rate for the yen: its commissions wait in both worlds.
  const rate = { currency: "EUR", firstDay: "2026-06-01", lastDay: "2026-07-31", unitsPerDollar: "0.8637", source: "" };
  await services.db.inPlatform((tx) => insertRates(tx, [rate], WORLD_START));
  const clicks = [
    await addClick(services, shop.brandId, shop.mara, { at: addMinutes(WORLD_START, -60), visitor: "v" }),
    await addClick(services, shop.brandId, other, { at: addMinutes(WORLD_START, 8000), visitor: "w" }),
  ];
  const storeId = await connectShop(services, { brandId: shop.brandId, userId: shop.fayUserId, kind: "shopify" });
  return { world, shop, storeId, clicks };
}

/** Pays Mara what is payable over her bank; the payment settles, or comes back. */
async function payOut({ services, clock }: TestWorld, shop: TeaShop, comesBack: boolean): Promise<void> {
  const petra = await addPerson(services, "Petra");
  const at = clock.now();
  const account = { kind: "iban" as const, accountEnding: "3000", currency: null };
  await fundBrand(services, shop.brandId);
  await services.db.inPlatform((tx) =>
    insertPayeeDetails(tx, {
      ...{
        ...account,
        id: services.newId(),
        creatorId: shop.mara.creatorId,
        version: 1,
        createdAt: at,
        usableFrom: at,
      },
      holderNameEncrypted: sealPayeeText(services, "Mara Lind"),
      accountEncrypted: sealPayeeText(services, "DE89370400440532013000"),
    }),
  );
  clock.advanceMs(1000);
  const prepared = await prepareBatch(services, { userId: petra, rail: "sepa", currency: "EUR" });
  if (!prepared.ok) throw new Error(prepared.refusal);
  const { batchId } = prepared.value;
  await approveBatch(services, { batchId, userId: shop.fayUserId, roles: ["approver"] });
  const sent = await sendBatch(services, { batchId, userId: petra });
  if (!sent.ok) throw new Error(sent.refusal);
  clock.advanceMs(1000);
  await settlePayouts(services, { batchId, userId: petra });
  if (!comesBack) return;
  clock.advanceMs(1000);
  const [payout] = await services.db.inPlatform((tx) => findPayouts(tx, { batchId }));
  if (payout) await returnPayout(services, { payoutId: payout.id, reason: "AC04 closed account", userId: petra });
}

/** What a person can see, with the names of orders and lines in place of the ids that a rebuilt world gives anew. */
async function outcomeOf({ services }: TestWorld, brandId: string) {
  const [named, lines] = await services.db.inBrand(brandId, async (tx) => [
    await tx.select().from(sales).orderBy(asc(sales.externalId)),
    await tx
      .select({ externalId: saleLines.externalId, saleLineId: saleLines.id, line: commissionLines })
      .from(commissionLines)
      .innerJoin(saleLines, eq(saleLines.id, commissionLines.saleLineId)),
  ]);
  const nameOf = (saleId: string) => named.find(({ id }) => id === saleId)?.externalId ?? "";
  const shown = (await commissionsOf(services, brandId)).map((row: typeof commissions.$inferSelect) => ({
    ...{ sale: nameOf(row.saleId), partnership: row.partnershipId, status: row.status, blockedBy: row.blockedBy },
    ...{ currency: row.currency, rate: row.exchangeRate, calculated: row.calculatedMinor, earned: row.earnedMinor },
    ...{ held: row.heldMinor, payable: row.payableMinor, holdUntil: row.holdUntil },
    lines: lines
      .filter(({ line }) => line.commissionId === row.id)
      .map(({ externalId, line }) => `${externalId}: ${line.earnedMinor} ${line.sentence}`)
      .sort(),
  }));
  return {
    books: await booksOf(services, brandId),
    sales: named.map(({ externalId, netMinor, paymentStatus, cancelledAt, factsHash }) => [
      externalId,
      netMinor,
      paymentStatus,
      cancelledAt,
      factsHash,
    ]),
    commissions: shown.sort((one, other) =>
      `${one.sale} ${one.partnership}`.localeCompare(`${other.sale} ${other.partnership}`),
    ),
    decisions: (await decisionsOf(services, brandId)).map(({ externalId, rule, sentence, candidates }) => ({
      externalId,
      rule,
      sentence,
      candidates,
    })),
  };
}

describe("everything rebuilt from the raw inbox into an empty database [A13]", () => {
  it.each([1, 2, 3])(
    "has the same balances, commissions and decisions after a month of orders, edits, refunds, cancellations and disputes (%i)",
    async (seed) => {
      const random = createRandom(seed);
      const { world, shop, storeId, clicks } = await openMonth();
      const { services, clock } = world;
      const deliveries = deliveriesOf(random, clicks);
      const half = Math.floor(deliveries.length / 2);
      const send = async (some: typeof deliveries, from: number) => {
        for (const [index, { arrives, topic, body }] of some.entries()) {
          const at = addMinutes(WORLD_START, arrives);
          if (at > clock.now()) clock.moveTo(at);
          await deliver(services, { kind: "shopify", storeId, body, topic, deliveryId: `${from + index}` });
          await world.drain();
        }
      };
      await send(deliveries.slice(0, half), 0);
      // Finance looks at what is mature; what comes afterwards is taken back from what was approved.
      clock.advanceDays(HOLD_DAYS);
      for (const commission of await commissionsOf(services, shop.brandId)) {
        clock.advanceMs(1000);
        const by = { brandId: shop.brandId, commissionId: commission.id, userId: shop.fayUserId };
        if (random.chance(0.15)) await declineCommission(services, { ...by, reason: "duplicate" });
        else await approveCommission(services, by);
      }
      // Some of it is paid, and a payment comes back from the bank: what is refunded afterwards is owed back.
      await payOut(world, shop, random.chance(0.5));
      await send(deliveries.slice(half), half);

      const expected = await outcomeOf(world, shop.brandId);
      const statuses = new Set(expected.commissions.map(({ status }) => status));
      expect([...statuses].sort()).toEqual(["approved", "declined", "held"]);
      const rebuilt = await rebuild(world);
      expect(await outcomeOf(rebuilt, shop.brandId)).toEqual(expected);
      const { compared, differences } = await compareBooks(world.database.ownerSql, rebuilt.database.ownerSql);
      expect(differences).toEqual([]);
      expect(compared.get("statements")).toBeGreaterThan(5);
      expect(compared.get("payouts")).toBeGreaterThan(0);
    },
    TIMEOUT_MS,
  );
});
