import { parse } from "csv-parse/sync";
import { beforeEach, describe, expect, it } from "vitest";
import { approveBatch } from "#app/payouts/approve-batch.server.ts";
import { prepareBatch } from "#app/payouts/prepare-batch.server.ts";
import { returnPayout } from "#app/payouts/return-payout.server.ts";
import { sendBatch } from "#app/payouts/send-batch.server.ts";
import { settlePayouts } from "#app/payouts/settle-payout.server.ts";
import { openPayoutWorld, type NamedBrand, type NamedCreator, type PayoutWorld } from "#tests/world/payout-world.ts";
import { giveTaxForm, w9Of } from "#tests/world/tax-forms.ts";
import { exportYearlyList } from "./export-yearly-list.server.ts";
import { fileTaxFormSchema } from "./file-tax-form.ts";
import { readTaxStanding, readTaxStandings } from "./read-tax.server.ts";
import { readYearlyLists } from "./read-yearly-lists.server.ts";
import { rejectTaxForm } from "./reject-tax-form.server.ts";
import { remindOfEndingForms } from "./remind-ending-forms.job.server.ts";
import type { TaxDeclaration } from "./tax-form.ts";

let world: PayoutWorld;
let lumen: NamedBrand;
let tess: NamedCreator;
let mara: NamedCreator;
beforeEach(async () => {
  const opened = await openPayoutWorld();
  world = { ...opened, services: { ...opened.services, taxPayer: { country: "US", timeZone: "America/New_York" } } };
  world.clock.moveTo(new Date("2025-12-10T15:00:00Z"));
  lumen = await world.brand("Lumen Tea");
  await world.fundBrand(lumen, 10_000_00n, "USD");
  tess = await world.creator("Tess from Texas");
  mara = await world.creator("Mara who bakes");
});

const address = { street: "Bakgatan 2", city: "Malmö", region: "", postalCode: "211 20", country: "SE" };
const w8: TaxDeclaration = {
  kind: "w-8ben",
  name: "Mara Lind",
  address,
  tin: "",
  birthDate: "1990-04-23",
  signature: "Mara Lind",
};
const dac7: TaxDeclaration = {
  ...{ kind: "dac7", taxpayer: "person", name: "Mara Lind", address, birthDate: "1990-04-23" },
  ...{ registrationNumber: "", tin: "900423XXXX", vatId: "" },
};

async function payAll(currency = "USD"): Promise<string> {
  const prepared = await prepareBatch(world.services, { userId: world.petra, rail: "manual", currency });
  if (!prepared.ok) throw new Error(prepared.refusal);
  const { batchId } = prepared.value;
  await approveBatch(world.services, { batchId, userId: world.anton, roles: ["approver"] });
  await sendBatch(world.services, { batchId, userId: world.petra });
  await settlePayouts(world.services, { batchId, userId: world.petra });
  return batchId;
}
const necOf = async (year: number) => {
  const { nec } = await readYearlyLists(world.services, year);
  if (!nec.ok) throw new Error(nec.refusal);
  return nec.value;
};
const payoutIdOf = async (batchId: string) => {
  const [row] = await world.services.db.sql<{ id: string }[]>`select id from payouts where batch_id = ${batchId}`;
  return row!.id;
};

