import { beforeEach, describe, expect, it } from "vitest";
import { parseWithZod } from "@conform-to/zod/v4";
import { openPayoutWorld, type NamedBrand, type NamedCreator, type PayoutWorld } from "#tests/world/payout-world.ts";
import { approveBatch } from "./approve-batch.server.ts";
import { chooseMinimum } from "./choose-minimum.server.ts";
import type { PayoutTerms } from "./payout-terms.ts";
import { prepareBatch, previewBatch } from "./prepare-batch.server.ts";
import { skipSentence } from "./payout-words.tsx";
import { readBatch } from "./read-batches.server.ts";
import { readEarnings } from "./read-earnings.server.ts";
import { readOwnMinimums } from "./read-own-minimums.server.ts";
import { readPayoutTerms } from "./read-payout-terms.server.ts";
import { sendBatch } from "./send-batch.server.ts";
import { setPayoutTerms } from "./set-payout-terms.server.ts";
import { setPayoutTermsSchema, type SetPayoutTerms } from "./set-payout-terms.ts";

let world: PayoutWorld;
let lumen: NamedBrand;
let mara: NamedCreator;
beforeEach(async () => {
  world = await openPayoutWorld();
  lumen = await world.brand("Lumen Tea");
  mara = await world.creator("Mara who bakes");
});

const inEuros = { rail: "sepa", currency: "EUR" } as const;
const set = (change: Partial<SetPayoutTerms> = {}) =>
  setPayoutTerms(world.services, world.anton, {
    schedule: { kind: "weekly", weekday: 4 },
    minimumMinor: { EUR: 25_00n },
    fromDay: null,
    reason: "Bank fees went up.",
    ...change,
  });
const choose = (minimumMinor: bigint | null, currency = "EUR") =>
  chooseMinimum(world.services, { creatorId: mara.id, userId: mara.userId, currency, minimumMinor });
const skipped = async () => (await previewBatch(world.services, inEuros)).skipped;
const day = (date: Date | null | undefined) => date?.toISOString().slice(0, 10);

describe("the smallest payout", () => {
  it("is ten euros until an approver sets another, which holds from then on", async () => {
    await world.earn(mara, lumen, 20_00n);
    expect(await skipped()).toEqual([]);
    expect(await set()).toMatchObject({ ok: true });
    expect(await skipped()).toMatchObject([{ reason: "below-minimum", minimumMinor: 25_00n }]);
    const { inForce, history } = await readPayoutTerms(world.services, 1);
    expect(inForce.minimumMinor).toEqual({ EUR: 25_00n });
    expect(history).toMatchObject({ total: 1, rows: [{ reason: "Bank fees went up.", setByName: "Anton" }] });
    const [event] = await world.database.ownerSql`select actor_user_id, detail from audit_events where action = 'payout-terms.set'`;
    expect(event).toMatchObject({ actor_user_id: world.anton, detail: { reason: "Bank fees went up." } });
  }); // prettier-ignore

  it("of a later day holds from the beginning of that day, and creators are told before", async () => {
    await world.earn(mara, lumen, 20_00n);
    await set({ fromDay: "2026-06-10" });
    expect(await readOwnMinimums(world.services, mara.id)).toMatchObject([
      { platformMinor: 10_00n, planned: { platformMinor: 25_00n, from: new Date("2026-06-10T00:00:00Z") } },
    ]);
    world.clock.moveTo(new Date("2026-06-09T23:59:59Z"));
    expect(await skipped()).toEqual([]);
    world.clock.moveTo(new Date("2026-06-10T00:00:00Z"));
    expect(await skipped()).toMatchObject([{ reason: "below-minimum" }]);
  });

  it("of a batch that is prepared stays what it was: it is approved and sent, and its list of who was left out stands", async () => {
    await world.earn(mara, lumen, 20_00n);
    await world.earn(await world.creator("Ines who pickles", "FI2112345600000785"), lumen, 9_00n);
    const prepared = await prepareBatch(world.services, { ...inEuros, userId: world.petra });
    const batchId = prepared.ok ? prepared.value.batchId : "";
    await set();
    expect(await approveBatch(world.services, { batchId, userId: world.anton, roles: ["approver"] })).toMatchObject({ ok: true });
    expect(await sendBatch(world.services, { batchId, userId: world.petra })).toMatchObject({ ok: true });
    const batch = await readBatch(world.services, batchId, 1);
    expect(batch?.skipped.map((skip) => skipSentence(skip, "EUR"))).toEqual([
      "Below the smallest payout of €10.00; it is added to the next batch.",
    ]);
  }); // prettier-ignore

  it("never reaches back, is not planned for ever, and two weeks begin within two weeks", async () => {
    expect(await set({ fromDay: "2026-05-31" })).toMatchObject({ refusal: "from-in-the-past" });
    expect(await set({ fromDay: "2027-06-30" })).toMatchObject({ refusal: "from-too-far-ahead" });
    const every = (firstDay: string) => set({ schedule: { kind: "every-two-weeks", firstDay } });
    expect(await every("2026-05-31")).toMatchObject({ refusal: "first-day-out-of-reach" });
    expect(await every("2026-06-15")).toMatchObject({ refusal: "first-day-out-of-reach" });
    expect(await every("2026-06-14")).toMatchObject({ ok: true });
  });

  it("and its versions cannot be changed or taken away", async () => {
    await set();
    await choose(100_00n);
    for (const table of ["payout_terms", "own_minimums"]) {
      for (const change of [`update ${table} set id = id`, `delete from ${table}`]) {
        await expect(
          world.services.db.inPlatform((tx) => tx.execute(change)).catch((error: Error) => Promise.reject(error.cause as Error)),
        ).rejects.toThrow(/permission denied/);
      }
    }
  }); // prettier-ignore
});

