import { buildIfChanged } from "#scripts/build-if-changed.ts";
import type { Bench } from "./bench-report.ts";
import { openBenchWorld } from "./bench-world.server.ts";
import { measureRedirects } from "./redirect-speed.ts";

/** `npm run bench redirect`. */
export const benchRedirect: Bench = async ({ isQuick }) => {
  await buildIfChanged();
  const world = await openBenchWorld(".cache/bench");
  try {
    return { title: "Redirects", figures: await measureRedirects(world, isQuick) };
  } finally {
    await world.close();
  }
};
