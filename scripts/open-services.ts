import path from "node:path";
import { systemClock } from "#app/platform/clock.server.ts";
import { type Environment } from "#app/platform/env.server.ts";
import { newUuid } from "#app/platform/ids.server.ts";
import { createKeys, loadOrCreateSecret } from "#app/platform/keys.server.ts";
import { createLogger } from "#app/platform/logger.server.ts";
import { createOutboxMailer, createSmtpMailer } from "#app/platform/mailer.server.ts";
import { payoutDebtorOf } from "#app/platform/payout-debtor.server.ts";
import { type AnyJob, createJobRunner } from "#app/platform/queue.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { createDatabase } from "#db/client.server.ts";
import { prepareDatabase } from "#db/prepare.server.ts";

export interface OpenServices {
  readonly services: Services;
  stop(): Promise<void>;
}

/** What a command needs to call use cases: the database brought up to date, the queue to hand jobs to; it works on none itself. */
export async function openServices(environment: Environment, jobs: readonly AnyJob[]): Promise<OpenServices> {
  const dataDir = path.resolve(environment.DATA_DIR);
  const database = await prepareDatabase({
    databaseUrl: environment.DATABASE_URL,
    ownerUrl: environment.DATABASE_OWNER_URL,
    dataDir: environment.DATA_DIR,
  });
  const log = createLogger(environment.LOG_LEVEL);
  const db = createDatabase(database.appUrl);
  const queue = await createJobRunner(database.appUrl, jobs, log);
  const services: Services = {
    db,
    clock: systemClock,
    newId: newUuid,
    queue,
    mailer: environment.SMTP_URL
      ? createSmtpMailer(environment.SMTP_URL, environment.MAIL_FROM)
      : createOutboxMailer(path.join(dataDir, "outbox")),
    keys: createKeys(loadOrCreateSecret(environment.SECRET_KEY, dataDir)),
    log,
    origin: environment.PUBLIC_ORIGIN ?? `http://localhost:${environment.PORT}`,
    isDemo: environment.DEMO === "on",
    payoutDebtor: payoutDebtorOf(environment),
  };
  return {
    services,
    async stop() {
      await queue.stop();
      await db.close();
      await database.stop();
    },
  };
}
