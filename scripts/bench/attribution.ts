import type { BenchReport } from "./bench-report.ts";
import { openBenchWorld } from "./bench-world.server.ts";
import { measureWhatIfs } from "./what-if-speed.ts";

const DATA_DIR = ".cache/bench-attribution";

/** How fast sales are decided: one part per question, each with its own figures. */
export async function benchAttribution({ isQuick }: { readonly isQuick: boolean }): Promise<BenchReport> {
  const world = await openBenchWorld(DATA_DIR);
  try {
    return { title: "Attribution", figures: await measureWhatIfs(world, isQuick) };
  } finally {
    await world.close();
  }
}
