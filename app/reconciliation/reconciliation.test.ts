import { parse } from "csv-parse/sync";
import { beforeEach, describe, expect, it } from "vitest";
import { approveBatch } from "#app/payouts/approve-batch.server.ts";
import { endToEndIdOf } from "#app/rails/payment.ts";
import { prepareBatch } from "#app/payouts/prepare-batch.server.ts";
import { sendBatch } from "#app/payouts/send-batch.server.ts";
import { settlePayouts } from "#app/payouts/settle-payout.server.ts";
import { payouts } from "#db/schema/payouts.ts";
import { camtStatement, type Booked } from "#tests/world/bank-statement.ts";
import { openPayoutWorld, type NamedBrand, type PayoutWorld } from "#tests/world/payout-world.ts";
import { findFindings } from "./find-findings.server.ts";
import { keepStatement } from "./keep-statement.server.ts";
import { noteFinding } from "./note-finding.server.ts";
import { readFinding, readReconciliation } from "./read-reconciliation.server.ts";
import { uploadStatement } from "./upload-statement.server.ts";
import { uploadStatementSchema } from "./upload-statement.ts";
import { writeReport } from "./write-report.server.ts";

let world: PayoutWorld;
let lumen: NamedBrand;

beforeEach(async () => {
  world = await openPayoutWorld();
  lumen = await world.brand("Lumen Tea");
});

/** Sends one payout to each by SEPA, of 20, 21, 22 … euros. */
async function send(names: readonly string[]): Promise<{ batchId: string; name: string; ids: string[] }> {
  for (const [index, name] of names.entries()) {
    await world.earn(await world.creator(name), lumen, 20_00n + BigInt(index) * 1_00n);
  }
  const prepared = await prepareBatch(world.services, { userId: world.petra, rail: "sepa", currency: "EUR" });
  if (!prepared.ok) throw new Error(prepared.refusal);
  const { batchId, name } = prepared.value;
  await approveBatch(world.services, { batchId, userId: world.anton, roles: ["approver"] });
  expect((await sendBatch(world.services, { batchId, userId: world.petra })).ok).toBe(true);
  const rows = (await allPayouts()).filter((row) => row.batchId === batchId);
  return { batchId, name, ids: rows.sort((a, b) => Number(a.amountMinor - b.amountMinor)).map(({ id }) => id) };
}
const allPayouts = () => world.services.db.inPlatform((tx) => tx.select().from(payouts));
const statusOf = async (payoutId: string) => (await allPayouts()).find(({ id }) => id === payoutId)?.status;
const upload = (text: string, columns: object = {}) =>
  uploadStatement(world.services, {
    ...uploadStatementSchema.parse({ rail: "sepa", ...columns }),
    ...{ name: "june.xml", text, userId: world.petra },
  });
const findings = () => world.services.db.inPlatform((tx) => findFindings(tx));
const booked = (payoutId: string, amount: string, more: Partial<Booked> = {}): Booked => ({
  ...{ reference: endToEndIdOf(payoutId), amount },
  ...more,
});

