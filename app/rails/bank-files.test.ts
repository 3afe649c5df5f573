import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { validateXML } from "xmllint-wasm";
import { parseDecimal, sumMinor } from "#app/kit/money.ts";
import { describeWithFixtures, readFixture } from "#tests/fixtures.ts";
import { endToEndIdOf, type PaymentBatch } from "./payment.ts";
import { painVersions, writePainFile } from "./write-pain-file.server.ts";
import { writePaymentList } from "./write-payment-list.server.ts";

const fairshare = { name: "Fairshare GmbH & Co. Überweisungen", iban: "DE89370400440532013000", bic: "COBADEFFXXX" };

const batch: PaymentBatch = {
  name: "2026-07-02-1",
  sentAt: new Date("2026-07-02T09:30:15.123Z"),
  payments: [
    {
      payoutId: "0197c4d0-0000-7000-8000-000000000001",
      creatorName: "Mara who bakes",
      holderName: "Mara Überraschung-Größenwahn",
      account: { kind: "iban", iban: "DE89370400440532013000" },
      currency: "EUR",
      amountMinor: 1_234_56n,
    },
    {
      payoutId: "0197c4d0-0000-7000-8000-000000000002",
      creatorName: "=cmd|'/c calc'!A1",
      holderName: `Ελένη <b>"Long" & ${"ñandú ".repeat(20)}</b>`,
      account: { kind: "iban", iban: "GR1601101250000000012300695" },
      currency: "EUR",
      amountMinor: 10_00n,
    },
    {
      payoutId: "0197c4d0-0000-7000-8000-000000000003",
      creatorName: "Łukasz",
      holderName: "Łukasz Żółć",
      account: { kind: "iban", iban: "PL61109010140000071219812874" },
      currency: "EUR",
      amountMinor: 999_999_99n,
    },
  ],
};

describeWithFixtures("the bank file", ["iso20022"], () => {
  it.each(painVersions)(
    "is a valid %s, also with umlauts, Greek, brackets and names that are too long [A41]",
    async (version) => {
      const result = await validateXML({
        xml: [{ fileName: "batch.xml", contents: writePainFile(version, batch, fairshare) }],
        schema: [readFixture(`iso20022/${version}.xsd`).toString("utf8")],
      });
      expect(result.errors).toEqual([]);
      expect(result.valid).toBe(true);
    },
  );
});

describe("the bank file", () => {
  it.each(painVersions)(
    "states count and sum exactly, as an independent reader of the %s finds them [A41]",
    (version) => {
      const xml = writePainFile(version, batch, fairshare);
      const amounts = [...xml.matchAll(/<InstdAmt Ccy="EUR">([0-9.]+)<\/InstdAmt>/g)].map((match) =>
        parseDecimal(match[1]!, "EUR")!,
      );
      expect(sumMinor(amounts)).toBe(1_001_244_55n);
      expect([...xml.matchAll(/<CtrlSum>([0-9.]+)<\/CtrlSum>/g)].map((match) => match[1])).toEqual([
        "1001244.55",
        "1001244.55",
      ]);
      expect([...xml.matchAll(/<NbOfTxs>(\d+)<\/NbOfTxs>/g)].map((match) => match[1])).toEqual(["3", "3"]);
      const references = [...xml.matchAll(/<EndToEndId>(.*)<\/EndToEndId>/g)].map((match) => match[1]);
      expect(references).toEqual(batch.payments.map((payment) => endToEndIdOf(payment.payoutId)));
      expect(references[0]).toHaveLength(32);
      expect(xml).toContain("<ChrgBr>SLEV</ChrgBr>");
      expect([...xml.matchAll(/>([^<>]+)</g)].map((match) => match[1]!.trim()).join("")).toMatch(
        /^[a-zA-Z0-9/\-?:().,'+ ]+$/,
      );
    },
  );

  it("is the same text every time", () => {
    expect(writePainFile("pain.001.001.09", batch, fairshare)).toBe(writePainFile("pain.001.001.09", batch, fairshare));
  });

  it("is never written in another currency, for nobody, or for a negative amount", () => {
    const dollars = [{ ...batch.payments[0]!, currency: "USD" }];
    expect(() => writePainFile("pain.001.001.03", { ...batch, payments: dollars }, fairshare)).toThrow("EUR");
    expect(() => writePainFile("pain.001.001.03", { ...batch, payments: [] }, fairshare)).toThrow("at least one");
    const payments = [{ ...batch.payments[0]!, amountMinor: -1n }];
    expect(() => writePainFile("pain.001.001.03", { ...batch, payments }, fairshare)).toThrow("positive");
  });
});

describe("the payment list", () => {
  it.each(["=", "+", "-", "@", "\t"])("runs nothing in a spreadsheet that begins with %j [A34]", (start) => {
    const evil = `${start}cmd|'/c calc'!A1`;
    const [first] = batch.payments;
    const payments = [{ ...first!, creatorName: evil, holderName: evil }];
    const [, row] = parse(writePaymentList({ ...batch, name: evil, payments })) as string[][];
    expect([row?.[0], row?.[2], row?.[3], row?.[7]]).toEqual([`'${evil}`, `'${evil}`, `'${evil}`, "1234.56"]);
  });

  it("runs nothing in a spreadsheet, and its amounts are numbers [A34]", () => {
    const [header, ...rows] = parse(writePaymentList(batch)) as string[][];
    expect(header).toContain("amount");
    expect(rows[1]![2]).toBe("'=cmd|'/c calc'!A1");
    expect(rows.map((row) => row[7])).toEqual(["1234.56", "10.00", "999999.99"]);
    expect(sumMinor(rows.map((row) => parseDecimal(row[7]!, "EUR")!))).toBe(
      sumMinor(batch.payments.map((payment) => payment.amountMinor)),
    );
  });

  it("knows currencies without decimals and with three", () => {
    const paidIn = (currency: string) => [{ ...batch.payments[0]!, amountMinor: 123_456n, currency }];
    expect(writePaymentList({ ...batch, payments: paidIn("JPY") })).toContain(",123456,JPY");
    expect(writePaymentList({ ...batch, payments: paidIn("KWD") })).toContain(",123.456,KWD");
  });
});
