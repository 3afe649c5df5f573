import { expect, test } from "vitest";
import { PgBoss } from "pg-boss";
import { installQueue } from "#db/queue.server.ts";
import { openTestDatabase } from "./test-database.ts";

test("jobs run as the application's role, which may not change the queue's tables", async () => {
  const { url, ownerUrl, superuserSql } = await openTestDatabase();
  await installQueue(ownerUrl);
  const boss = new PgBoss({ connectionString: url, migrate: false, createSchema: false, reindex: false });
  const errors: unknown[] = [];
  boss.on("error", (error) => errors.push(error));
  await boss.start();
  try {
    await boss.createQueue("mature-holds");
    await boss.schedule("mature-holds", "* * * * *");
    await boss.send("mature-holds", { brand: "Lumen Tea" });
    const [job] = await boss.fetch<{ brand: string }>("mature-holds");
    expect(job?.data).toEqual({ brand: "Lumen Tea" });
    await boss.complete("mature-holds", job!.id);
    await boss.supervise();
    expect(errors).toEqual([]);
    const [table] = await superuserSql`select tableowner from pg_tables where schemaname = 'pgboss' limit 1`;
    expect(table).toEqual({ tableowner: "fairshare_owner" });
  } finally {
    await boss.stop({ graceful: false });
  }
});
