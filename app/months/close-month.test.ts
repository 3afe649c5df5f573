import { beforeEach, describe, expect, it } from "vitest";
import { approveCommission } from "#app/commissions/decide-commission.server.ts";
import { sealPayeeText } from "#app/payees/payee-secrets.server.ts";
import { prepareBatch } from "#app/payouts/prepare-batch.server.ts";
import { cancelBatch } from "#app/payouts/cancel-batch.server.ts";
import { recordOrder } from "#app/sales/record-order.server.ts";
import { runChecks } from "#db/run-checks.server.ts";
import { ledgerTransactions } from "#db/schema/ledger.ts";
import { payeeDetails } from "#db/schema/creators.ts";
import { commissionsOf } from "#tests/world/books.ts";
import { addPerson, openTeaShop, type TeaShop } from "#tests/world/lumen-tea.ts";
import { lineOf, orderOf } from "#tests/world/tea-orders.ts";
import { fundBrand } from "#tests/world/fund-brand.ts";
import { openTestWorld, type TestWorld } from "#tests/world/test-world.ts";
import {
  checkAgain,
  confirmClosing,
  confirmReopening,
  keepClosed,
  proposeClosing,
  proposeReopening,
  withdrawClosing,
} from "./close-month.server.ts";
import { readMonth } from "#app/statements/statement.ts";

const june = readMonth("2026-06")!;
const july = readMonth("2026-07")!;

let world: TestWorld;
let shop: TeaShop;
let people: { petra: string; anton: string; zora: string };

/** Mara sold for Lumen Tea in April, and finance approved it in June; it is the third of July. Petra prepares, Anton and Zora approve. */
beforeEach(async () => {
  world = await openTestWorld(new Date("2026-04-20T09:00:00.000Z"));
  const { services } = world;
  shop = await openTeaShop(services);
  people = {
    petra: await addPerson(services, "Petra"),
    anton: await addPerson(services, "Anton"),
    zora: await addPerson(services, "Zora"),
  };
  const lines = [lineOf({ netMinor: 600_00n })];
  await inShop((tx) =>
    recordOrder(
      services,
      tx,
      shop.brandId,
      shop.storeId,
      orderOf(world.clock.now(), { lines, codes: [shop.mara.code] }),
    ),
  );
  await services.db.inPlatform((tx) =>
    tx.insert(payeeDetails).values({
      ...{ id: services.newId(), creatorId: shop.mara.creatorId, version: 1, kind: "iban", accountEnding: "3000" },
      ...{ usableFrom: world.clock.now(), createdAt: world.clock.now() },
      holderNameEncrypted: sealPayeeText(services, "Mara Lind"),
      accountEncrypted: sealPayeeText(services, "DE89370400440532013000"),
    }),
  );
  await fundBrand(services, shop.brandId);
  world.clock.moveTo(new Date("2026-06-15T09:00:00.000Z"));
  const [commission] = await commissionsOf(services, shop.brandId);
  await approveCommission(services, { brandId: shop.brandId, commissionId: commission!.id, userId: shop.fayUserId });
  world.clock.moveTo(new Date("2026-07-03T09:00:00.000Z"));
});

const inShop = <T>(work: Parameters<typeof world.services.db.inBrand<T>>[1]) =>
  world.services.db.inBrand(shop.brandId, work);
const petra = (closingId: string) => ({ closingId, userId: people.petra, roles: ["preparer"] as const });
const anton = (closingId: string) => ({ closingId, userId: people.anton, roles: ["approver"] as const });
async function propose(month = june): Promise<string> {
  const outcome = await proposeClosing(world.services, { month, userId: people.petra });
  if (!outcome.ok) throw new Error(outcome.refusal);
  await world.drain();
  return outcome.value.closingId;
}
async function close(month = june): Promise<string> {
  const closingId = await propose(month);
  expect(await confirmClosing(world.services, anton(closingId))).toMatchObject({ ok: true });
  return closingId;
}
const findings = async () =>
  (await runChecks(world.database.ownerUrl)).filter(({ findings: count }) => count > 0).map(({ name }) => name);

