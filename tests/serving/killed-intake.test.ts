import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runChecks } from "#db/run-checks.server.ts";
import { processInboxEvent } from "#app/stores/process-inbox-event.server.ts";
import { connectShop, deliver, shopifyOrder } from "#tests/http/shop-deliveries.ts";
import { creatorBalances } from "#tests/world/books.ts";
import { openTeaShop } from "#tests/world/lumen-tea.ts";
import { openTestWorld } from "#tests/world/test-world.ts";
import { bundlePrograms } from "./serve.ts";

const TIMEOUT_MS = 300_000;
/** More talk with the database than one sale needs. */
const MOST_WAITS = 150;

test.each(["before", "after"] as const)(
  "killed at every point where it waits for the database, %s its words have left: nothing is lost, nothing doubled [A3]",
  async (side) => {
    const bundle = await bundlePrograms(["killed-intake"]);
    onTestFinished(() => rmSync(bundle, { recursive: true, force: true }));
    const program = path.join(bundle, "killed-intake.js");
    const world = await openTestWorld();
    const { services } = world;
    const tea = await openTeaShop(services);
    const storeId = await connectShop(services, { brandId: tea.brandId, userId: tea.fayUserId, kind: "shopify" });
    let isWhole = false;
    let orders = 0;
    for (let killAt = 1; !isWhole && killAt < MOST_WAITS; killAt += 1) {
      orders += 1;
      const order = { id: 1000 + orders, name: `#${1000 + orders}`, email: `buyer-${orders}@example.com` };
      await deliver(services, { kind: "shopify", storeId, body: shopifyOrder(order), deliveryId: `order-${orders}` });
      const [event] = await world.database.ownerSql<{ id: string }[]>`
        select id from inbox_events where delivery_key = ${`order-${orders}`}`;
      const eventId = event?.id ?? "";
      const child = spawn(process.execPath, [program, world.database.url, tea.brandId, eventId, String(killAt), side], {
        stdio: "inherit",
        env: { ...process.env, NODE_COMPILE_CACHE: path.resolve(".cache/compiled") },
      });
      const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
      isWhole = code === 0;
      if (!isWhole) expect(signal).toBe("SIGKILL");
      // The queue runs it again, and once more for good measure.
      await processInboxEvent(services, tea.brandId, eventId);
      await processInboxEvent(services, tea.brandId, eventId);
      const { held } = await creatorBalances(services, tea.brandId, tea.mara.creatorId);
      expect(held, `killed at ${killAt}`).toBe(500n * BigInt(orders));
    }
    expect(isWhole).toBe(true);
    expect(orders).toBeGreaterThan(10);
    const found = (await runChecks(world.database.ownerUrl)).filter(({ findings }) => findings > 0);
    expect(found).toEqual([]);
  },
  TIMEOUT_MS,
);
