import { sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { describe, expect, test } from "vitest";
import { sqlStateOf, type Tx } from "#db/client.server.ts";
import { auditEvents, campaignTerms, ledgerEntries, ledgerTransactions, inboxEvents, users } from "#db/schema/index.ts";
import { openTestDatabase, type TestDatabase } from "./test-database.ts";

const lumenTea = newId();
interface Amount {
  amountMinor: bigint;
  currency: string;
}

const noon = new Date("2026-11-21T12:00:00Z");

/** Entries of a ledger transaction of Lumen Tea, in one statement. */
async function book(tx: Tx, transactionId: string, amounts: Amount[], firstPosition = 0): Promise<void> {
  if (amounts.length === 0) return;
  await tx.insert(ledgerEntries).values(
    amounts.map((amount, index) => {
      const position = firstPosition + index;
      return { brandId: lumenTea, transactionId, position, account: `account-${position}`, ...amount };
    }),
  );
}

/** One ledger transaction of Lumen Tea with one entry per amount. Returns its id. */
async function post(tx: Tx, amounts: Amount[]): Promise<string> {
  const id = newId();
  await tx.insert(ledgerTransactions).values({
    ...{ brandId: lumenTea, id, idempotencyKey: id, inputHash: "", eventCode: "commission.earned" },
    ...{ sentence: "Mara who bakes sold a tin of tea.", occurredAt: noon, recordedAt: noon, rowHash: "" },
  });
  await book(tx, id, amounts);
  return id;
}

const balanced = [
  { amountMinor: 1250n, currency: "EUR" },
  { amountMinor: -1250n, currency: "EUR" },
];

/** What the database said, from whatever depth the driver wrapped it in. */
async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    const messages: string[] = [];
    for (let each = error; each instanceof Error; each = each.cause) messages.push(each.message);
    return messages.join(" / ");
  }
  return "";
}

async function withOnePosting(): Promise<TestDatabase> {
  const test = await openTestDatabase();
  await test.database.inBrand(lumenTea, (tx) => post(tx, balanced));
  return test;
}

describe("the ledger balances because the database says so", () => {
  test("a balanced transaction is kept", async () => {
    const { ownerSql } = await withOnePosting();
    expect(await ownerSql`select amount_minor from ledger_entries order by position`).toEqual([
      { amount_minor: 1250n },
      { amount_minor: -1250n },
    ]);
  });

  test("a transaction that is a cent off is refused and leaves nothing", async () => {
    const { database, ownerSql } = await openTestDatabase();
    const posting = database.inBrand(lumenTea, (tx) =>
      post(tx, [
        { amountMinor: 1250n, currency: "EUR" },
        { amountMinor: -1249n, currency: "EUR" },
      ]),
    );
    expect(await refusalOf(posting)).toMatch(/do not sum to zero: EUR is off by 1 minor units/);
    expect(await ownerSql`select from ledger_transactions`).toHaveLength(0);
  });

  test("two currencies do not make up for each other", async () => {
    const { database } = await openTestDatabase();
    const posting = database.inBrand(lumenTea, (tx) =>
      post(tx, [
        { amountMinor: 1250n, currency: "EUR" },
        { amountMinor: -1250n, currency: "JPY" },
      ]),
    );
    expect(await refusalOf(posting)).toMatch(/do not sum to zero/);
  });

  test("a transaction without entries is refused", async () => {
    const { database } = await openTestDatabase();
    expect(await refusalOf(database.inBrand(lumenTea, (tx) => post(tx, [])))).toMatch(/has no entries/);
  });

  test("entries are booked once, with their transaction: an entry or a balanced pair slipped in later is refused", async () => {
    const { database, ownerSql, superuserSql } = await withOnePosting();
    const [transaction] = await ownerSql<{ id: string }[]>`select id from ledger_transactions`;
    const slip = (amounts: Amount[], firstPosition: number) =>
      refusalOf(database.inBrand(lumenTea, (tx) => book(tx, transaction!.id, amounts, firstPosition)));
    expect(await slip([{ amountMinor: 1n, currency: "EUR" }], 2)).toMatch(/do not sum to zero/);
    expect(await slip(balanced, 2)).toMatch(/all entries of a transaction at once/);
    expect(await slip(balanced, -2)).toMatch(/all entries of a transaction at once/);
    expect(await slip(balanced, 0)).toMatch(/duplicate key/);
    const asAdministrator = superuserSql`
      insert into ledger_entries (brand_id, transaction_id, position, account, currency, amount_minor)
      values (${lumenTea}, ${transaction!.id}, 2, 'mallory', 'EUR', 5), (${lumenTea}, ${transaction!.id}, 3, 'mallory', 'EUR', -5)`;
    expect(await refusalOf(asAdministrator)).toMatch(/all entries of a transaction at once/);
    expect(await ownerSql`select from ledger_entries`).toHaveLength(2);
  });

  test("two transactions booked by one statement do not make up for each other", async () => {
    const { database, ownerSql } = await openTestDatabase();
    const posting = database.inBrand(lumenTea, async (tx) => {
      const transaction = (id: string) => ({
        ...{ brandId: lumenTea, id, idempotencyKey: id, inputHash: "", eventCode: "commission.earned", rowHash: "" },
        ...{ sentence: "Mara who bakes sold a tin of tea.", occurredAt: noon, recordedAt: noon },
      });
      const [one, two] = [newId(), newId()];
      await tx.insert(ledgerTransactions).values([transaction(one), transaction(two)]);
      const entry = { brandId: lumenTea, position: 0, account: "mara", currency: "EUR" };
      await tx.insert(ledgerEntries).values([
        { ...entry, transactionId: one, amountMinor: 5n },
        { ...entry, transactionId: two, amountMinor: -5n },
      ]);
    });
    expect(await refusalOf(posting)).toMatch(/do not sum to zero/);
    expect(await ownerSql`select from ledger_transactions`).toHaveLength(0);
  });
});

