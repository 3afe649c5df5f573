import { beforeEach, describe, expect, it } from "vitest";
import { addBrand } from "#tests/world/lumen-tea.ts";
import { openTestWorld, WORLD_START, type TestWorld } from "#tests/world/test-world.ts";
import { brandCommissionsAccount, creatorAccount } from "./account.ts";
import { balanceOf } from "./ledger-store.server.ts";
import { IdempotencyConflictError, postTransaction, postTransactions } from "./post-transaction.server.ts";
import type { Posting } from "./posting.ts";

let world: TestWorld;
let brandId: string;
let held: string;

beforeEach(async () => {
  world = await openTestWorld();
  ({ brandId } = await addBrand(world.services, "Lumen Tea"));
  held = creatorAccount(world.services.newId(), brandId, "held");
});

const earned = (number: number, amountMinor = 3n): Posting => ({
  idempotencyKey: `commission:${number}:0`,
  eventCode: "commission.earned",
  sentence: `Mara earned on order ${number}.`,
  occurredAt: WORLD_START,
  entries: [
    { account: brandCommissionsAccount(brandId), currency: "EUR", amountMinor: -amountMinor },
    { account: held, currency: "EUR", amountMinor },
  ],
});
const many = (count: number) => Array.from({ length: count }, (_, index) => earned(index));
const post = (postings: readonly Posting[]) =>
  world.services.db.inBrand(brandId, (tx) =>
    postTransactions(
      world.services,
      tx,
      brandId,
      postings.map((posting) => ({ posting, recordedAt: world.clock.now() })),
    ),
  );
const balance = () => world.services.db.inBrand(brandId, (tx) => balanceOf(tx, brandId, held, "EUR"));

describe("booking many events at once", () => {
  it("books each of two thousand once, also when the whole is said again", async () => {
    await post(many(2_001));
    await post(many(2_001));
    expect(await balance()).toBe(3n * 2_001n);
  });

  it("leaves alone what one of them booked before, and books the rest", async () => {
    await world.services.db.inBrand(brandId, (tx) => postTransaction(world.services, tx, brandId, earned(1)));
    await post(many(3));
    expect(await balance()).toBe(9n);
  });

  it("writes rows that read exactly as if each had been booked alone", async () => {
    await post([earned(1)]);
    await world.services.db.inBrand(brandId, (tx) => postTransaction(world.services, tx, brandId, earned(1)));
    expect(await balance()).toBe(3n);
  });

  it("books nothing at all when one key stands for another amount, or when one does not balance", async () => {
    await post([earned(2)]);
    await expect(post([earned(1), earned(2, 4n)])).rejects.toBeInstanceOf(IdempotencyConflictError);
    const [first] = earned(3).entries;
    await expect(post([earned(1), { ...earned(3), entries: [first!, first!] }])).rejects.toBeInstanceOf(RangeError);
    expect(await balance()).toBe(3n);
  });
});
