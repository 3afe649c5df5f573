import { parse } from "csv-parse/sync";
import { beforeEach, describe, expect, it } from "vitest";
import { parseDecimal, sumMinor } from "#app/kit/money.ts";
import { brandCommissionsAccount, creatorAccount } from "#app/ledger/account.ts";
import { postTransaction } from "#app/ledger/post-transaction.server.ts";
import { readPdf } from "#tests/world/read-pdf.ts";
import { openPayoutWorld, type NamedCreator, type PayoutWorld } from "#tests/world/payout-world.ts";
import { approveBatch } from "#app/payouts/approve-batch.server.ts";
import { MAX_PDF_ROWS } from "#app/payouts/page-sizes.ts";
import { prepareBatch } from "#app/payouts/prepare-batch.server.ts";
import { readOwnPayout } from "#app/payouts/read-batches.server.ts";
import { listStatements, readStatement, readStatementPage, streamStatement } from "./read-statement.server.ts";
import { returnPayout } from "#app/payouts/return-payout.server.ts";
import { sendBatch } from "#app/payouts/send-batch.server.ts";
import { monthOf, readMonth, type StatementEntry, type StatementMonth } from "./statement.ts";
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

const origin = "https://fairshare.example";

function headOf(creator: NamedCreator) {
  return { creatorName: creator.name, month: june, writtenAt: world.clock.now(), origin };
}

/** The statement as the CSV has it, a record per row by the names of the columns. */
async function readTable(creator: NamedCreator, month: StatementMonth): Promise<Record<string, string>[]> {
  let table = "";
  for await (const chunk of writeStatementCsv(month, streamStatement(world.services, creator.id, month), origin))
    table += chunk;
  return parse(table, { columns: true });
}

function sumColumn(rows: readonly Record<string, string>[], column: string): bigint {
  return sumMinor(rows.map((row) => (row[column] ? parseDecimal(row[column], row["currency"]!)! : 0n)));
}

const june = monthOf(new Date("2026-06-15T00:00:00Z"));
const july = monthOf(new Date("2026-07-15T00:00:00Z"));
const august = monthOf(new Date("2026-08-15T00:00:00Z"));

