import { expect, test } from "vitest";
import { PgBoss } from "pg-boss";
import { readEnvironment } from "#app/platform/env.server.ts";
import { jobs } from "#app/worker.ts";
import { installQueue } from "#db/queue.server.ts";
import { openServices } from "#scripts/open-services.ts";
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

test("a command hands any job of the product to the queue, also where no server ever ran", async () => {
  const { url, ownerUrl, ownerSql } = await openTestDatabase();
  const environment = { ...readEnvironment(), DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl };
  const { services, stop } = await openServices(environment);
  try {
    await services.db.inPlatform(async (tx) => {
      for (const job of jobs) await services.queue.enqueue(tx, job, {});
    });
    const rows = await ownerSql<{ name: string }[]>`select distinct name from pgboss.job where state = 'created'`;
    expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(jobs.map(({ name }) => name)));
  } finally {
    await stop();
  }
});
