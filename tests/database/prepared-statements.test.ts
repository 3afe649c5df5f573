import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Database } from "#db/client.server.ts";
import { openTestDatabase } from "./test-database.ts";

const RUNS = 5;

/** Runs every text a few times on the one connection, then tells which statements it keeps prepared. */
async function preparedAfter(database: Database, texts: readonly string[]): Promise<string[]> {
  for (let run = 0; run < RUNS; run += 1) {
    await database.inPlatform((tx) =>
      Promise.all(texts.map((text) => tx.execute(sql`${sql.raw(text)} ${"Sencha"}::text`))),
    );
  }
  const rows = await database.inPlatform((tx) =>
    tx.execute<{ statement: string }>(sql`select statement from pg_prepared_statements`),
  );
  return rows.map(({ statement }) => statement).filter((statement) => statement.includes("tea"));
}

test("a statement that keeps coming is prepared once on its connection", async () => {
  const { database } = await openTestDatabase({ maxConnections: 1 });
  expect(await preparedAfter(database, ["select /* tea */"])).toEqual(["select /* tea */ $1::text"]);
});

test("nothing is prepared where a pooler cannot keep it", async () => {
  const { database } = await openTestDatabase({ maxConnections: 1, prepare: false });
  expect(await preparedAfter(database, ["select /* tea */"])).toEqual([]);
});

test("a thousand different statements do not fill the connection's memory", async () => {
  const { database } = await openTestDatabase({ maxConnections: 1 });
  const texts = Array.from({ length: 1_000 }, (_, number) => `select /* tea ${number} */`);
  const prepared = await preparedAfter(database, texts);
  expect(prepared.length).toBeGreaterThan(400);
  expect(prepared.length).toBeLessThanOrEqual(500);
});
