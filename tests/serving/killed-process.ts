import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { SettableClock } from "#app/kit/clock.ts";
import { createCodeStores } from "#app/platform/code-stores/open-code-stores.server.ts";
import { DrainedQueue } from "#app/platform/drained-queue.server.ts";
import { newUuid } from "#app/platform/ids.server.ts";
import { createKeys } from "#app/platform/keys.server.ts";
import { createLogger } from "#app/platform/logger.server.ts";
import { createOutboxMailer } from "#app/platform/mailer.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { createDatabase } from "#db/client.server.ts";

/** Services on a test world's database, for a process that is meant to die: what waits in its queue is lost with it. */
export function openServicesToKill(databaseUrl: string, now: Date): Services & { readonly queue: DrainedQueue } {
  const nowhere = { shopify: null, stripe: null, woocommerce: null };
  const clock = new SettableClock(now);
  return {
    ...{ db: createDatabase(databaseUrl), clock, newId: newUuid, keys: createKeys("00".repeat(32)) },
    ...{ codeStores: createCodeStores(nowhere, clock), log: createLogger("silent"), origin: "http://localhost:3000" },
    ...{ queue: new DrainedQueue(), mailer: createOutboxMailer(tmpdir()) },
    ...{ isDemo: false, clickRetentionDays: 400, payoutDebtor: null, achOriginator: null, apiRails: {} },
    ...{ stripe: null, stripeWebhookSecrets: [], paypalEvents: null, platformFeeBps: 0, seller: null },
    taxPayer: { country: "DE", timeZone: "Europe/Berlin" },
  };
}

/** Kills this process as soon as it has spoken for the given time, to the database or to anybody else. */
export function killAfterWords(killAt: number): void {
  let writeCount = 0;
  const write = Socket.prototype.write as (this: Socket, ...words: unknown[]) => boolean;
  const kill = () => process.kill(process.pid, "SIGKILL");
  Socket.prototype.write = function (this: Socket, ...words: unknown[]): boolean {
    writeCount += 1;
    return writeCount === killAt ? write.call(this, words[0], kill) : write.apply(this, words);
  } as typeof Socket.prototype.write;
}