describe("a creator’s own amount", () => {
  it("keeps their money together until it is reached", async () => {
    await world.earn(mara, lumen, 60_00n);
    expect(await choose(100_00n)).toMatchObject({ ok: true });
    expect(await skipped()).toMatchObject([{ reason: "below-own-minimum", minimumMinor: 100_00n }]);
    const { rows, minimums } = await readEarnings(world.services, mara.id, 1);
    expect(rows[0]!.eta).toMatchObject({ isBlocked: true, expectedAt: null });
    expect(rows[0]!.eta.sentence).toContain("the amount you chose");
    expect(minimums).toEqual([{ currency: "EUR", minor: 100_00n }]);
    await world.earn(mara, lumen, 40_00n);
    expect(await skipped()).toEqual([]);
    expect((await previewBatch(world.services, inEuros)).payouts).toMatchObject([{ amountMinor: 100_00n }]);
  });

  it("is of one currency, and can be taken back", async () => {
    await world.earn(mara, lumen, 60_00n);
    await choose(100_00n, "USD");
    expect(await skipped()).toEqual([]);
    await choose(100_00n);
    expect(await choose(null)).toMatchObject({ ok: true, value: { isOwn: false } });
    expect(await skipped()).toEqual([]);
  });

  it("is never below the platform’s, also not when that rises above it", async () => {
    expect(await choose(9_99n)).toMatchObject({ refusal: "below-smallest-payout", detail: "€10.00" });
    expect(await choose(10_000_01n)).toMatchObject({ refusal: "too-high", detail: "€10,000.00" });
    await choose(20_00n);
    await set();
    await world.earn(mara, lumen, 22_00n);
    expect(await skipped()).toMatchObject([{ reason: "below-minimum", minimumMinor: 25_00n }]);
  });

  it("does not touch a batch that is prepared", async () => {
    await world.earn(mara, lumen, 60_00n);
    const prepared = await prepareBatch(world.services, { ...inEuros, userId: world.petra });
    await choose(100_00n);
    const batchId = prepared.ok ? prepared.value.batchId : "";
    expect(await approveBatch(world.services, { batchId, userId: world.anton, roles: ["approver"] })).toMatchObject({ ok: true });
  }); // prettier-ignore
});

it("the day money is expected follows the schedule in force on that day", async () => {
  await world.earn(mara, lumen, 20_00n);
  const expected = async () => day((await readEarnings(world.services, mara.id, 1)).rows[0]!.eta.expectedAt);
  expect(await expected()).toBe("2026-06-05");
  await set({ schedule: { kind: "monthly-last-working-day" }, minimumMinor: {} });
  expect(await expected()).toBe("2026-07-01");
});

describe("the form of the payout terms", () => {
  const read = (fields: Record<string, string>) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return parseWithZod(form, { schema: setPayoutTermsSchema });
  };
  const euros = { "minimums[0].currency": "EUR", "minimums[0].amount": "12.50" };
  const blank = { "minimums[1].currency": "", "minimums[1].amount": "" };
  const weekly = { schedule: "weekly", weekday: "5", reason: "Fridays suit the bank." };

  it("reads what a person typed, and skips the empty line", () => {
    const terms: PayoutTerms["minimumMinor"] = { EUR: 12_50n };
    expect(read({ ...weekly, ...euros, ...blank, fromDay: "2026-06-05" })).toMatchObject({
      status: "success",
      value: { schedule: { kind: "weekly", weekday: 5 }, minimumMinor: terms, fromDay: "2026-06-05" },
    });
  });

  it.each<[string, Record<string, string>, string]>([
    ["a day that does not exist", { ...weekly, ...euros, fromDay: "2026-02-30" }, "fromDay"],
    ["no reason", { ...weekly, ...euros, reason: " " }, "reason"],
    ["no weekday", { schedule: "weekly", ...euros, reason: "Why not." }, "weekday"],
    ["the 32nd", { ...weekly, ...euros, schedule: "monthly-on-day", dayOfMonth: "32" }, "dayOfMonth"],
    ["no first day", { ...weekly, ...euros, schedule: "every-two-weeks" }, "firstDay"],
    ["an amount with a comma", { ...weekly, "minimums[0].currency": "EUR", "minimums[0].amount": "12,50" }, "minimums[0].amount"],
    ["an amount finer than the currency", { ...weekly, "minimums[0].currency": "JPY", "minimums[0].amount": "12.50" }, "minimums[0].amount"],
    ["an amount of zero", { ...weekly, "minimums[0].currency": "EUR", "minimums[0].amount": "0" }, "minimums[0].amount"],
    ["a slip of the keyboard", { ...weekly, "minimums[0].currency": "EUR", "minimums[0].amount": "1000000" }, "minimums[0].amount"],
    ["a currency that is none", { ...weekly, "minimums[0].currency": "EURO", "minimums[0].amount": "1" }, "minimums[0].currency"],
    ["a currency twice", { ...weekly, ...euros, "minimums[1].currency": "eur", "minimums[1].amount": "2" }, "minimums[1].currency"],
  ])("says under its field what is wrong with %s", (_, fields, field) => {
    const { error } = read(fields).reply();
    expect(Object.keys(error ?? {})).toEqual([field]);
  }); // prettier-ignore
});