describe("the lists of a year", () => {
  it("count a payment by the payer's own day, and December is corrected by a return in January [A42]", async () => {
    await giveTaxForm(world.services, tess, w9Of("Tess Hill"));
    await world.earn(tess, lumen, 600_00n, { currency: "USD" });
    world.clock.moveTo(new Date("2026-01-01T04:30:00Z"));
    const batchId = await payAll();
    expect((await necOf(2025)).listed).toMatchObject([{ creatorId: tess.id, paidMinor: 600_00n }]);
    expect((await necOf(2026)).listed).toEqual([]);

    world.clock.moveTo(new Date("2026-01-08T15:00:00Z"));
    await returnPayout(world.services, { payoutId: await payoutIdOf(batchId), reason: "R03", userId: world.petra });
    expect(await necOf(2025)).toMatchObject({ listed: [], left: [{ reason: "all-returned", returnedMinor: 600_00n }] });
    await payAll();
    expect(await necOf(2026)).toMatchObject({ listed: [], left: [{ reason: "below-threshold", paidMinor: 600_00n }] });
  });

  it("are not changed by a refund in January of what arrived in December: it is netted in this year's payment [A42]", async () => {
    await giveTaxForm(world.services, tess, w9Of("Tess Hill"));
    const bought = await world.earn(tess, lumen, 600_00n, { currency: "USD" });
    await payAll();
    world.clock.moveTo(new Date("2026-01-08T15:00:00Z"));
    await world.clawBack(bought, 1_00n);
    await world.earn(tess, lumen, 2_000_00n, { currency: "USD" });
    expect((await necOf(2025)).listed).toMatchObject([{ paidMinor: 600_00n, reason: "reaches-threshold" }]);
    await payAll();
    expect((await necOf(2025)).listed).toMatchObject([{ paidMinor: 600_00n }]);
    expect(await necOf(2026)).toMatchObject({
      listed: [],
      left: [{ reason: "below-threshold", paidMinor: 1_999_00n }],
    });
  });

  it("are refused where nobody has entered the threshold, and where a rate is not known", async () => {
    expect(await exportYearlyList(world.services, { year: 2027, list: "1099-nec", userId: world.petra })).toMatchObject(
      {
        refusal: "no-threshold",
      },
    );
    await giveTaxForm(world.services, tess, w9Of("Tess Hill"));
    await world.earn(tess, lumen, 700_00n);
    await payAll("EUR");
    expect((await readYearlyLists(world.services, 2025)).missingRates).toEqual([
      { currency: "EUR", day: "2025-12-10" },
    ]);
    expect(await exportYearlyList(world.services, { year: 2025, list: "1099-nec", userId: world.petra })).toMatchObject(
      {
        refusal: "rates-missing",
      },
    );
  });

  it("are exported with numbers in the clear, inert cells and true amounts, and the audit log knows who took them [A34]", async () => {
    await giveTaxForm(world.services, tess, w9Of("=Tess Hill"));
    await giveTaxForm(world.services, mara, w8);
    await giveTaxForm(world.services, mara, dac7);
    await world.earn(tess, lumen, 650_50n, { currency: "USD" });
    await world.earn(mara, lumen, 900_00n, { currency: "USD" });
    await payAll();
    const nec = await exportYearlyList(world.services, { year: 2025, list: "1099-nec", userId: world.petra });
    const [row, ...others] = parse(nec.ok ? nec.value.content : "", { columns: true }) as Record<string, string>[];
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      ...{ creator: "Tess from Texas", name: "'=Tess Hill", "tax number": "123456789", currency: "USD" },
      ...{ "nonemployee compensation": "650.50", "federal income tax withheld": "0.00", note: "" },
    });
    expect((await necOf(2025)).left).toMatchObject([{ creatorId: mara.id, reason: "foreign-with-w-8" }]);

    const sellers = await exportYearlyList(world.services, { year: 2025, list: "dac7", userId: world.petra });
    const [seller] = parse(sellers.ok ? sellers.value.content : "", { columns: true }) as Record<string, string>[];
    expect(seller).toMatchObject({
      ...{ name: "Mara Lind", "tax number": "900423XXXX", account: "DE89370400440532013000", currency: "USD" },
      ...{ "Q4 consideration": "900.00", "Q4 activities": "1", "Q1 consideration": "0.00", note: "" },
    });
    const audited = await world.services.db
      .sql`select actor_user_id, detail from audit_events where action = 'tax-list.exported' order by id`;
    expect(audited).toMatchObject([
      { actor_user_id: world.petra, detail: { list: "1099-nec", year: 2025, rows: 1 } },
      { actor_user_id: world.petra, detail: { list: "dac7", year: 2025, rows: 1 } },
    ]);
    expect(JSON.stringify(audited)).not.toContain("123456789");
  });
});

