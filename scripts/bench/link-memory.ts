import { createLinkCache } from "#app/clicks/link-cache.server.ts";
import { findLinkBySlug } from "#app/clicks/redirect-target-store.server.ts";
import { targetOf, type RedirectTarget } from "#app/clicks/redirect-target.ts";
import { readEnvironment } from "#app/platform/env.server.ts";
import { createDatabase } from "#db/client.server.ts";
import { manySlug } from "./bench-links-store.server.ts";

/**
 * Reads so many links into a cache as the redirector does and prints what they take in memory, in bytes. A process of its own, run with
 * `--expose-gc`, so that nothing else is counted.
 */
const linkCount = Number(process.argv[2]);
const READERS = 32;
const AN_HOUR_MS = 3_600_000;

const { DATABASE_URL = "" } = readEnvironment();
const db = createDatabase(DATABASE_URL, { maxRawConnections: 8 });
const cache = createLinkCache<RedirectTarget>(
  async (slug) => {
    const link = await findLinkBySlug(db.sql, slug, new Date());
    return link && targetOf(link, { allowsLoopback: false, origin: "https://fairshare.example" });
  },
  { linkMaxAgeMs: AN_HOUR_MS, unknownLinkMaxAgeMs: AN_HOUR_MS, maxCachedLinks: linkCount, maxUnknownLinks: 1 },
);
await cache.load(manySlug(0), 0);
const beforeBytes = usedBytes();
let next = 1;
await Promise.all(
  Array.from({ length: READERS }, async () => {
    while (next < linkCount) await cache.load(manySlug(next++), 0);
  }),
);
const afterBytes = usedBytes();
if (cache.peek(manySlug(linkCount - 1), 0)?.target == null) throw new Error("The last link is not in memory.");
process.stdout.write(`${JSON.stringify({ bytes: afterBytes - beforeBytes })}\n`);
await db.close();

function usedBytes(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
