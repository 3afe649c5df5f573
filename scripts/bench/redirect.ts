import { buildIfChanged } from "#scripts/build-if-changed.ts";
import type { Bench } from "./bench-report.ts";
import { openBenchWorld } from "./bench-world.server.ts";
import { measureDashboards } from "./dashboard-speed.ts";
import { measureManyLinks } from "./link-speed.ts";
import { measureRedirects } from "./redirect-speed.ts";

/** `npm run bench redirect`. */
export const benchRedirect: Bench = async ({ isQuick }) => {
  await buildIfChanged();
  const world = await openBenchWorld(".cache/bench");
  try {
    return {
      title: "Redirects",
      figures: [
        ...(await measureRedirects(world, isQuick)),
        ...(await measureManyLinks(world, isQuick)),
        ...(await measureDashboards(world, isQuick)),
      ],
    };
  } finally {
    await world.close();
  }
};