describe("tax data", () => {
  it("lies sealed, and finance sees where a creator stands but no number", async () => {
    await world.earn(tess, lumen, 20_00n, { currency: "USD" });
    await giveTaxForm(world.services, tess, w9Of("Tess Hill"));
    const stored = await world.services.db.sql`select * from tax_forms`;
    expect(JSON.stringify(stored)).not.toMatch(/123456789|Tess Hill|Pecan/);
    const seen = [await readTaxStandings(world.services, "tess", 1), await readTaxStanding(world.services, tess.id)];
    expect(seen[0]).toMatchObject({ total: 1, rows: [{ forms: [{ kind: "w-9", standing: "valid" }] }] });
    expect(JSON.stringify(seen)).not.toMatch(/6789|Pecan/);
  });

  it("that finance finds wrong does not count any more, once, and its owner is told", async () => {
    const formId = await giveTaxForm(world.services, tess, w9Of("Tess Hill"));
    const rejection = { formId, reason: "The tax office says that name and number do not match.", userId: world.petra };
    expect(await rejectTaxForm(world.services, rejection)).toMatchObject({ ok: true });
    expect(await rejectTaxForm(world.services, rejection)).toMatchObject({ refusal: "already-rejected" });
    const standing = await readTaxStanding(world.services, tess.id);
    expect(standing?.creator.forms).toEqual([{ kind: "w-9", standing: "invalid" }]);
    await world.drain();
    const subjects = (await world.services.mailer.outbox(2)).map(({ subject }) => subject).sort();
    expect(subjects).toEqual(["Your Form W-9 does not count", "Your Form W-9 is on file"]);
    await giveTaxForm(world.services, tess, w9Of("Tess Hill"));
    expect((await readTaxStanding(world.services, tess.id))?.creator.forms[0]?.standing).toBe("valid");
  });

  it("reminds of a W-8 that ends, each time once, and not of one that was signed again", async () => {
    const remindersOn = async (day: string) => {
      world.clock.moveTo(new Date(`${day}T15:00:00Z`));
      await remindOfEndingForms(world.services);
      await remindOfEndingForms(world.services);
      await world.drain();
      return (await world.services.mailer.outbox(50)).filter(({ subject }) => subject.includes("ends on")).length;
    };
    await giveTaxForm(world.services, mara, w8);
    expect(await remindersOn("2028-10-31")).toBe(0);
    expect(await remindersOn("2028-11-05")).toBe(1);
    expect(await remindersOn("2028-12-20")).toBe(2);
    await giveTaxForm(world.services, mara, w8);
    expect(await remindersOn("2028-12-31")).toBe(2);
  });

  it("is refused with a sentence per field", () => {
    const typed = {
      ...{ kind: "w-9", residence: "US", name: "Tess Hill", street: "12 Pecan Street", city: "Austin" },
      ...{ postalCode: "78701", classification: "individual", tinKind: "ssn", tin: "666-12-3456" },
      ...{ signature: "Tess Hill", certifies: "yes", password: "secret" },
    };
    const faultsOf = (form: Record<string, unknown>) =>
      Object.fromEntries(
        (fileTaxFormSchema.safeParse(form).error?.issues ?? []).map((issue) => [issue.path.join("."), issue.message]),
      );
    expect(faultsOf({ ...typed, tin: "123-45-6789" })).toEqual({});
    expect(faultsOf(typed)).toEqual({ tin: "No Social Security number reads like this. Compare it with your card." });
    expect(faultsOf({ ...typed, certifies: undefined })).toMatchObject({
      certifies: "Tick this: without your certification the form does not count.",
    });
    expect(faultsOf({ ...typed, kind: "w-8ben", birthDate: "1990-02-30" })).toMatchObject({
      birthDate: "Enter your date of birth as year-month-day, such as 1990-04-23.",
    });
    expect(faultsOf({ ...typed, kind: "dac7", residence: "DE", taxpayer: "entity", tin: "DE1" })).toMatchObject({
      registrationNumber: "Enter the number under which the company is registered.",
    });
  });
});
