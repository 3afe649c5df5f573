import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { readClickFilter } from "#app/clicks/click-filter.ts";
import { exportReport } from "#app/insights/export-report.server.ts";

/** What each creator brought as a file, under the same filter as the screen. */
export async function loader(args: LoaderFunctionArgs): Promise<Response> {
  const { services, brand } = await requireBrandMember(args, "analyst");
  const { filter, problem } = readClickFilter(new URL(args.request.url).searchParams, services.clock.now());
  if (problem !== null)
    return new Response(problem, { status: 422, headers: { "Content-Type": "text/plain; charset=utf-8" } });
  return new Response(await exportReport(services, brand.id, filter), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${brand.slug}-report-${filter.first}-${filter.last}.csv"`,
      "Cache-Control": "private, no-store",
    },
  });
}
