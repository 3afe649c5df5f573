import { rulesOf } from "#app/attribution/preset-rules.ts";
import { addDays } from "#app/kit/clock.ts";
import { systemClock } from "#app/platform/clock.server.ts";
import { createServices } from "#app/platform/create-services.server.ts";
import { DrainedQueue } from "#app/platform/drained-queue.server.ts";
import { readEnvironment } from "#app/platform/env.server.ts";
import { createLogger } from "#app/platform/logger.server.ts";
import { countChanges } from "#app/replays/replay-change-store.server.ts";
import { findReplay } from "#app/replays/replay-store.server.ts";
import { startReplay } from "#app/replays/start-replay.server.ts";
import { createDatabase } from "#db/client.server.ts";
import { findFirstMember } from "./bench-members-store.server.ts";

/**
 * Works out one what-if of a brand, all its sales of so many days under "the first touch wins", as the job does, and prints its time, its
 * most memory and how many sales would change. A process of its own: nothing else is counted.
 */
const [brandId = "", days = "0"] = process.argv.slice(2);
const LOOK_EVERY_MS = 100;

const environment = readEnvironment();
const db = createDatabase(environment.DATABASE_URL ?? "");
const queue = new DrainedQueue();
const services = createServices(environment, {
  ...{ db, queue, clock: systemClock, log: createLogger("warn") },
  origin: () => "https://fairshare.example",
});
let peakBytes = 0;
const look = () => {
  peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
};
const timer = setInterval(look, LOOK_EVERY_MS);
const userId = await findFirstMember(db, brandId);
const until = services.clock.now();
const started = await startReplay(
  services,
  { brandId, userId },
  {
    ...{ period: { from: addDays(until, -Number(days) - 2), until }, campaignId: null },
    rules: { ...rulesOf("first-touch"), clickWindowDays: 30 },
  },
);
if (!started.ok) throw new Error(`The what-if could not start: ${started.refusal}.`);
const startedMs = performance.now();
await queue.drain(services);
const ms = performance.now() - startedMs;
look();
clearInterval(timer);
const { replayId } = started.value;
const [replay, changedSales] = await db.inBrand(brandId, (tx) =>
  Promise.all([findReplay(tx, brandId, replayId), countChanges(tx, { brandId, replayId, phase: "what-if" })]),
);
if (replay?.status !== "done") throw new Error(`The what-if ended as ${replay?.status ?? "nothing"}.`);
process.stdout.write(`${JSON.stringify({ ms, peakBytes, changedSales })}\n`);
await db.close();
