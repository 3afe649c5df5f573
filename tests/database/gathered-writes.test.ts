import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { beforeCommit } from "#db/before-commit.server.ts";
import { sqlStateOf, type Tx } from "#db/client.server.ts";
import { gather } from "#db/gathered-writes.server.ts";
import { run, statement } from "#db/statement.server.ts";
import { openTestDatabase, type TestDatabase } from "./test-database.ts";

/** A shelf for teas and one for pots; a pot belongs to a tea. */
async function openShop(): Promise<TestDatabase> {
  const opened = await openTestDatabase({ maxConnections: 1 });
  await opened.ownerSql`create table teas (name text primary key)`;
  await opened.ownerSql`create table pots (name text primary key, tea text not null references teas (name))`;
  await opened.ownerSql`grant all on teas, pots to public`;
  return opened;
}

const addTea = (tx: Tx, name: string) =>
  gather(tx, [{ name: "new_teas", isReturning: true, ...statement`insert into teas values (${name}) returning name` }]);
const addPot = (tx: Tx, name: string, tea: string) =>
  gather(tx, [{ name: "new_pots", ...statement`insert into pots values (${name}, ${tea})` }]);
const namesOf = async (tx: Tx, table: "teas" | "pots") =>
  (await tx.execute<{ name: string }>(sql`select name from ${sql.identifier(table)} order by name`)).map(
    ({ name }) => name,
  );

/** The texts of all statements that mention a table, as the server met them. */
async function preparedTexts(database: TestDatabase["database"], table: string): Promise<string[]> {
  const rows = await database.inPlatform((tx) =>
    tx.execute<{ statement: string }>(sql`select statement from pg_prepared_statements`),
  );
  return rows.map((row) => row.statement).filter((text) => text.includes(`into ${table}`));
}

test("writes that are gathered arrive as one statement, each with its own answer", async () => {
  const { database } = await openShop();
  for (const tea of ["Sencha", "Assam", "Keemun", "Lapsang", "Mate"]) {
    const [teas, pots] = await database.inPlatform((tx) =>
      Promise.all([addTea(tx, tea), addPot(tx, `a pot of ${tea}`, tea)]),
    );
    expect(teas).toEqual([{ name: tea }]);
    expect(pots).toEqual([]);
  }
  const texts = await preparedTexts(database, "teas");
  expect(texts).toEqual(await preparedTexts(database, "pots"));
  expect(texts).toHaveLength(1);
});

test("whatever is asked after a gathered write finds it, whoever waited for it or not", async () => {
  const { database } = await openShop();
  const found = await database.inPlatform(async (tx) => {
    beforeCommit(tx, addTea(tx, "Sencha"));
    const byDrizzle = await namesOf(tx, "teas");
    beforeCommit(tx, addTea(tx, "Assam"));
    const byText = await run<{ name: string }>(
      tx,
      statement`select name from teas where name <> ${"Keemun"} order by name`,
    );
    return [byDrizzle, byText.map(({ name }) => name)];
  });
  expect(found).toEqual([["Sencha"], ["Assam", "Sencha"]]);
});

test("a second write of one table is a statement of its own", async () => {
  const { database } = await openShop();
  const answers = await database.inPlatform((tx) => Promise.all([addTea(tx, "Sencha"), addTea(tx, "Assam")]));
  expect(answers).toEqual([[{ name: "Sencha" }], [{ name: "Assam" }]]);
});

test("the transaction waits for what must be there before it commits", async () => {
  const { database } = await openShop();
  await database.inPlatform((tx) => {
    beforeCommit(
      tx,
      addTea(tx, "Sencha").then(() => addPot(tx, "a pot", "Sencha")),
    );
    return Promise.resolve();
  });
  expect(await database.inPlatform((tx) => namesOf(tx, "pots"))).toEqual(["a pot"]);
});

test("a write that nobody waited for takes the transaction back, and is the failure that is told", async () => {
  const { database } = await openShop();
  const failing = database.inPlatform(async (tx) => {
    await addTea(tx, "Sencha");
    beforeCommit(tx, addPot(tx, "a pot", "no such tea"));
    // Refused too, because the transaction has failed by now.
    return namesOf(tx, "teas");
  });
  const error: unknown = await failing.catch((reason: unknown) => reason);
  expect(sqlStateOf(error)).toBe("23503");
  expect(await database.inPlatform((tx) => namesOf(tx, "teas"))).toEqual([]);
});

test("a refusal of the work itself is told although writes were on their way", async () => {
  const { database } = await openShop();
  const refused = database.inPlatform((tx) => {
    beforeCommit(tx, addTea(tx, "Sencha"));
    return Promise.reject(new Error("The shop is closed."));
  });
  await expect(refused).rejects.toThrow("The shop is closed.");
  expect(await database.inPlatform((tx) => namesOf(tx, "teas"))).toEqual([]);
});

test("a write that met a deadlock is tried again with its transaction", async () => {
  const { database } = await openShop();
  let tries = 0;
  await database.inPlatform(async (tx) => {
    tries += 1;
    beforeCommit(tx, addTea(tx, "Sencha"));
    if (tries === 1) beforeCommit(tx, run(tx, statement`do $$ begin raise exception using errcode = '40P01'; end $$`));
    return Promise.resolve();
  });
  expect(tries).toBe(2);
  expect(await database.inPlatform((tx) => namesOf(tx, "teas"))).toEqual(["Sencha"]);
});