describe("closing a month", () => {
  it("takes two people, the second an approver, and the books' own checks", async () => {
    const closingId = await propose();
    const { services } = world;
    expect(await confirmClosing(services, petra(closingId))).toMatchObject({ refusal: "not-an-approver" });
    const both = { ...petra(closingId), roles: ["preparer", "approver"] as const };
    expect(await confirmClosing(services, both)).toMatchObject({ refusal: "your-own-proposal" });
    const answers = await Promise.all([1, 2, 3].map(() => confirmClosing(services, anton(closingId))));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await findings()).toEqual([]);
  });

  it("waits for the month's end and a day more, and happens once", async () => {
    const byPetra = { month: july, userId: people.petra };
    expect(await proposeClosing(world.services, byPetra)).toMatchObject({ refusal: "not-over" });
    world.clock.moveTo(new Date("2026-08-01T23:59:59.999Z"));
    expect(await proposeClosing(world.services, byPetra)).toMatchObject({ refusal: "not-over" });
    world.clock.advanceMs(1);
    await close(july);
    expect(await proposeClosing(world.services, { ...byPetra, month: june })).toMatchObject({
      refusal: "closed-already",
    });
  });

  it("is refused while the checks were not run, or a batch is open, and says which", async () => {
    const proposed = await proposeClosing(world.services, { month: june, userId: people.petra });
    const closingId = proposed.ok ? proposed.value.closingId : "";
    expect(await confirmClosing(world.services, anton(closingId))).toMatchObject({
      refusal: "checklist-open",
      detail: expect.stringContaining("have not been run"),
    });
    await world.drain();
    world.clock.moveTo(new Date("2026-06-30T12:00:00.000Z"));
    const batch = await prepareBatch(world.services, { rail: "sepa", currency: "EUR", userId: people.petra });
    world.clock.moveTo(new Date("2026-07-03T09:00:00.000Z"));
    expect(await confirmClosing(world.services, anton(closingId))).toMatchObject({
      refusal: "checklist-open",
      detail: "1 batch is neither sent nor cancelled.",
    });
    await cancelBatch(world.services, { batchId: batch.ok ? batch.value.batchId : "", userId: people.petra });
    expect(await confirmClosing(world.services, anton(closingId))).toMatchObject({ ok: true });
  });

  it("can be taken back before it is confirmed, and proposed again", async () => {
    const closingId = await propose();
    expect(await proposeClosing(world.services, { month: june, userId: people.anton })).toMatchObject({
      refusal: "proposed-already",
    });
    await withdrawClosing(world.services, petra(closingId));
    expect(await confirmClosing(world.services, anton(closingId))).toMatchObject({ refusal: "not-proposed" });
    expect(await checkAgain(world.services, petra(closingId))).toMatchObject({ refusal: "not-proposed" });
    await close();
  });
});

describe("a closed month", () => {
  it("stays as it was signed: an order of June that comes in July is booked in July and says so", async () => {
    await close();
    const names = { externalId: "1002", externalName: "#1002", codes: [shop.mara.code] };
    await inShop((tx) => recordOrder(world.services, tx, shop.brandId, shop.storeId, orderOf(june.from, names)));
    const rows = await inShop((tx) => tx.select().from(ledgerTransactions).orderBy(ledgerTransactions.recordedAt));
    const late = rows.at(-1);
    expect(late?.occurredAt).toEqual(world.clock.now());
    expect(late?.sentence).toContain(
      "It happened on 1 June 2026, in a month that is closed, so it is booked on 3 July 2026.",
    );
    expect(await findings()).toEqual([]);
  });

  it("has statements whose hash is kept: a changed sentence of June is found", async () => {
    await close();
    await world.database.superuserSql.unsafe(`set session_replication_role = replica;
      update ledger_transactions set sentence = 'Something else.'; set session_replication_role = origin;`);
    expect(await findings()).toContain("closed-statements-stand");
  });

  it("is reopened by two people with a reason, and only the latest one", async () => {
    const juneClosing = await close();
    world.clock.moveTo(new Date("2026-08-03T09:00:00.000Z"));
    const julyClosing = await close(july);
    const { services } = world;
    const why = { reason: "A bank statement came late." };
    expect(await proposeReopening(services, { ...petra(juneClosing), ...why })).toMatchObject({
      refusal: "not-the-latest",
    });
    await proposeReopening(services, { ...petra(julyClosing), ...why });
    await keepClosed(services, anton(julyClosing));
    expect(await confirmReopening(services, anton(julyClosing))).toMatchObject({ refusal: "not-reopening" });
    await proposeReopening(services, { ...anton(julyClosing), ...why });
    expect(await confirmReopening(services, anton(julyClosing))).toMatchObject({ refusal: "your-own-proposal" });
    expect(await confirmReopening(services, { ...anton(julyClosing), userId: people.zora })).toMatchObject({
      ok: true,
    });
    expect(await proposeReopening(services, { ...petra(juneClosing), ...why })).toMatchObject({ ok: true });
    expect(await findings()).toEqual([]);
    await keepClosed(services, petra(juneClosing));
    await close(july);
    expect(await findings()).toEqual([]);
  });
});
