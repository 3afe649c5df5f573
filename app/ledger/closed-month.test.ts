import { beforeEach, describe, expect, it } from "vitest";
import { addBrand } from "#tests/world/lumen-tea.ts";
import { openTestWorld, type TestWorld } from "#tests/world/test-world.ts";
import { closedBooks } from "#db/schema/months.ts";
import { ledgerTransactions } from "#db/schema/ledger.ts";
import { constraintOf } from "#db/client.server.ts";
import { brandCommissionsAccount, creatorAccount } from "./account.ts";
import { IdempotencyConflictError, postTransaction } from "./post-transaction.server.ts";
import { insertTransactions } from "./ledger-store.server.ts";
import type { Posting } from "./posting.ts";

const lateInMay = new Date("2026-05-30T10:00:00.000Z");

let world: TestWorld;
let brandId: string;
let held: string;

beforeEach(async () => {
  world = await openTestWorld();
  ({ brandId } = await addBrand(world.services, "Lumen Tea"));
  held = creatorAccount(world.services.newId(), brandId, "held");
});

const earned = (choices: Partial<Posting> = {}): Posting => ({
  idempotencyKey: "commission:1:0",
  eventCode: "commission.earned",
  sentence: "1.20 EUR was earned: the sale was credited to this partnership.",
  occurredAt: lateInMay,
  entries: [
    { account: brandCommissionsAccount(brandId), currency: "EUR", amountMinor: -120n },
    { account: held, currency: "EUR", amountMinor: 120n },
  ],
  ...choices,
});
const post = (posting: Posting) =>
  world.services.db.inBrand(brandId, (tx) => postTransaction(world.services, tx, brandId, posting));
const closeMay = () =>
  world.services.db.inPlatform((tx) =>
    tx.update(closedBooks).set({ closedBefore: new Date("2026-06-01T00:00:00.000Z") }),
  );
const booked = () => world.services.db.inBrand(brandId, (tx) => tx.select().from(ledgerTransactions));

describe("a closed month", () => {
  it("takes no posting: what happened in it is booked in the open month, and the sentence says so", async () => {
    await closeMay();
    await post(earned());
    expect(await booked()).toMatchObject([
      {
        occurredAt: world.clock.now(),
        sentence:
          "1.20 EUR was earned: the sale was credited to this partnership. It happened on 30 May 2026, in a month that is closed, so it is booked on 1 June 2026.",
      },
    ]);
  });

  it("leaves a month that is still open alone, also when it is over", async () => {
    await post(earned());
    expect(await booked()).toMatchObject([{ occurredAt: lateInMay }]);
  });

  it("books an event once, whether it is delivered again after the closing or after the next one", async () => {
    await post(earned());
    await closeMay();
    expect(await post(earned())).toMatchObject({ wasPosted: false });
    await post(earned({ idempotencyKey: "commission:2:0" }));
    world.clock.advanceDays(3);
    expect(await post(earned({ idempotencyKey: "commission:2:0" }))).toMatchObject({ wasPosted: false });
    await expect(
      post(earned({ idempotencyKey: "commission:2:0", eventCode: "commission.declined" })),
    ).rejects.toBeInstanceOf(IdempotencyConflictError);
    expect(await booked()).toHaveLength(2);
  });

  it("is guarded by the database itself, whoever writes", async () => {
    await closeMay();
    const written = world.services.db.inBrand(brandId, (tx) =>
      insertTransactions(tx, brandId, [
        {
          id: world.services.newId(),
          posting: earned(),
          inputHash: "0".repeat(64),
          recordedAt: world.clock.now(),
        },
      ]),
    );
    expect(constraintOf(await written.catch((error: unknown) => error))).toBe("ledger_month_is_open");
  });
});
