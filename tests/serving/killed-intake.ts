import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { createDatabase } from "#db/client.server.ts";
import { SettableClock } from "#app/kit/clock.ts";
import { createCodeStores } from "#app/platform/code-stores/open-code-stores.server.ts";
import { DrainedQueue } from "#app/platform/drained-queue.server.ts";
import { newUuid } from "#app/platform/ids.server.ts";
import { createKeys } from "#app/platform/keys.server.ts";
import { createLogger } from "#app/platform/logger.server.ts";
import { createOutboxMailer } from "#app/platform/mailer.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { processInboxEvent } from "#app/stores/process-inbox-event.server.ts";

/** Processes one event and is killed when it has spoken to the database so often: just before the words leave, or as soon as they have left. */
const [url = "", brandId = "", eventId = "", killAt = "", side = ""] = process.argv.slice(2);
const nowhere = { shopify: null, stripe: null, woocommerce: null };
const clock = new SettableClock(new Date("2026-06-01T09:00:00.000Z"));
const queue = new DrainedQueue();
const services: Services = {
  ...{ db: createDatabase(url), clock, queue, newId: newUuid, keys: createKeys("00".repeat(32)) },
  ...{ codeStores: createCodeStores(nowhere, clock), log: createLogger("silent"), origin: "http://localhost:3000" },
  mailer: createOutboxMailer(tmpdir()),
  ...{ isDemo: false, clickRetentionDays: 400, payoutDebtor: null, achOriginator: null, apiRails: {} },
  ...{
    stripe: null,
    stripeWebhookSecrets: [],
    platformFeeBps: 0,
    seller: null,
    taxPayer: { country: null, timeZone: "UTC" },
  },
};

let writeCount = 0;
const write = Socket.prototype.write as (this: Socket, ...words: unknown[]) => boolean;
const kill = () => process.kill(process.pid, "SIGKILL");
Socket.prototype.write = function (this: Socket, ...words: unknown[]): boolean {
  writeCount += 1;
  if (writeCount !== Number(killAt)) return write.apply(this, words);
  if (side === "before") kill();
  return write.call(this, words[0], kill);
} as typeof Socket.prototype.write;

await processInboxEvent(services, brandId, eventId);
await queue.drain(services);
process.exit(0);
