import type { Services } from "#app/platform/services.server.ts";
import { readClickFilter } from "./click-filter.ts";
import type { ClickScope } from "./click-report-store.server.ts";
import { exportClicks } from "./export-clicks.server.ts";

/** Answers with the file of the clicks that an address filters; 422 with a sentence when its days are none. */
export function answerExport(
  services: Services,
  request: Request,
  whose: { readonly brandId: string } | { readonly creatorId: string },
  name: string,
): Response {
  const { filter, problem } = readClickFilter(new URL(request.url).searchParams, services.clock.now());
  if (problem !== null)
    return new Response(problem, { status: 422, headers: { "Content-Type": "text/plain; charset=utf-8" } });
  const scope: ClickScope = { ...whose, campaignId: filter.campaignId };
  return new Response(exportClicks(services, scope, filter), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${name}-clicks-${filter.first}-${filter.last}.csv"`,
      "Cache-Control": "private, no-store",
    },
  });
}
