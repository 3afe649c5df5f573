import { expect, onTestFinished, test } from "vitest";
import { createDatabase } from "#db/client.server.ts";
import { openTestWorld } from "#tests/world/test-world.ts";

test("array types are asked for once, and known on every connection", async () => {
  const world = await openTestWorld();
  const db = createDatabase(world.database.url, { maxRawConnections: 3 });
  onTestFinished(() => db.close());
  const isAsked = () => (db.sql.options as { fetch_types: boolean }).fetch_types;
  expect(isAsked()).toBe(true);
  await db.sql`select 1`;
  expect(isAsked()).toBe(false);
  const rows = await Promise.all(
    [1, 2, 3].map(
      (count) =>
        db.sql`select ${["a", "b"]}::text[] as words, ${count}::int as count, pg_backend_pid() as process, pg_sleep(0.1)`,
    ),
  );
  expect(rows.map(([row]) => [row?.["words"], row?.["count"]])).toEqual([1, 2, 3].map((count) => [["a", "b"], count]));
  expect(new Set(rows.map(([row]) => row?.["process"] as number)).size).toBe(3);
});
