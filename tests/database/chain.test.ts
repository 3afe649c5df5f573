import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { brandCommissionsAccount, creatorAccount } from "#app/ledger/account.ts";
import { postTransaction } from "#app/ledger/post-transaction.server.ts";
import { PLATFORM_CHAIN } from "#app/ledger/seal.ts";
import { sealBooks } from "#app/ledger/seal-books.server.ts";
import { findHead } from "#app/ledger/seal-store.server.ts";
import { runChecks } from "#db/run-checks.server.ts";
import { rowHashOf } from "#db/row-hash.server.ts";
import { ledgerTransactions } from "#db/schema/ledger.ts";
import { addBrand } from "#tests/world/lumen-tea.ts";
import { openTestWorld, type TestWorld } from "#tests/world/test-world.ts";

let world: TestWorld;
let lumenTea: string;
let norfolkSoap: string;

beforeEach(async () => {
  world = await openTestWorld();
  lumenTea = (await addBrand(world.services, "Lumen Tea")).brandId;
  norfolkSoap = (await addBrand(world.services, "Norfolk Soap")).brandId;
});

/** Books one cent to a creator of the brand. */
async function book(brandId: string, count = 1): Promise<void> {
  const { services } = world;
  const held = creatorAccount(services.newId(), brandId, "held");
  for (let index = 0; index < count; index += 1) {
    await services.db.inBrand(brandId, (tx) =>
      postTransaction(services, tx, brandId, {
        idempotencyKey: services.newId(),
        eventCode: "commission.earned",
        sentence: "A cent was earned.",
        occurredAt: services.clock.now(),
        entries: [
          { account: brandCommissionsAccount(brandId), currency: "EUR", amountMinor: -1n },
          { account: held, currency: "EUR", amountMinor: 1n },
        ],
      }),
    );
  }
}

async function record(brandId: string | null, action: string): Promise<void> {
  const { services } = world;
  await services.db.inPlatform((tx) =>
    recordAuditEvent(services, tx, { brandId, actorUserId: null, action, subjectId: "x" }),
  );
}

interface SealRow {
  readonly number: bigint;
  readonly kind: string;
  readonly subject_id: string;
  readonly row_hash: string;
}

const sealsOf = (brandId: string) => world.database.ownerSql<SealRow[]>`
  select number, kind, subject_id, row_hash from seals where brand_id = ${brandId} order by number`;

/** What the checks of the chain find. */
async function findings(): Promise<string[]> {
  const results = await runChecks(world.database.ownerUrl);
  return results.filter(({ name }) => name.includes("seal")).flatMap(({ firstRows }) => firstRows);
}

/** Runs statements as an attacker with full rights, who turns triggers and foreign keys off. */
async function tamper(...statements: string[]): Promise<void> {
  await world.database.superuserSql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    for (const statement of statements) expect((await tx.unsafe(statement)).count, statement).toBeGreaterThan(0);
  });
}

describe("sealing", () => {
  test("gives every transaction and audit event of a brand one seal, in the order they were made; the platform has a chain of its own", async () => {
    await book(lumenTea, 2);
    await record(lumenTea, "campaign.published");
    await book(lumenTea);
    await book(norfolkSoap);
    await record(null, "batch.prepared");
    expect(await sealBooks(world.services)).toBe(6);
    const seals = await sealsOf(lumenTea);
    expect(seals.map(({ number, kind }) => `${number} ${kind}`)).toEqual([
      "1 transaction",
      "2 transaction",
      "3 audit-event",
      "4 transaction",
    ]);
    expect(await sealsOf(norfolkSoap)).toHaveLength(1);
    expect((await sealsOf(PLATFORM_CHAIN)).map(({ kind }) => kind)).toEqual(["audit-event"]);
    expect(await findings()).toEqual([]);
  });

  test("again goes on where it ended, and finds nothing the third time", async () => {
    await book(lumenTea, 3);
    await sealBooks(world.services);
    await book(lumenTea, 2);
    expect(await sealBooks(world.services)).toBe(2);
    expect(await sealBooks(world.services)).toBe(0);
    expect((await sealsOf(lumenTea)).map(({ number }) => number)).toEqual([1n, 2n, 3n, 4n, 5n]);
    expect(await findings()).toEqual([]);
  });

  test("by eight sealers at once while people go on booking: each row once, no number twice, the chain whole", async () => {
    const posting = Promise.all(Array.from({ length: 6 }, () => book(lumenTea, 20)));
    for (let round = 0; round < 5; round += 1) {
      await Promise.all(Array.from({ length: 8 }, () => sealBooks(world.services)));
    }
    await posting;
    await sealBooks(world.services);
    const seals = await sealsOf(lumenTea);
    expect(new Set(seals.map((seal) => seal.subject_id)).size).toBe(120);
    expect(seals.map(({ number }) => Number(number))).toEqual(Array.from({ length: 120 }, (_, index) => index + 1));
    expect(await findings()).toEqual([]);
  });

  test("a transaction that was under way while later ones were sealed gets its seal in the next run", async () => {
    const { services } = world;
    let commit: () => void = () => undefined;
    const mayCommit = new Promise<void>((resolve) => (commit = resolve));
    let isBooked: () => void = () => undefined;
    const booked = new Promise<void>((resolve) => (isBooked = resolve));
    const slow = services.db.inPlatform(async (tx) => {
      await recordAuditEvent(services, tx, { brandId: lumenTea, actorUserId: null, action: "slow", subjectId: "x" });
      isBooked();
      await mayCommit;
    });
    await booked;
    await book(lumenTea, 2);
    expect(await sealBooks(services)).toBe(2);
    commit();
    await slow;
    expect(await sealBooks(services)).toBe(1);
    expect(await findings()).toEqual([]);
  });

  test("the application's role may neither change nor delete a seal [A12]", async () => {
    await book(lumenTea);
    await sealBooks(world.services);
    const { sql } = world.services.db;
    await expect(sql`update seals set row_hash = ''`).rejects.toThrow(/permission denied/);
    await expect(sql`delete from seals`).rejects.toThrow(/permission denied/);
    await expect(world.database.ownerSql`delete from seals`).rejects.toThrow(/never changed or deleted/);
  });
});

