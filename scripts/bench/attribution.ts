import type { BenchReport } from "./bench-report.ts";
import { openBenchWorld } from "./bench-world.server.ts";
import { measureExplaining, measureSales } from "./sale-speed.ts";
import { measureWhatIfs } from "./what-if-speed.ts";

const DATA_DIR = ".cache/bench-attribution";

/** How fast sales are decided: one part per question, each with its own figures. */
export async function benchAttribution({ isQuick }: { readonly isQuick: boolean }): Promise<BenchReport> {
  const world = await openBenchWorld(DATA_DIR);
  try {
    return {
      title: "Attribution",
      figures: [
        ...(await measureSales(world, isQuick)),
        ...(await measureWhatIfs(world, isQuick)),
        // At the size the what-ifs end with.
        ...(await measureExplaining(world)),
      ],
    };
  } finally {
    await world.close();
  }
}