describe("a creator's statement", () => {
  it("opens with what the month before closed with, lists every movement, and sums to the ledger [A10]", async () => {
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
      [june, july, august].map((month) => readStatementPage(world.services, mara.id, month, 1)),
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

  it("is the same in the table and in the PDF, as independent readers find them, with inert cells and numbered pages [A34]", async () => {
    const [mara, lumen] = [await world.creator("Mára Жук"), await world.brand("=Lumen Tea")];
    for (let sale = 1; sale <= 40; sale += 1) await world.earn(mara, lumen, BigInt(sale), { order: `+${sale}` });
    const rows = await readTable(mara, june);
    expect(rows).toHaveLength(40 + 2);
    expect(rows[1]).toMatchObject({ brand: "'=Lumen Tea", order: "'+1", amount: "0.01" });
    expect(rows.at(-1)!["balance"]).toBe("8.20");
    const pdf = await writeStatementPdf(headOf(mara), streamStatement(world.services, mara.id, june));
    if (!pdf.ok) throw new Error(pdf.refusal);
    const { pageCount, texts } = readPdf(pdf.value);
    expect(pageCount).toBeGreaterThan(1);
    expect(texts).toEqual(expect.arrayContaining(["Statement for June 2026", "Mára Zhuk"]));
    const toMinor = (text: string) => parseDecimal(text.replace("+", ""), "EUR");
    const earned = texts.flatMap((text, at) => (/^Earned: order \+\d+/.test(text) ? [at] : []));
    expect(earned).toHaveLength(40);
    // Of the figures after a line the first is its amount, the second the balance it makes; both are those of the table.
    const figuresAfter = (at: number) =>
      texts
        .slice(at, earned[earned.indexOf(at) + 1])
        .filter((text) => /^[+-]?\d+\.\d\d$/.test(text))
        .slice(0, 2);
    expect(earned.map((at) => figuresAfter(at).map(toMinor))).toEqual(
      rows.slice(1, 41).map((row) => [toMinor(row["amount"] ?? ""), toMinor(row["balance"] ?? "")]),
    );
    expect(texts.filter((text) => /^Page \d+ of \d+$/.test(text))).toHaveLength(pageCount);
  });
});

describe("every cent of a statement names its sale", () => {
  it("a payout names the sales behind it at each brand, also where a clawback was netted and where it came back", async () => {
    const [mara, lumen, norfolk] = [
      await world.creator("Mara who bakes"),
      await world.brand("Lumen Tea"),
      await world.brand("Norfolk Soap"),
    ];
    const first = await world.earn(mara, lumen, 40_00n, { order: "#1001" });
    await payAll();
    world.clock.moveTo(new Date("2026-07-10T12:00:00Z"));
    await world.clawBack(first, 40_00n);
    await world.earn(mara, lumen, 12_34n, { order: "#1002" });
    await world.earn(mara, norfolk, 90_00n, { order: "#7" });
    await world.earn(mara, norfolk, 5_01n, { order: "#8" });
    await returnPayout(world.services, {
      payoutId: await payAll(),
      reason: "AC04 account closed",
      userId: world.petra,
    });

    const [part] = await readStatementPage(world.services, mara.id, july, 1);
    const payoutLines = part!.lines.filter((line) => line.payoutId !== null);
    const named = payoutLines.map((line) => ({
      what: `${line.kind}, ${line.brandName}`,
      amountMinor: line.amountMinor,
      sales: line.paidSales.map((sale) => [sale.orderName, sale.amountMinor]),
    }));
    const sortedByName = named.sort((a, b) => (a.what < b.what ? -1 : 1));
    expect(sortedByName).toEqual([
      { what: "paid, Lumen Tea", amountMinor: 27_66n, sales: [["#1001", 40_00n], ["#1002", -12_34n]] },
      { what: "paid, Norfolk Soap", amountMinor: -95_01n, sales: [["#7", -90_00n], ["#8", -5_01n]] },
      { what: "returned, Lumen Tea", amountMinor: -27_66n, sales: [["#1001", -40_00n], ["#1002", 12_34n]] },
      { what: "returned, Norfolk Soap", amountMinor: 95_01n, sales: [["#7", 90_00n], ["#8", 5_01n]] },
    ]); // prettier-ignore
    for (const line of payoutLines) {
      expect(sumMinor(line.paidSales.map((sale) => sale.amountMinor))).toBe(line.amountMinor);
      expect(line.paidSaleCount).toBe(2);
    }
  });

  it("in the table a payout's sales have a column of their own, so that the amounts still sum to the balance [A34]", async () => {
    const [mara, lumen, norfolk] = [
      await world.creator("Mara who bakes"),
      await world.brand("Lumen Tea"),
      await world.brand("Norfolk Soap"),
    ];
    const first = await world.earn(mara, lumen, 40_00n, { order: "=1001" });
    await world.earn(mara, norfolk, 15_50n, { order: "#7" });
    await payAll();
    await world.clawBack(first, 40_00n);
    await world.earn(mara, norfolk, 90_00n, { order: "#8" });
    await payAll();

    const rows = await readTable(mara, june);
    expect(sumColumn(rows, "amount")).toBe(parseDecimal(rows.at(-1)!["balance"]!, "EUR"));
    const payoutRows = rows.filter((row) => row["what"] === "Paid out");
    expect(payoutRows).toHaveLength(4);
    expect(sumColumn(rows, "part of the payout")).toBe(sumColumn(payoutRows, "amount"));
    const behind = rows.filter((row) => row["what"] === "Paid out, sale behind it");
    expect(behind.map((row) => [row["brand"], row["order"], row["part of the payout"], row["amount"]]).sort()).toEqual([
      ["Lumen Tea", "'=1001", "-40.00", ""],
      ["Lumen Tea", "'=1001", "40.00", ""],
      ["Norfolk Soap", "#7", "-15.50", ""],
      ["Norfolk Soap", "#8", "-90.00", ""],
    ]);
    for (const row of behind) expect(row["explanation"]).toMatch(/^https:\/\/fairshare\.example\/creator\/sales\/./);
  });

  it("a payout of many sales shows the first ones and counts all, and its own page lists every one", async () => {
    const [mara, lumen] = [await world.creator("Mara who bakes"), await world.brand("Lumen Tea")];
    for (let sale = 1; sale <= 30; sale += 1) await world.earn(mara, lumen, 1_00n);
    const payoutId = await payAll();
    const [part] = await readStatementPage(world.services, mara.id, june, 1);
    expect(part!.lines.at(-1)).toMatchObject({ kind: "paid", paidSaleCount: 30, paidSales: { length: 25 } });
    const pages = await Promise.all([1, 2].map((page) => readOwnPayout(world.services, mara.id, payoutId, page)));
    expect(pages.map((page) => page!.sales.length)).toEqual([25, 5]);
    expect(sumMinor(pages.flatMap((page) => page!.sales.map((sale) => sale.amountMinor)))).toBe(30_00n);
    expect(pages[0]!.payout).toMatchObject({ amountMinor: 30_00n, saleCount: 30 });
  });

  it("a payout's page is its creator's alone, and there is none before it is sent", async () => {
    const [mara, tom, lumen] = [
      await world.creator("Mara"),
      await world.creator("Tom"),
      await world.brand("Lumen Tea"),
    ];
    await world.earn(mara, lumen, 40_00n);
    const payoutId = await payAll();
    expect(await readOwnPayout(world.services, tom.id, payoutId, 1)).toBeNull();
    await world.earn(mara, lumen, 40_00n);
    await prepareBatch(world.services, { userId: world.petra, rail: "sepa", currency: "EUR" });
    const [open] = await world.database.ownerSql<{ id: string }[]>`select id from payouts where status = 'prepared'`;
    expect(await readOwnPayout(world.services, mara.id, open!.id, 1)).toBeNull();
  });
});

describe("a long statement", () => {
  it("is whole in the table and page by page, and never closes short", async () => {
    const [mara, lumen] = [await world.creator("Mara who bakes"), await world.brand("Lumen Tea")];
    await world.earn(mara, lumen, 40_00n);
    // Seven bookings stand in the same millisecond each time, so that a stretch may end among them.
    await world.services.db.inBrand(lumen.id, async (tx) => {
      for (let cent = 1; cent <= 1_100; cent += 1) {
        if (cent % 7 === 0) world.clock.advanceMs(1);
        await postTransaction(world.services, tx, lumen.id, {
          idempotencyKey: `cent ${cent}`,
          eventCode: "commission.earned",
          sentence: "One more cent.",
          occurredAt: world.clock.now(),
          entries: [
            { account: brandCommissionsAccount(lumen.id), currency: "EUR", amountMinor: -1n },
            { account: creatorAccount(mara.id, lumen.id, "held"), currency: "EUR", amountMinor: 1n },
          ],
        });
      }
    });
    const [part] = await readStatement(world.services, mara.id, june);
    expect(part).toMatchObject({ lineCount: 1_101, closingMinor: 40_00n + 11_00n });

    const rows = await readTable(mara, june);
    expect(rows).toHaveLength(1 + 1_101 + 1);
    expect(sumColumn(rows, "amount")).toBe(51_00n);
    expect(rows.at(-1)!["balance"]).toBe("51.00");

    const pages = await Promise.all(
      [1, 2, 23, 24].map((page) => readStatementPage(world.services, mara.id, june, page)),
    );
    const [first, second, last, beyond] = pages.map((parts) => parts[0]!.lines);
    expect([first, second, last, beyond].map((lines) => lines!.length)).toEqual([50, 50, 1, 0]);
    expect(second![0]!.balanceMinor).toBe(first!.at(-1)!.balanceMinor + second![0]!.amountMinor);
    expect(last!.at(-1)!.balanceMinor).toBe(51_00n);
  });

  it("is refused as a PDF rather than cut off", async () => {
    const mara = await world.creator("Mara who bakes");
    const part = { currency: "EUR", openingMinor: 0n, totals: [], lineCount: 0, closingMinor: 0n };
    async function* rows(count: number): AsyncGenerator<StatementEntry> {
      for (let row = 1; row <= count; row += 1) yield { entry: "closing", part, balanceMinor: 0n };
    }
    expect((await writeStatementPdf(headOf(mara), rows(MAX_PDF_ROWS))).ok).toBe(true);
    expect(await writeStatementPdf(headOf(mara), rows(MAX_PDF_ROWS + 1))).toEqual({ ok: false, refusal: "too-long" });
  });
});

describe("the name of a month", () => {
  it.each(["2026-13", "2026-00", "1999-01", "2026-6", "", "2026-06-01", undefined])("%s is none", (text) => {
    expect(readMonth(text)).toBeNull();
  });

  it("ends where the next begins, also over the year and in February of a leap year [A43]", () => {
    expect(readMonth("2026-12")?.until.toISOString()).toBe("2027-01-01T00:00:00.000Z");
    expect(readMonth("2028-02")?.until.toISOString()).toBe("2028-03-01T00:00:00.000Z");
  });
});