describe("a broken chain is named", () => {
  beforeEach(async () => {
    await book(lumenTea, 5);
    await record(lumenTea, "campaign.published");
    await record(null, "batch.prepared");
    await sealBooks(world.services);
  });

  const third = async () => (await sealsOf(lumenTea))[2]!.subject_id;

  test("a transaction deleted with its entries", async () => {
    const id = await third();
    await tamper(
      `delete from ledger_entries where transaction_id = '${id}'`,
      `delete from ledger_transactions where id = '${id}'`,
    );
    expect(await findings()).toEqual([expect.stringMatching(`seal_number=3 .*subject_id=${id} .*its row was deleted`)]);
  });

  test("a transaction and its seal deleted", async () => {
    const id = await third();
    await tamper(
      `delete from ledger_entries where transaction_id = '${id}'`,
      `delete from ledger_transactions where id = '${id}'`,
      `delete from seals where subject_id = '${id}'`,
    );
    expect(await findings()).toEqual([expect.stringMatching("seal_number=4 .*seal 3 is missing before it")]);
  });

  test("a transaction changed together with its own hash [A12]", async () => {
    const id = await third();
    await tamper(`update ledger_transactions set recorded_at = recorded_at + interval '1 day' where id = '${id}'`);
    const [row] = await world.services.db.inPlatform((tx) =>
      tx.select().from(ledgerTransactions).where(eq(ledgerTransactions.id, id)),
    );
    await tamper(`update ledger_transactions set row_hash = '${rowHashOf(row!)}' where id = '${id}'`);
    const results = await runChecks(world.database.ownerUrl);
    expect(results.find(({ name }) => name === "ledger-transactions-unchanged")?.findings).toBe(0);
    expect(await findings()).toEqual([
      expect.stringMatching(`subject_id=${id} .*its row was changed after it was sealed`),
    ]);
  });

  test("audit events of a brand and of the platform deleted", async () => {
    await tamper("delete from audit_events");
    expect(await findings()).toEqual([
      expect.stringMatching("brand_id=platform seal_number=1 .*its row was deleted"),
      expect.stringMatching("seal_number=6 kind=audit-event .*its row was deleted"),
    ]);
  });

  test("two seals that changed places", async () => {
    await tamper(
      `update seals set number = -3 where brand_id = '${lumenTea}' and number = 3`,
      `update seals set number = 3 where brand_id = '${lumenTea}' and number = 4`,
      `update seals set number = 4 where brand_id = '${lumenTea}' and number = -3`,
    );
    expect(await findings()).toEqual([
      expect.stringMatching("seal_number=3 .*a column of the seal itself"),
      expect.stringMatching("seal_number=4 .*a column of the seal itself"),
      expect.stringMatching("seal_number=5 .*it does not follow on the seal before"),
    ]);
  });

  test("a seal made anew, with a hash that fits it alone", async () => {
    const seal = { brandId: lumenTea, number: 3, kind: "transaction", subjectId: await third(), subjectHash: "f".repeat(64) };
    const [stored] = await world.database.ownerSql<{ previous_hash: string; sealed_at: Date }[]>`
      select previous_hash, sealed_at from seals where brand_id = ${lumenTea} and number = 3`;
    const rowHash = rowHashOf({ ...seal, previousHash: stored!.previous_hash, sealedAt: stored!.sealed_at });
    await tamper(
      `update seals set subject_hash = '${seal.subjectHash}', row_hash = '${rowHash}' where brand_id = '${lumenTea}' and number = 3`,
    );
    expect(await findings()).toEqual([
      expect.stringMatching("seal_number=3 .*its row was changed after it was sealed"),
      expect.stringMatching("seal_number=4 .*it does not follow on the seal before"),
    ]);
  }); // prettier-ignore

  test("a transaction put in between with an early id: before the next sealing, and after it", async () => {
    const early = "00000000-0001-7000-8000-000000000001";
    await tamper(
      `insert into ledger_transactions select brand_id, '${early}', 'forged', input_hash, event_code, sentence, sale_id, commission_id,
         payout_id, occurred_at, recorded_at, row_hash from ledger_transactions where brand_id = '${lumenTea}' limit 1`,
    );
    expect(await findings()).toEqual([expect.stringMatching(`subject_id=${early} .*it has no seal, though newer rows have`)]);
    expect(await sealBooks(world.services)).toBe(0);
    expect(await sealBooks(world.services, { isThorough: true })).toBe(1);
    expect(await findings()).toEqual([expect.stringMatching(`subject_id=${early} .*put in later than it says`)]);
  }); // prettier-ignore

  test("a chain cut off at its end, by the hash that somebody noted", async () => {
    const head = await world.services.db.inBrand(lumenTea, (tx) => findHead(tx, lumenTea));
    const noted: unknown[] = [];
    const ask = () =>
      runChecks(world.database.ownerUrl, { notedHash: head!.rowHash, onHeads: (heads) => noted.push(heads.noted) });
    await ask();
    await tamper(
      `delete from audit_events where brand_id = '${lumenTea}'`,
      `delete from seals where brand_id = '${lumenTea}' and number = 6`,
    );
    await ask();
    expect(noted).toEqual([{ chain: lumenTea, number: 6, sealedAt: expect.any(String) as string }, null]);
    expect(await findings()).toEqual([]);
  });
});
