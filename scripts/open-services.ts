import { systemClock } from "#app/platform/clock.server.ts";
import { createServices } from "#app/platform/create-services.server.ts";
import type { Environment } from "#app/platform/env.server.ts";
import { createLogger } from "#app/platform/logger.server.ts";
import { createJobRunner } from "#app/platform/queue.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { createDatabase } from "#db/client.server.ts";
import { prepareDatabase } from "#db/prepare.server.ts";

export interface OpenServices {
  readonly services: Services;
  stop(): Promise<void>;
}

/** What a command needs to call use cases: the database brought up to date, and the queue to hand any job to; it works on none itself. */
export async function openServices(environment: Environment): Promise<OpenServices> {
  const database = await prepareDatabase({
    databaseUrl: environment.DATABASE_URL,
    ownerUrl: environment.DATABASE_OWNER_URL,
    dataDir: environment.DATA_DIR,
  });
  // Only now: with the jobs come the mails, and with them React, which looks at NODE_ENV when it is first loaded.
  const { jobs } = await import("#app/worker.ts");
  const log = createLogger(environment.LOG_LEVEL);
  const db = createDatabase(database.appUrl);
  const queue = await createJobRunner(database.appUrl, jobs, log, false);
  const origin = () => environment.PUBLIC_ORIGIN ?? `http://localhost:${environment.PORT}`;
  return {
    services: createServices(environment, { db, queue, clock: systemClock, log, origin }),
    async stop() {
      await queue.stop();
      await db.close();
      await database.stop();
    },
  };
}
