import fc from "fast-check";
import { expect, test } from "vitest";
import { Product } from "#tests/audited/product.ts";
import { allCommands, sights, type Walk } from "#tests/audited/steps.ts";
import { compare, newModel } from "#tests/audited/told-story.ts";

/** Steps that really happened, per seed. On demand: `npm run audit-model` sets both. */
const STEPS = Number(process.env["AUDIT_STEPS"] ?? 1_000);
const SEEDS = Number(process.env["AUDIT_SEEDS"] ?? 1);
const FIRST_SEED = Number(process.env["AUDIT_FIRST_SEED"] ?? 1);
/** A walk that has not come to every place by its end goes on for so long. */
const MOST_STEPS = Math.max(3 * STEPS, 3_000);
/** One world lives for at most so many commands; then another begins. */
const COMMANDS_PER_WORLD = Math.min(1_500, Math.max(400, STEPS / 5));
const MINUTE_MS = 60_000;
const TIMEOUT_MS = 4 * MINUTE_MS + STEPS * 500;
/** Long enough for one world. */
const WORLD_MS = COMMANDS_PER_WORLD * 100;
/** A story that fails is shortened for this long before it is told. */
const SHORTEN_FOR_MS = MINUTE_MS;

async function live(commands: Iterable<fc.AsyncCommand<ReturnType<typeof newModel>, Product>>): Promise<void> {
  const product = await Product.open();
  const model = newModel();
  try {
    await fc.asyncModelRun(() => ({ model, real: product }), commands);
    await compare(model, product);
    expect(await product.verify()).toEqual([]);
  } finally {
    await product.close();
  }
}

test.each(Array.from({ length: SEEDS }, (_, index) => FIRST_SEED + index))(
  `${STEPS} steps of clicks, orders, edits, refunds, disputes, decisions and payouts leave an independent auditor with the same books, seed %i [A7]`,
  async (seed) => {
    const walk: Walk = { steps: 0, seen: new Map() };
    const world = fc.commands(allCommands(walk), { maxCommands: COMMANDS_PER_WORLD, size: "max" });
    const hasSeenAll = () => walk.seen.size === Object.keys(sights).length;
    for (let round = 0; walk.steps < STEPS || (!hasSeenAll() && walk.steps < MOST_STEPS); round += 1) {
      const options = { seed: seed * 1_000 + round, numRuns: 1, interruptAfterTimeLimit: WORLD_MS + SHORTEN_FOR_MS, verbose: 0 as const };
      await fc.assert(fc.asyncProperty(world, live), { ...options, endOnFailure: false });
    }
    expect([...walk.seen.keys()].sort()).toEqual(Object.keys(sights).sort());
  },
  TIMEOUT_MS + SHORTEN_FOR_MS,
); // prettier-ignore