describe("what happened is never rewritten", () => {
  const changes = [
    "update ledger_transactions set sentence = ''",
    "delete from ledger_transactions",
    "update ledger_entries set amount_minor = 0",
    "delete from ledger_entries",
    "truncate ledger_entries",
    "update audit_events set action = ''",
    "delete from audit_events",
    "truncate audit_events",
  ];

  test.each(changes)("the application may not run: %s [A12]", async (change) => {
    const { database } = await withOnePosting();
    expect(await refusalOf(database.inPlatform((tx) => tx.execute(sql.raw(change))))).toMatch(/permission denied/);
  });

  test.each(changes)("not even the owner or the administrator may run: %s", async (change) => {
    const { database, ownerSql, superuserSql } = await withOnePosting();
    await database.inPlatform((tx) =>
      tx.insert(auditEvents).values({
        ...{ id: newId(), brandId: lumenTea, actorUserId: null, action: "campaign.published" },
        ...{ subjectId: "", detail: {}, occurredAt: noon, rowHash: "" },
      }),
    );
    expect(await refusalOf(ownerSql.unsafe(change))).toMatch(/never changed or deleted/);
    expect(await refusalOf(superuserSql.unsafe(change))).toMatch(/never changed or deleted/);
  });

  test("versions of terms stay as they were, and raw events are kept although their status moves on", async () => {
    const { database } = await openTestDatabase();
    const run = (work: (tx: Tx) => Promise<unknown>) => refusalOf(database.inBrand(lumenTea, work));
    expect(await run((tx) => tx.update(campaignTerms).set({ holdDays: 0 }))).toMatch(/permission denied/);
    expect(await run((tx) => tx.delete(inboxEvents))).toMatch(/permission denied/);
    expect(await run((tx) => tx.update(inboxEvents).set({ attempts: 1 }))).toBe("");
  });

  test("the application cannot take the protection away", async () => {
    const { database } = await openTestDatabase();
    const statements = [
      "alter table ledger_entries disable trigger all",
      "drop trigger append_only on ledger_entries",
      "set session_replication_role = replica",
      "create table public.shadow (id int)",
    ];
    for (const each of statements) {
      const refusal = await refusalOf(database.inPlatform((tx) => tx.execute(sql.raw(each))));
      expect(refusal, each).toMatch(/must be owner|permission denied/);
    }
  });
});

describe("a transaction is of one brand", () => {
  const brandNow = sql`select current_setting('fairshare.brand_id', true) as brand`;

  test("each of two brands at once sees its own name, and nothing stays behind on the connection", async () => {
    const { database } = await openTestDatabase({ maxConnections: 2 });
    const norfolkSoap = newId();
    const seen = await Promise.all(
      [lumenTea, norfolkSoap].map((brand) => database.inBrand(brand, async (tx) => (await tx.execute(brandNow))[0])),
    );
    expect(seen).toEqual([{ brand: lumenTea }, { brand: norfolkSoap }]);
    for (let each = 0; each < 4; each += 1) {
      const [row] = await database.inPlatform((tx) => tx.execute(brandNow));
      expect(row?.["brand"] ?? "").toBe("");
    }
  });
});

describe("a transaction that lost a race runs again", () => {
  const raise = (state: string) => sql.raw(`do $$ begin raise exception 'lost' using errcode = '${state}'; end $$`);

  test.each(["40001", "40P01"])("%s: until it wins, and its effects are there once", async (state) => {
    const { database, ownerSql } = await openTestDatabase();
    let attempts = 0;
    await database.inPlatform(async (tx) => {
      attempts += 1;
      await tx.insert(users).values({ id: newId(), email: "mara@bakes.example", name: "Mara", createdAt: noon });
      if (attempts < 3) await tx.execute(raise(state));
    });
    expect(attempts).toBe(3);
    expect(await ownerSql`select from users`).toHaveLength(1);
  });

  test("five times, then the failure is told", async () => {
    const { database } = await openTestDatabase();
    let attempts = 0;
    const failure = await database
      .inBrand(lumenTea, async (tx) => {
        attempts += 1;
        await tx.execute(raise("40001"));
      })
      .catch((error: unknown) => error);
    expect(sqlStateOf(failure)).toBe("40001");
    expect(attempts).toBe(6);
  });

  test("any other failure is told at once", async () => {
    const { database } = await openTestDatabase();
    let attempts = 0;
    await expect(
      database.inPlatform(async (tx) => {
        attempts += 1;
        await tx.execute(raise("23505"));
      }),
    ).rejects.toThrow();
    expect(attempts).toBe(1);
  });
});
