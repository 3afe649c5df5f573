import { parse } from "csv-parse/sync";
import { beforeEach, describe, expect, it } from "vitest";
import { sumMinor } from "#app/kit/money.ts";
import { openPayoutWorld, type PayoutWorld } from "#tests/world/payout-world.ts";
import { approveBatch } from "./approve-batch.server.ts";
import { prepareBatch } from "./prepare-batch.server.ts";
import { listStatements, readStatement } from "./read-statement.server.ts";
import { returnPayout } from "./return-payout.server.ts";
import { sendBatch } from "./send-batch.server.ts";
import { monthOf, readMonth } from "./statement.ts";
import { writeStatementCsv } from "./write-statement-csv.server.ts";
import { writeStatementPdf } from "./write-statement-pdf.server.ts";

let world: PayoutWorld;
beforeEach(async () => {
  world = await openPayoutWorld();
});

async function payAll(): Promise<string> {
  const { services, petra, anton } = world;
  const prepared = await prepareBatch(services, { userId: petra, rail: "sepa", currency: "EUR" });
  if (!prepared.ok) throw new Error(prepared.refusal);
  const { batchId } = prepared.value;
  await approveBatch(services, { batchId, userId: anton, roles: ["approver"] });
  await sendBatch(services, { batchId, userId: petra });
  const [payout] = await world.database.ownerSql<{ id: string }[]>`select id from payouts where batch_id = ${batchId}`;
  return payout!.id;
}

const june = monthOf(new Date("2026-06-15T00:00:00Z"));
const july = monthOf(new Date("2026-07-15T00:00:00Z"));
const august = monthOf(new Date("2026-08-15T00:00:00Z"));

describe("a creator's statement", () => {
  it("opens with what the month before closed with, lists every movement, and sums to the ledger", async () => {
    const [mara, lumen, norfolk] = [
      await world.creator("Mara who bakes"),
      await world.brand("Lumen Tea"),
      await world.brand("Norfolk Soap"),
    ];
    const first = await world.earn(mara, lumen, 40_00n, { order: "#1001" });
    await world.earn(mara, norfolk, 15_50n, { order: "#7" });
    await world.earn(mara, lumen, 3_000n, { currency: "JPY" });
    await payAll();
    await world.earn(mara, lumen, 5_00n, { isApproved: false });
    world.clock.moveTo(new Date("2026-07-10T12:00:00Z"));
    await world.clawBack(first, 40_00n);
    await world.earn(mara, norfolk, 90_00n);
    const returned = await payAll();
    world.clock.moveTo(new Date("2026-08-01T00:00:00Z"));
    await returnPayout(world.services, { payoutId: returned, reason: "AC04 account closed", userId: world.petra });

    const [inJune, inJuly, inAugust] = await Promise.all(
      [june, july, august].map((month) => readStatement(world.services, mara.id, month)),
    );
    const euros = [inJune, inJuly, inAugust].map((parts) => parts!.find((part) => part.currency === "EUR")!);
    expect(euros.map((part) => [part.openingMinor, part.closingMinor])).toEqual([
      [0n, 5_00n],
      [5_00n, 5_00n],
      [5_00n, 55_00n],
    ]);
    for (const part of euros) {
      expect(part.openingMinor + sumMinor(part.lines.map((line) => line.amountMinor))).toBe(part.closingMinor);
      expect(sumMinor(part.totals.map((total) => total.amountMinor))).toBe(part.closingMinor - part.openingMinor);
    }
    expect(euros[1]!.lines.map((line) => [line.kind, line.amountMinor])).toEqual([
      ["clawed-back", -40_00n],
      ["earned", 90_00n],
      ["paid", 40_00n],
      ["paid", -90_00n],
    ]);
    expect(euros[1]!.lines[0]).toMatchObject({
      brandName: "Lumen Tea",
      sentence: "The order was refunded.",
      sale: { orderName: "#1001" },
    });
    expect(euros[2]!.closingMinor).toBe((await world.ledger(mara, "held")) + (await world.ledger(mara, "payable")));
    expect(inAugust!.find((part) => part.currency === "JPY")).toMatchObject({
      openingMinor: 3_000n,
      lines: [],
      closingMinor: 3_000n,
    });

    const chain = (await listStatements(world.services, mara.id)).filter((each) => each.currency === "EUR").reverse();
    expect(chain.map((each) => [each.month, each.openingMinor, each.closingMinor])).toEqual(
      euros.map((part, index) => [["2026-06", "2026-07", "2026-08"][index], part.openingMinor, part.closingMinor]),
    );
  });

  it("belongs to its creator alone, and a stranger to every brand has an empty one", async () => {
    const lumen = await world.brand("Lumen Tea");
    const [mara, tom] = [await world.creator("Mara"), await world.creator("Tom")];
    await world.earn(mara, lumen, 40_00n);
    await world.earn(tom, lumen, 7_00n);
    expect(await readStatement(world.services, tom.id, june)).toMatchObject([{ closingMinor: 7_00n }]);
    expect(await readStatement(world.services, (await world.creator("Nobody")).id, june)).toEqual([]);
  });

  it("counts a booking in the last millisecond of a month to that month", async () => {
    const [mara, lumen] = [await world.creator("Mara"), await world.brand("Lumen Tea")];
    world.clock.moveTo(new Date("2026-06-30T23:59:59.999Z"));
    await world.earn(mara, lumen, 1_00n);
    world.clock.moveTo(new Date("2026-07-01T00:00:00.000Z"));
    await world.earn(mara, lumen, 2_00n);
    expect(await readStatement(world.services, mara.id, june)).toMatchObject([
      { openingMinor: 0n, closingMinor: 1_00n },
    ]);
    expect(await readStatement(world.services, mara.id, july)).toMatchObject([
      { openingMinor: 1_00n, closingMinor: 3_00n },
    ]);
  });

  it("is the same in the table and in the PDF, with inert cells and numbered pages", async () => {
    const [mara, lumen] = [await world.creator("Mára Жук"), await world.brand("=Lumen Tea")];
    for (let sale = 1; sale <= 40; sale += 1) await world.earn(mara, lumen, BigInt(sale), { order: `+${sale}` });
    const parts = await readStatement(world.services, mara.id, june);
    const rows = parse(writeStatementCsv(june, parts, "https://fairshare.example")) as string[][];
    expect(rows).toHaveLength(1 + 40 + 2);
    expect(rows[2]).toMatchObject({ 2: "'=Lumen Tea", 3: "'+1", 5: "0.01" });
    expect(rows.at(-1)![6]).toBe("8.20");
    const head = {
      creatorName: mara.name,
      month: june,
      writtenAt: world.clock.now(),
      origin: "https://fairshare.example",
    };
    const pdf = await writeStatementPdf(head, parts);
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    expect([...pdf.toString("latin1").matchAll(/\/Type \/Page\b/g)].length).toBeGreaterThan(1);
  });
});

describe("the name of a month", () => {
  it.each(["2026-13", "2026-00", "1999-01", "2026-6", "", "2026-06-01", undefined])("%s is none", (text) => {
    expect(readMonth(text)).toBeNull();
  });

  it("ends where the next begins, also over the year and in February of a leap year", () => {
    expect(readMonth("2026-12")?.until.toISOString()).toBe("2027-01-01T00:00:00.000Z");
    expect(readMonth("2028-02")?.until.toISOString()).toBe("2028-03-01T00:00:00.000Z");
  });
});
