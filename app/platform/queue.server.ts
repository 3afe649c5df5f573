import { fromDrizzle, PgBoss } from "pg-boss";
import type { z } from "zod";
import type { Tx } from "#db/client.server.ts";
import { sql } from "#db/sql.server.ts";
import type { Logger } from "./logger.server.ts";
import type { Services } from "./services.server.ts";

/**
 * A job: its name, the shape of its payload and the use case it calls. Jobs run at least once, so `run` is idempotent:
 * a second run with the same payload changes nothing.
 */
export interface Job<Payload extends object> {
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
  /** Cron in UTC for a job that starts by itself, with the payload it then gets. */
  readonly schedule?: { readonly cron: string; readonly payload: Payload };
  run(services: Services, payload: Payload): Promise<void>;
}

// The registry holds jobs of different payloads; each checks its own with its schema before it runs.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyJob = Job<any>;

export interface Queue {
  /** Adds a job inside the caller's transaction: it exists exactly when the business change does. */
  enqueue<Payload extends object>(tx: Tx, job: Job<Payload>, payload: Payload): Promise<void>;
  /** Like `enqueue`, for any number of payloads, thousands in a statement. */
  enqueueAll<Payload extends object>(tx: Tx, job: Job<Payload>, payloads: readonly Payload[]): Promise<void>;
}

export interface JobRunner extends Queue {
  /** Starts working on the jobs. `services` is handed to each run. */
  work(services: Services, jobs: readonly AnyJob[]): Promise<void>;
  stop(): Promise<void>;
}

const RETRY_LIMIT = 8;
const RETRY_DELAY_SECONDS = 5;
const POLL_SECONDS = 0.5;
const JOBS_AT_ONCE = 4;
const STOP_TIMEOUT_MS = 10_000;
const JOBS_PER_STATEMENT = 5_000;

/**
 * pg-boss on the application's own database. Its schema is created by the migration. Without `isWorking` it only takes jobs in: their
 * schedules and the upkeep of the queue are another process's.
 */
export async function createJobRunner(
  databaseUrl: string,
  jobs: readonly AnyJob[],
  log: Logger,
  isWorking = true,
): Promise<JobRunner> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    migrate: false,
    createSchema: false,
    application_name: "fairshare-jobs",
    max: 4,
    reindex: false,
    supervise: isWorking,
    schedule: isWorking,
  });
  boss.on("error", (error) => log.error({ err: error }, "job queue"));
  await boss.start();
  for (const job of jobs) {
    const known = await boss.getQueue(job.name);
    if (!known)
      await boss.createQueue(job.name, {
        retryLimit: RETRY_LIMIT,
        retryDelay: RETRY_DELAY_SECONDS,
        retryBackoff: true,
      });
    if (job.schedule) await boss.schedule(job.name, job.schedule.cron, job.schedule.payload);
  }
  return {
    async enqueue(tx, job, payload) {
      await boss.send(job.name, payload, { db: fromDrizzle(tx, sql) });
    },
    async enqueueAll(tx, job, payloads) {
      for (let from = 0; from < payloads.length; from += JOBS_PER_STATEMENT) {
        const jobsToInsert = payloads.slice(from, from + JOBS_PER_STATEMENT).map((payload) => ({ data: payload }));
        await boss.insert(job.name, jobsToInsert, { db: fromDrizzle(tx, sql) });
      }
    },
    async work(services, workedJobs) {
      for (const job of workedJobs) {
        const options = { pollingIntervalSeconds: POLL_SECONDS, localConcurrency: JOBS_AT_ONCE };
        await boss.work<object>(job.name, options, async (arrived) => {
          for (const item of arrived) await job.run(services, job.payload.parse(item.data) as object);
        });
      }
    },
    async stop() {
      await boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS });
    },
  };
}
