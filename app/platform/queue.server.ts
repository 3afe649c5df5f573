import { fromDrizzle, PgBoss } from "pg-boss";
import type { z } from "zod";
import type { Tx } from "#db/client.server.ts";
import { QUEUE_SCHEMA } from "#db/queue.server.ts";
import { sql } from "#db/sql.server.ts";
import type { Logger } from "./logger.server.ts";
import { repeat, type Repetition } from "./repeat.server.ts";
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
/** How many jobs of one name are under way at once. */
const JOBS_AT_ONCE = 4;
/** How soon a job that is due is seen. One look is for all names; names of which nothing is due are not asked about any further. */
const LOOK_EVERY_MS = 500;
const LOOK_AGAIN_AFTER_FAILURE_MS = 2_000;
/** Every worker of pg-boss asks for jobs by itself too: the net under the looks. */
const POLL_SECONDS = 60;
const STOP_TIMEOUT_MS = 10_000;
const JOBS_PER_STATEMENT = 5_000;

/** Of the names in $1 those of which a job is due. A look at an index for each name, whatever waits. */
const DUE_NAMES = `
  select name from unnest($1::text[]) as asked (name)
  where exists (
    select from ${QUEUE_SCHEMA}.job
    where job.name = asked.name and job.state < 'active' and not job.blocked and job.start_after <= now()
  )`;

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
  let look: Repetition | null = null;
  const known = new Set((await boss.getQueues(jobs.map(({ name }) => name))).map(({ name }) => name));
  for (const job of jobs) {
    if (!known.has(job.name))
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
      const workersOf = new Map<string, readonly string[]>();
      for (const job of workedJobs) workersOf.set(job.name, await startWorkers(boss, job, services));
      look = startLooking(boss, workersOf, log);
    },
    async stop() {
      await look?.stop();
      await boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS });
    },
  };
}

/** The ids of the workers, each of which works on one job at a time. */
async function startWorkers(boss: PgBoss, job: AnyJob, services: Services): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let index = 0; index < JOBS_AT_ONCE; index += 1) {
    const id = await boss.work<object>(job.name, { pollingIntervalSeconds: POLL_SECONDS }, async (arrived) => {
      // Where one was, another may be: this worker asks again as soon as it is done.
      boss.notifyWorker(id);
      for (const item of arrived) await job.run(services, job.payload.parse(item.data) as object);
    });
    ids.push(id);
  }
  return ids;
}

/** Wakes the workers of every name of which a job is due, again and again. */
function startLooking(boss: PgBoss, workersOf: ReadonlyMap<string, readonly string[]>, log: Logger): Repetition {
  const names = [...workersOf.keys()];

  async function wakeWorkers(): Promise<void> {
    const due = (await boss.getDb().executeSql(DUE_NAMES, [names])).rows as { name: string }[];
    for (const { name } of due) for (const id of workersOf.get(name) ?? []) boss.notifyWorker(id);
  }

  return repeat(() =>
    wakeWorkers().then(
      () => LOOK_EVERY_MS,
      (error: unknown) => {
        log.error({ err: error }, "the job queue could not be looked at");
        return LOOK_AGAIN_AFTER_FAILURE_MS;
      },
    ),
  );
}
