import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { say } from "#scripts/command.ts";
import { below, type BenchFigure } from "./bench-report.ts";
import { insertManySales, SALES_DAYS, TOUCHES_PER_SALE } from "./bench-sales-store.server.ts";
import type { BenchWorld } from "./bench-world.server.ts";

const SIZES = [100_000, 300_000, 1_000_000];
const QUICK_SIZES = [10_000, 30_000, 100_000];
const BYTES_PER_MB = 1_000_000;
const MS_PER_SECOND = 1_000;
/** Ten times the sales may take this many times ten times as long. */
const MOST_GROWTH = 1.3;

interface Measured {
  readonly ms: number;
  readonly peakBytes: number;
  readonly changedSales: number;
}

/** A what-if over all sales of a brand, at three sizes: what it takes in time and memory, and how that grows. */
export async function measureWhatIfs(world: BenchWorld, isQuick: boolean): Promise<BenchFigure[]> {
  const sizes = isQuick ? QUICK_SIZES : SIZES;
  const figures: BenchFigure[] = [];
  const perSale: number[] = [];
  let stored = 0;
  for (const size of sizes) {
    await insertManySales(world.superuserUrl, world.brandId, stored, size - stored, (doneCount) =>
      say(`${stored + doneCount} of ${size} sales stored`),
    );
    stored = size;
    const { ms, peakBytes, changedSales } = await measureOne(world);
    perSale.push(ms / size);
    const isLargest = size === sizes.at(-1);
    const words = size.toLocaleString("en-US");
    say(
      `${words} sales with ${TOUCHES_PER_SALE} touches each: ${(ms / MS_PER_SECOND).toFixed(1)} s, ${changedSales} sales would change`,
    );
    figures.push(
      {
        key: `whatIf${size}Seconds`,
        label: `what-if over ${words} sales, s`,
        value: ms / MS_PER_SECOND,
        digits: 1,
        ...(isLargest ? { target: below(60) } : {}),
      },
      {
        key: `whatIf${size}Mb`,
        label: `most memory of its process, MB`,
        value: peakBytes / BYTES_PER_MB,
        ...(isLargest ? { target: below(600) } : {}),
      },
      { key: `whatIf${size}Changed`, label: "sales that would change", value: changedSales },
    );
  }
  const growth = (perSale.at(-1) ?? NaN) / (perSale[0] ?? NaN);
  figures.push({
    key: "whatIfGrowth",
    label: "time per sale, largest to smallest",
    value: growth,
    digits: 2,
    target: below(MOST_GROWTH),
  });
  return figures;
}

/** In a process of its own, so that nothing else is counted. */
async function measureOne(world: BenchWorld): Promise<Measured> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...process.execArgv, "scripts/bench/one-what-if.ts", world.brandId, String(SALES_DAYS)],
    { env: { ...process.env, DATABASE_URL: world.databaseUrl } },
  );
  const last = stdout.trim().split("\n").at(-1) ?? "";
  return JSON.parse(last) as Measured;
}
