import { beforeEach, describe, expect, it } from "vitest";
import { addBrand } from "#tests/world/lumen-tea.ts";
import { openTestWorld, WORLD_START, type TestWorld } from "#tests/world/test-world.ts";
import { brandCommissionsAccount, creatorAccount } from "./account.ts";
import { balanceOf } from "./ledger-store.server.ts";
import { IdempotencyConflictError, postTransaction } from "./post-transaction.server.ts";
import type { Posting } from "./posting.ts";

let world: TestWorld;
let brandId: string;
let held: string;

beforeEach(async () => {
  world = await openTestWorld();
  ({ brandId } = await addBrand(world.services, "Lumen Tea"));
  held = creatorAccount(world.services.newId(), brandId, "held");
});

const earned = (amountMinor = 120n, currency = "EUR"): Posting => ({
  idempotencyKey: "commission:1:0",
  eventCode: "commission.earned",
  sentence: "Mara earned 10 % of a tin of Sencha.",
  occurredAt: WORLD_START,
  entries: [
    { account: brandCommissionsAccount(brandId), currency, amountMinor: -amountMinor },
    { account: held, currency, amountMinor },
  ],
});
const post = (posting: Posting) =>
  world.services.db.inBrand(brandId, (tx) => postTransaction(world.services, tx, brandId, posting));
const balance = (account: string, currency = "EUR") =>
  world.services.db.inBrand(brandId, (tx) => balanceOf(tx, brandId, account, currency));

describe("booking", () => {
  it("moves money once, however often and however parallel the same event is booked", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(earned())));
    expect(answers.filter(({ wasPosted }) => wasPosted)).toHaveLength(1);
    expect(new Set(answers.map(({ transactionId }) => transactionId)).size).toBe(1);
    expect(await balance(held)).toBe(120n);
    expect(await balance(brandCommissionsAccount(brandId))).toBe(-120n);
  });

  it("refuses the same key with another amount", async () => {
    await post(earned());
    await expect(post(earned(121n))).rejects.toBeInstanceOf(IdempotencyConflictError);
    expect(await balance(held)).toBe(120n);
  });

  it("refuses entries that do not sum to zero", async () => {
    const [first] = earned().entries;
    await expect(post({ ...earned(), entries: [first!, { ...first!, account: held }] })).rejects.toBeInstanceOf(
      RangeError,
    );
    expect(await balance(held)).toBe(0n);
  });

  it("keeps each currency apart", async () => {
    await post(earned());
    await post({ ...earned(500n, "JPY"), idempotencyKey: "commission:2:0" });
    expect([await balance(held), await balance(held, "JPY"), await balance(held, "USD")]).toEqual([120n, 500n, 0n]);
  });

  it("of one brand never meets another brand's keys", async () => {
    await post(earned());
    const other = await addBrand(world.services, "Peak Gear");
    const account = creatorAccount(world.services.newId(), other.brandId, "held");
    const posting = {
      ...earned(),
      entries: earned().entries.map((entry, index) => (index === 0 ? entry : { ...entry, account })),
    };
    const answer = await world.services.db.inBrand(other.brandId, (tx) =>
      postTransaction(world.services, tx, other.brandId, posting),
    );
    expect(answer.wasPosted).toBe(true);
  });
});
