import { describe, expect, it } from "vitest";
import { necThresholdOf } from "./reporting-thresholds.ts";
import type { TaxFormFacts } from "./tax-form.ts";
import { dayIn } from "./tax-year.ts";
import { composeDac7List } from "./yearly-dac7.ts";
import { composeNecList, type NecPerson, type YearlyPayment } from "./yearly-nec.ts";

const w9: TaxFormFacts = {
  kind: "w-9",
  country: "US",
  validUntil: null,
  rejection: null,
  classification: "individual",
  isToldToWithhold: false,
};
const tess: NecPerson = { creatorId: "Tess from Texas", residence: "US", w9, hasW8: false };
const paid = (paidOn: string, amountMinor: bigint, change: Partial<YearlyPayment> = {}): YearlyPayment => ({
  payoutId: `${paidOn} ${amountMinor}`,
  creatorId: tess.creatorId,
  paidOn,
  returnedOn: null,
  amountMinor,
  withheldMinor: 0n,
  ...change,
});
const listOf = (year: number, payments: YearlyPayment[], person: NecPerson = tess) => {
  const outcome = composeNecList(year, payments, [person]);
  if (!outcome.ok) throw new Error(outcome.refusal);
  const [on] = outcome.value.listed;
  const [off] = outcome.value.left;
  return { on, off, reason: on?.reason ?? off?.reason };
};

describe("Form 1099-NEC", () => {
  it.each([
    [2025, 599_99n, "below-threshold"],
    [2025, 600_00n, "reaches-threshold"],
    [2025, 1_999_99n, "reaches-threshold"],
    [2026, 600_00n, "below-threshold"],
    [2026, 1_999_99n, "below-threshold"],
    [2026, 2_000_00n, "reaches-threshold"],
  ] as const)("of %i: %i cents paid in the year is %s [A42]", (year, cents, reason) => {
    expect(listOf(year, [paid(`${year}-03-01`, cents - 1_00n), paid(`${year}-12-31`, 1_00n)]).reason).toBe(reason);
  });

  it("is refused with a sentence for a year whose threshold nobody has entered, and never guessed", () => {
    const outcome = composeNecList(2027, [paid("2027-03-01", 5_000_00n)], [tess]);
    expect(outcome).toMatchObject({ ok: false, refusal: "no-threshold" });
    expect(outcome.ok ? "" : outcome.detail).toContain("payments of 2027 is not known");
    expect(necThresholdOf(2019).ok).toBe(false);
  });

  it("counts a payment in the year in which it arrived, on the payer's calendar", () => {
    const lastMinutes = new Date("2026-01-01T04:59:59Z");
    expect(dayIn("America/New_York", lastMinutes)).toBe("2025-12-31");
    expect(dayIn("UTC", lastMinutes)).toBe("2026-01-01");
    const payments = [paid("2025-12-31", 700_00n), paid("2026-01-01", 5_000_00n)];
    expect(listOf(2025, payments).on?.paidMinor).toBe(700_00n);
    expect(listOf(2026, payments).on?.paidMinor).toBe(5_000_00n);
  });

  it("of last year is corrected by a payout of December that comes back in January [A42]", () => {
    const december = paid("2025-12-30", 100_00n);
    const others = [paid("2025-06-01", 550_00n)];
    expect(listOf(2025, [...others, december]).reason).toBe("reaches-threshold");
    const corrected = listOf(2025, [...others, { ...december, returnedOn: "2026-01-04" }]);
    expect(corrected.off).toMatchObject({ reason: "below-threshold", paidMinor: 550_00n, returnedMinor: 100_00n });
    expect(listOf(2026, [{ ...december, returnedOn: "2026-01-04" }]).reason).toBeUndefined();
    expect(listOf(2025, [{ ...december, returnedOn: "2026-01-04" }]).reason).toBe("all-returned");
  });

  it("leaves a foreigner with a W-8 out, and names one without [A42]", () => {
    const payments = [paid("2025-05-05", 9_000_00n)];
    expect(listOf(2025, payments, { ...tess, residence: "DE", w9: null, hasW8: true }).reason).toBe("foreign-with-w-8");
    expect(listOf(2025, payments, { ...tess, residence: "DE", w9: null, hasW8: false }).reason).toBe(
      "foreign-without-w-8",
    );
  });

  it("has a US person without a W-9, and says that it is missing [A42]", () => {
    const { on } = listOf(2025, [paid("2025-05-05", 600_00n)], { ...tess, w9: null });
    expect(on).toMatchObject({ reason: "reaches-threshold", isMissingW9: true });
  });

  it("has whoever was withheld from, however little it was", () => {
    const { on } = listOf(2026, [paid("2026-05-05", 20_00n, { withheldMinor: 4_80n })], { ...tess, w9: null });
    expect(on).toMatchObject({ reason: "was-withheld", withheldMinor: 4_80n });
  });

  it("leaves corporations out", () => {
    const person = { ...tess, w9: { ...w9, classification: "llc-s" as const } };
    expect(listOf(2025, [paid("2025-05-05", 9_000_00n)], person).reason).toBe("corporation");
  });
});

describe("the DAC7 list", () => {
  const mara = { creatorId: "Mara who bakes", residence: "DE", dac7: null };
  const arrived = (paidOn: string, amountMinor: bigint, activityCount: number, currency = "EUR") => ({
    ...{ creatorId: mara.creatorId, paidOn, currency, amountMinor, activityCount },
    withheldMinor: 0n,
  });

  it("sums consideration and activities by quarter, each currency in a row of its own", () => {
    const list = composeDac7List(
      2026,
      [
        arrived("2025-12-31", 99_00n, 9),
        arrived("2026-01-01", 10_00n, 2),
        arrived("2026-03-31", 5_00n, 1),
        arrived("2026-04-01", 7_00n, 3),
        arrived("2026-12-31", 1_00n, 1, "SEK"),
      ],
      [mara],
    );
    expect(list.listed.map(({ currency }) => currency)).toEqual(["EUR", "SEK"]);
    expect(list.listed[0]).toMatchObject({ totalMinor: 22_00n, activityCount: 6, isMissingForm: true });
    expect(list.listed[0]?.quarters.map((each) => [each.considerationMinor, each.activityCount])).toEqual([
      [15_00n, 3],
      [7_00n, 3],
      [0n, 0],
      [0n, 0],
    ]);
  });

  it("names who is not on it because they live outside the European Union", () => {
    const list = composeDac7List(2026, [arrived("2026-01-01", 10_00n, 2)], [{ ...mara, residence: "GB" }]);
    expect(list).toMatchObject({ listed: [], left: [{ reason: "not-in-eu", totalMinor: 10_00n }] });
  });
});
