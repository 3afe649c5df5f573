import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SettableClock } from "#app/kit/clock.ts";
import { createCodeStores } from "#app/platform/code-stores/open-code-stores.server.ts";
import { newUuid } from "#app/platform/ids.server.ts";
import { createKeys } from "#app/platform/keys.server.ts";
import { createLogger } from "#app/platform/logger.server.ts";
import { createOutboxMailer } from "#app/platform/mailer.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { openTestDatabase, type TestDatabase } from "#tests/database/test-database.ts";
import { DrainedQueue } from "#app/platform/drained-queue.server.ts";

/** Everything a database test needs: real services on a database of its own, a clock to move and a queue to drain. */
export interface TestWorld {
  readonly services: Services;
  readonly clock: SettableClock;
  readonly queue: DrainedQueue;
  readonly database: TestDatabase;
  /** Runs the jobs that wait. */
  drain(): Promise<number>;
}

/** Nothing listens on the discard port: a test that means to reach a shop opens one of its own. */
const NO_SHOP = "http://127.0.0.1:9";

/** The instant every test world starts at. */
export const WORLD_START = new Date("2026-06-01T09:00:00.000Z");

export async function openTestWorld(start: Date = WORLD_START): Promise<TestWorld> {
  const database = await openTestDatabase();
  const clock = new SettableClock(start);
  const queue = new DrainedQueue();
  const services: Services = {
    db: database.database,
    clock,
    newId: newUuid,
    queue,
    mailer: createOutboxMailer(mkdtempSync(join(tmpdir(), "fairshare-outbox-"))),
    keys: createKeys("00".repeat(32)),
    codeStores: createCodeStores({ shopify: NO_SHOP, stripe: NO_SHOP, woocommerce: NO_SHOP }, clock),
    log: createLogger("silent"),
    origin: "http://localhost:3000",
    isDemo: false,
    clickRetentionDays: 400,
    payoutDebtor: { name: "Fairshare Test", iban: "DE89370400440532013000", bic: "COBADEFFXXX" },
    achOriginator: {
      bankRouting: "021000021",
      bankName: "Test Bank",
      companyId: "1123456789",
      companyName: "Fairshare Test",
    },
    apiRails: {},
    stripe: null,
    stripeWebhookSecrets: [],
    paypalEvents: null,
    platformFeeBps: 0,
    seller: null,
    taxPayer: { country: "DE", timeZone: "Europe/Berlin" },
  };
  return { services, clock, queue, database, drain: () => queue.drain(services) };
}
