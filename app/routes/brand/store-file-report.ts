import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { showFile } from "#app/stores/keep-file.server.ts";
import { reportAsCsv } from "#app/stores/report-as-csv.server.ts";

/** The report of an import as a file. */
export async function loader(args: LoaderFunctionArgs): Promise<Response> {
  const { services, brand } = await requireBrandMember(args, "analyst");
  const { fileId = "" } = args.params;
  const shown = await showFile(services, { brandId: brand.id, fileId });
  if (!shown.ok || !shown.value.report) throw new Response("There is no report of this file.", { status: 404 });
  return new Response(reportAsCsv(shown.value.report), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="import-report-${fileId}.csv"`,
      "Cache-Control": "private, no-store",
    },
  });
}