describe("reconciling ledger, batch and bank", () => {
  it("one missing, one extra and one wrong amount are reported, exactly these three [A14]", async () => {
    const { ids } = await send(["Mara", "Ines", "Tom", "Yuki"]);
    const [mara, ines, tom, yuki] = ids as [string, string, string, string];
    const kept = await upload(
      camtStatement([
        booked(mara, "20.00"),
        booked(tom, "22.50"),
        booked(yuki, "23.00"),
        booked("0197c4d0-0000-7000-8000-0000000000ff", "99.00"),
        { reference: "TOPUP-LUMEN", amount: "500.00", isCredit: true },
      ]),
    );
    expect(kept).toMatchObject({ ok: true, value: { newLineCount: 4, settledCount: 2, returnedCount: 0 } });
    const found = await findings();
    expect(found).toHaveLength(3);
    expect(
      found.map(({ kind, payout, oursMinor, theirsMinor }) => [kind, payout?.payoutId, oursMinor, theirsMinor]),
    ).toEqual(
      expect.arrayContaining([
        ["missing", ines, 21_00n, 0n],
        ["different-amount", tom, 22_00n, 22_50n],
        ["extra", undefined, 0n, 99_00n],
      ]),
    );
    expect(await Promise.all([mara, ines, tom, yuki].map(statusOf))).toEqual([
      ...["settled", "in-transit", "in-transit", "settled"],
    ]);
    expect(await world.differences()).toEqual([]);
  });

  it("the same statement twice changes nothing, and of one that overlaps only the new lines count", async () => {
    const [mara, ines] = (await send(["Mara", "Ines"])).ids as [string, string];
    const first = camtStatement([booked(mara, "20.00")]);
    expect(await upload(first)).toMatchObject({ ok: true, value: { newLineCount: 1, settledCount: 1 } });
    expect(await upload(first)).toMatchObject({ refusal: "known-statement" });
    const both = camtStatement([booked(mara, "20.00"), booked(ines, "21.00")]);
    expect(await upload(both)).toMatchObject({ ok: true, value: { newLineCount: 1, settledCount: 1 } });
    expect(await findings()).toEqual([]);
  });

  it("two people upload one statement at once: it counts once", async () => {
    const [mara] = (await send(["Mara"])).ids as [string];
    const text = camtStatement([booked(mara, "20.00")]);
    const outcomes = await Promise.all([upload(text), upload(text), upload(text)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await findings()).toEqual([]);
  });

  it("a payment the bank made twice is a difference", async () => {
    const [mara] = (await send(["Mara"])).ids as [string];
    await upload(camtStatement([booked(mara, "20.00"), booked(mara, "20.00")]));
    expect(await findings()).toMatchObject([{ kind: "different-amount", oursMinor: 20_00n, theirsMinor: 40_00n }]);
  });

  it("a file the bank booked as one sum settles every payout of its batch", async () => {
    const { name, ids } = await send(["Mara", "Ines"]);
    const sum = (amount: string) =>
      camtStatement([]).replace(
        "</Stmt>",
        `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-06-02</Dt></BookgDt>
         <NtryDtls><Btch><PmtInfId>${name}</PmtInfId><NbOfTxs>2</NbOfTxs></Btch></NtryDtls></Ntry></Stmt>`,
      );
    expect(await upload(sum("40.99"))).toMatchObject({ ok: true, value: { settledCount: 0 } });
    expect((await findings()).map(({ kind }) => kind).sort()).toEqual(["extra", "missing", "missing"]);
    expect(await upload(sum("41.00"))).toMatchObject({ ok: true, value: { settledCount: 2 } });
    expect(await Promise.all(ids.map(statusOf))).toEqual(["settled", "settled"]);
    expect((await findings()).map(({ kind }) => kind)).toEqual(["extra"]);
  });

  it("is patient: what the bank had no time to book is not missing", async () => {
    await send(["Mara", "Ines"]);
    const early = camtStatement([{ reference: "BANK-FEE", amount: "3.00" }], ["2026-06-01", "2026-06-03"]);
    await upload(early);
    expect((await findings()).map(({ kind }) => kind)).toEqual(["extra"]);
  });

  it("books that do not say what the batch says are found, whatever the bank says", async () => {
    const [mara] = (await send(["Mara"])).ids as [string];
    await upload(camtStatement([booked(mara, "20.00")]));
    await world.database.ownerSql`alter table ledger_transactions disable trigger append_only`;
    await world.database
      .ownerSql`update ledger_transactions set event_code = 'payout.settled' where event_code = 'payout.sent'`;
    expect(await findings()).toMatchObject([{ kind: "not-in-ledger", oursMinor: 20_00n, theirsMinor: 0n }]);
  });
});

describe("what comes back from the bank", () => {
  it("is payable again with the bank's reason, also after it had arrived, and the three agree", async () => {
    const [mara, ines] = (await send(["Mara", "Ines"])).ids as [string, string];
    await upload(camtStatement([booked(mara, "20.00"), booked(ines, "21.00")], ["2026-06-01", "2026-06-02"]));
    const returned = booked(mara, "20.00", { day: "2026-06-04", returned: ["AC04", "Closed account number"] });
    expect(await upload(camtStatement([returned]))).toMatchObject({ ok: true, value: { returnedCount: 1 } });
    expect((await allPayouts()).find(({ id }) => id === mara)).toMatchObject({
      ...{ status: "returned", returnReason: "AC04 Closed account number" },
    });
    expect(await findings()).toEqual([]);
    expect(await world.differences()).toEqual([]);
  });

  it("of another amount is left to a person", async () => {
    const [mara] = (await send(["Mara"])).ids as [string];
    await upload(camtStatement([booked(mara, "20.00")]));
    await upload(camtStatement([booked(mara, "19.00", { returned: ["FOCR", "Recalled"] })]));
    expect(await statusOf(mara)).toBe("settled");
    expect(await findings()).toMatchObject([{ kind: "different-amount", oursMinor: 20_00n, theirsMinor: 1_00n }]);
  });

  it("a payment the bank rejected before it left (pain.002) is payable again", async () => {
    const [mara] = (await send(["Mara"])).ids as [string];
    const report = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><GrpHdr><MsgId>R</MsgId>
      <CreDtTm>2026-06-02T06:00:00Z</CreDtTm></GrpHdr><OrgnlPmtInfAndSts><OrgnlPmtInfId>x</OrgnlPmtInfId><TxInfAndSts>
      <OrgnlEndToEndId>${endToEndIdOf(mara)}</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC01</Cd></Rsn></StsRsnInf>
      </TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`;
    expect(await upload(report)).toMatchObject({ ok: true, value: { returnedCount: 1 } });
    expect(await statusOf(mara)).toBe("returned");
    expect(await findings()).toEqual([]);
  });
});

describe("a statement as CSV", () => {
  it("is read under the headings a person names, with semicolons, a byte order mark and decimal commas", async () => {
    const [mara, ines] = (await send(["Mara", "Ines"])).ids as [string, string];
    const text = `\uFEFFKennung;Betrag;Waehrung;Tag;Stand\n${endToEndIdOf(mara)};20,00;EUR;2026-06-02;done\n${ines};21,00;EUR;2026-06-02;Returned: closed\n`;
    const columns = { reference: "Kennung", amount: "Betrag", currency: "Waehrung", day: "Tag", status: "Stand" };
    expect(await upload(text, columns)).toMatchObject({ ok: true, value: { settledCount: 1, returnedCount: 1 } });
    expect(await Promise.all([mara, ines].map(statusOf))).toEqual(["settled", "returned"]);
  });

  it.each([
    ["", "no rows"],
    ["reference,amount\na,1", "no column “currency”"],
    ["reference,amount,currency,date\na,twelve,EUR,2026-06-01", "Line 2: “twelve” is no amount"],
    ["reference,amount,currency,date\na,12.345,EUR,2026-06-01", "Line 2"],
    ["reference,amount,currency,date\na,12.34,Euro,2026-06-01", "no currency"],
    ["reference,amount,currency,date\na,12.34,EUR,1.6.2026", "no day"],
    ["<html></html>", "neither a bank statement"],
    ["<!DOCTYPE x [<!ENTITY a 'b'>]><Document/>", "document type"],
    [camtStatement([{ reference: "A", amount: "1.00" }]).slice(0, -40), "ends in the middle"],
  ])("that is %j is refused with what is wrong", async (text, sentence) => {
    expect(await upload(text)).toMatchObject({
      refusal: "unreadable-statement",
      detail: expect.stringContaining(sentence) as string,
    });
  });
});

describe("a difference", () => {
  it("is resolved by a note, which stands for this difference alone", async () => {
    const [mara] = (await send(["Mara"])).ids as [string];
    await upload(camtStatement([booked(mara, "20.50")]));
    const [finding] = await findings();
    const command = { findingKey: finding!.key, note: "The bank took a fee of 0.50.", userId: world.petra };
    expect(await noteFinding(world.services, command)).toMatchObject({ ok: true });
    expect(await noteFinding(world.services, { ...command, findingKey: "missing:nobody" })).toMatchObject({
      refusal: "unknown-finding",
    });
    const at = { rail: null, standing: "open", page: 1, statementPage: 1 } as const;
    expect(await readReconciliation(world.services, at)).toMatchObject({ openCount: 0, resolvedCount: 1 });
    await upload(camtStatement([booked(mara, "1.00", { day: "2026-06-05" })]));
    expect(await readReconciliation(world.services, at)).toMatchObject({ openCount: 1, resolvedCount: 0 });
  });

  it("shows what the bank and the ledger say, line by line", async () => {
    const [mara] = (await send(["Mara"])).ids as [string];
    await upload(camtStatement([booked(mara, "20.50")]));
    const [finding] = await findings();
    const read = await readFinding(world.services, finding!.key);
    expect(read?.lines).toMatchObject([{ kind: "paid", amountMinor: 20_50n }]);
    // The creator's side of the sending, and the brand's: its funds shrink by what it owes less.
    expect(read?.ledger.map(({ amountMinor }) => amountMinor).sort()).toEqual([-20_00n, -20_00n, 20_00n, 20_00n]);
    expect(await readFinding(world.services, "missing:nobody")).toBeNull();
  });

  it("is in the report, beside everything that agrees, inert in a spreadsheet and with true numbers [A34]", async () => {
    const [mara] = (await send(["=Mara", "Ines"])).ids as [string, string];
    await upload(camtStatement([booked(mara, "20.00"), { reference: "+FEE", amount: "3.00" }]));
    const [, ...rows] = parse(await writeReport(world.services, null)) as string[][];
    expect(rows.map((row) => [row[0], row[5], row[6], row[13]])).toEqual(
      expect.arrayContaining([
        ["matched", "", "'=Mara", "20.00"],
        ["missing", "", "Ines", ""],
        ["extra", "'+FEE", "", "3.00"],
      ]),
    );
  });
});

describe("records a provider gives by API", () => {
  it("are kept like a statement, and settled by hand before, change nothing", async () => {
    const { batchId, ids } = await send(["Mara"]);
    await settlePayouts(world.services, { batchId, userId: world.petra });
    const line = {
      kind: "paid",
      reference: ids[0]!,
      currency: "EUR",
      amountMinor: 20_00n,
      bookedOn: "2026-06-01",
    } as const;
    const statement = {
      ...({ rail: "sepa", format: "api", name: "Balance of June" } as const),
      ...{ periodFrom: "2026-06-01", periodUntil: "2026-06-30" },
      lines: [{ ...line, reason: "", bookingReference: "txn_1" }],
    };
    const kept = await keepStatement(world.services, statement, { contentHash: "one", userId: null });
    expect(kept).toMatchObject({ ok: true, value: { settledCount: 0 } });
    expect(await findings()).toEqual([]);
  });
});
