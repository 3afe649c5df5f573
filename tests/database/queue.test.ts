import { setTimeout as pause } from "node:timers/promises";
import { PgBoss } from "pg-boss";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { readEnvironment } from "#app/platform/env.server.ts";
import { createLogger } from "#app/platform/logger.server.ts";
import { createJobRunner, type Job } from "#app/platform/queue.server.ts";
import { jobs } from "#app/worker.ts";
import { installQueue } from "#db/queue.server.ts";
import { openServices } from "#scripts/open-services.ts";
import { openTestWorld } from "#tests/world/test-world.ts";
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

test("thousands of jobs are put in by one transaction, all or none, by a process that works on none", async () => {
  const { url, ownerUrl, database } = await openTestDatabase();
  await installQueue(ownerUrl);
  const job: Job<{ number: number }> = {
    name: "count-tea",
    payload: z.object({ number: z.number() }),
    run: () => Promise.resolve(),
  };
  const queue = await createJobRunner(url, [job], createLogger("silent"), false);
  const payloads = Array.from({ length: 6_000 }, (_, number) => ({ number }));
  const count = async () => {
    const [row] = await database.sql<{ count: number; least: number; most: number; retries: number }[]>`
      select count(*)::int as count, min((data->>'number')::int) as least, max((data->>'number')::int) as most,
        max(retry_limit)::int as retries from pgboss.job where name = 'count-tea'`;
    return row;
  };
  try {
    const broken = database.inPlatform(async (tx) => {
      await queue.enqueueAll(tx, job, payloads);
      throw new Error("The change fails.");
    });
    await expect(broken).rejects.toThrow("The change fails.");
    expect((await count())?.count).toBe(0);
    await database.inPlatform((tx) => queue.enqueueAll(tx, job, payloads));
    expect(await count()).toEqual({ count: 6_000, least: 0, most: 5_999, retries: 8 });
  } finally {
    await queue.stop();
  }
});

/** A runner that works on jobs named `pour-tea`, and what they poured. */
async function openTeaRoom(jobs: readonly Job<{ cup: number }>[]) {
  const { services, database: opened } = await openTestWorld();
  const { url, ownerUrl, database } = opened;
  await installQueue(ownerUrl);
  const runner = await createJobRunner(url, jobs, createLogger("silent"));
  onTestFinished(() => runner.stop());
  return {
    database,
    async pour(job: Job<{ cup: number }>, cups: number) {
      const payloads = Array.from({ length: cups }, (_, cup) => ({ cup }));
      await database.inPlatform((tx) => runner.enqueueAll(tx, job, payloads));
    },
    work: () => runner.work(services, jobs),
  };
}

test("a rush of one job is worked off without a pause between two", async () => {
  const poured: number[] = [];
  const job = teaJob("pour-tea", ({ cup }) => poured.push(cup));
  const room = await openTeaRoom([job]);
  await room.work();
  await room.pour(job, 200);
  await expect.poll(() => poured.length, { timeout: 10_000 }).toBe(200);
  expect(new Set(poured).size).toBe(200);
});

test("a job that failed is tried again when it is due, and the one behind it does not wait for that", async () => {
  const tries: number[] = [];
  const job = teaJob("spill-tea", ({ cup }) => {
    tries.push(cup);
    if (cup === 0 && tries.filter((tried) => tried === 0).length === 1) throw new Error("The tea is spilt.");
  });
  const room = await openTeaRoom([job]);
  await room.pour(job, 2);
  await room.work();
  await expect.poll(() => tries, { timeout: 3_000 }).toContain(1);
  await expect.poll(() => tries.filter((tried) => tried === 0).length, { timeout: 15_000 }).toBe(2);
});

test("where nothing is due, the database is asked a few times a second, however many jobs there are", async () => {
  const jobs = Array.from({ length: 40 }, (_, index) => teaJob(`quiet-${index}`, () => undefined));
  const room = await openTeaRoom(jobs);
  await room.work();
  const transactions = async () => {
    const [row] = await room.database.sql<{ count: number }[]>`
      select (xact_commit + xact_rollback)::int as count from pg_stat_database where datname = current_database()`;
    return row?.count ?? 0;
  };
  // The first round asks for every name.
  await pause(2_000);
  const before = await transactions();
  await pause(3_000);
  expect((await transactions()) - before).toBeLessThan(60);
});

function teaJob(name: string, run: (payload: { cup: number }) => unknown): Job<{ cup: number }> {
  return {
    name,
    payload: z.object({ cup: z.number() }),
    run: async (_services, payload) => void run(payload),
  };
}

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
