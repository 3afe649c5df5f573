import { expect, test } from "vitest";
import { processInboxEvent } from "#app/stores/process-inbox-event.server.ts";
import { installQueue } from "#db/queue.server.ts";
import { runChecks } from "#db/run-checks.server.ts";
import { connectShop, deliver, shopifyOrder } from "#tests/http/shop-deliveries.ts";
import { creatorBalances } from "#tests/world/books.ts";
import { openTeaShop } from "#tests/world/lumen-tea.ts";
import { openTestWorld } from "#tests/world/test-world.ts";
import { killAtEachWait, programToKill } from "./kill-at-each-wait.ts";

const TIMEOUT_MS = 300_000;

const program = programToKill("killed-intake");

test(
  "killed at every point where a sale waits for the database, from its webhook to its commission: after restart and redelivery nothing is lost, nothing doubled [A3]",
  async () => {
    const world = await openTestWorld();
    const { services, database } = world;
    await installQueue(database.ownerUrl);
    const tea = await openTeaShop(services);
    const storeId = await connectShop(services, { brandId: tea.brandId, userId: tea.fayUserId, kind: "shopify" });
    const numberOf = (round: number) => 1000 + round;
    let keptByQueue = 0;
    const places = await killAtEachWait(program(), {
      database,
      prepare: (round) => Promise.resolve([database.url, tea.brandId, storeId, String(numberOf(round))]),
      recover: async (round) => {
        const number = numberOf(round);
        const deliveryId = `order-${number}`;
        const [event] = await database.ownerSql<{ id: string; jobs: number }[]>`
          select id, (select count(*)::int from pgboss.job where data ->> 'eventId' = inbox_events.id::text) as jobs
          from inbox_events where delivery_key = ${deliveryId}`;
        // A stored event has its job, whoever died; so the queue runs it, and once more for good measure.
        if (event) {
          expect(event.jobs, `killed at ${round}`).toBe(1);
          keptByQueue += 1;
          await processInboxEvent(services, tea.brandId, event.id);
          await processInboxEvent(services, tea.brandId, event.id);
        }
        const body = shopifyOrder({ id: number, name: `#${number}`, email: `buyer-${number}@example.com` });
        expect((await deliver(services, { kind: "shopify", storeId, body, deliveryId })).status).toBe(200);
        await world.drain();
        const { held } = await creatorBalances(services, tea.brandId, tea.mara.creatorId);
        expect(held, `killed at ${round}`).toBe(500n * BigInt(round));
      },
    });
    expect(places).toBeGreaterThan(10);
    // Some died before their event was stored, and were saved by the redelivery alone.
    expect(keptByQueue).toBeGreaterThan(0);
    expect(keptByQueue).toBeLessThan(places);
    const found = (await runChecks(database.ownerUrl)).filter(({ findings }) => findings > 0);
    expect(found).toEqual([]);
  },
  TIMEOUT_MS,
);
