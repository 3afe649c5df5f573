import { PgBoss } from "pg-boss";

/** The schema of the job queue. Made by the owner here; the application's role only uses it (`migrate: false`). */
export const QUEUE_SCHEMA = "pgboss";

/** Installs the job queue's own tables, or brings them up to date. Runs as the owner of the database. */
export async function installQueue(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: QUEUE_SCHEMA,
    max: 1,
    supervise: false,
    schedule: false,
  });
  const failures: unknown[] = [];
  boss.on("error", (error) => failures.push(error));
  try {
    await boss.start();
  } finally {
    await boss.stop({ graceful: false });
  }
  if (failures.length > 0) throw failures[0];
}
