import { createLinkFinder, defaultFinderLimits } from "#app/clicks/link-finder.server.ts";
import { systemClock } from "#app/platform/clock.server.ts";
import { createServices } from "#app/platform/create-services.server.ts";
import { DrainedQueue } from "#app/platform/drained-queue.server.ts";
import { readEnvironment } from "#app/platform/env.server.ts";
import { createLogger } from "#app/platform/logger.server.ts";
import { createDatabase } from "#db/client.server.ts";
import { manySlug } from "./bench-links-store.server.ts";

/**
 * Reads so many links into memory as the redirector does and prints what they take in memory, in bytes. A process of its own, run with
 * `--expose-gc`, so that nothing else is counted.
 */
const linkCount = Number(process.argv[2]);
const READERS = 32;
const AN_HOUR_MS = 3_600_000;

const environment = readEnvironment();
const db = createDatabase(environment.DATABASE_URL ?? "", { maxRawConnections: 8 });
const services = createServices(environment, {
  ...{ db, queue: new DrainedQueue(), clock: systemClock, log: createLogger("warn") },
  origin: () => "https://fairshare.example",
});
const limits = { ...defaultFinderLimits, linkMaxAgeMs: AN_HOUR_MS, maxCachedLinks: linkCount };
const finder = createLinkFinder(services, limits, () => false);
const find = (index: number) =>
  new Promise<boolean>((resolve) => finder.find(manySlug(index), Date.now(), (target) => resolve(target != null)));
await find(0);
const beforeBytes = usedBytes();
let next = 1;
let missing = 0;
await Promise.all(
  Array.from({ length: READERS }, async () => {
    while (next < linkCount) if (!(await find(next++))) missing += 1;
  }),
);
const afterBytes = usedBytes();
if (missing > 0 || !(await find(linkCount - 1))) throw new Error(`${missing} links were not found.`);
process.stdout.write(`${JSON.stringify({ bytes: afterBytes - beforeBytes })}\n`);
await db.close();

function usedBytes(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
