import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { createLogger } from "#app/platform/logger.server.ts";
import { createBatchKeeper, defaultKeeperLimits } from "./batch-keeper.server.ts";
import { noSpool, type ClickSpool } from "./click-spool.server.ts";
import type { JournalBatch } from "./journal-line.ts";

const batch: JournalBatch = { id: "b", body: "{}", clickCount: 1, firstAt: new Date(0) };

/** A keeper for which every moment is a rush, what its journal was given, and what it said in the log. */
function keeperOn(spool: ClickSpool) {
  const journaled: JournalBatch[] = [];
  const lines: string[] = [];
  const output = new PassThrough().on("data", (line: Buffer) => void lines.push(line.toString()));
  const append = (batches: readonly JournalBatch[]) => Promise.resolve(void journaled.push(...batches));
  const limits = { ...defaultKeeperLimits, rushClicksPerSecond: 0 };
  return { journaled, lines, keeper: createBatchKeeper(append, spool, createLogger("info", output), limits) };
}

test("a disk that takes nothing during a rush is told of, once for many batches, which go to the database", async () => {
  const full = () => Promise.reject(Object.assign(new Error("no space left on device"), { code: "ENOSPC" }));
  const { keeper, journaled, lines } = keeperOn({ ...noSpool, append: full });
  await Promise.all([keeper.keep(batch), keeper.keep(batch), keeper.keep(batch)]);
  await keeper.stop();
  expect(journaled).toHaveLength(3);
  expect(lines.filter((line) => line.includes("ENOSPC"))).toHaveLength(1);
  expect(lines.join("")).toContain("the spool takes no clicks; they go to the database");
});

test("a disk that works is not spoken of", async () => {
  const { keeper, journaled, lines } = keeperOn({ ...noSpool, append: () => Promise.resolve() });
  await keeper.keep(batch);
  await keeper.stop();
  expect([journaled, lines]).toEqual([[], []]);
});
