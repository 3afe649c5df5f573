import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireStaff } from "#app/access/guards.server.ts";
import { isId } from "#app/kit/ids.ts";
import { downloadBatchFile, isFileFormat } from "#app/payouts/download-batch-file.server.ts";

/** A file of a sent batch, byte for byte as it was first written. */
export async function loader(args: LoaderFunctionArgs): Promise<Response> {
  const { services, userId } = await requireStaff(args, ["preparer", "approver"]);
  const { batchId, format } = args.params;
  if (!isId(batchId) || !isFileFormat(format)) throw new Response("There is no such file.", { status: 404 });
  const outcome = await downloadBatchFile(services, { batchId, format, userId });
  if (!outcome.ok)
    throw new Response("This batch has no such file. Files are written when it is sent.", { status: 404 });
  const isCsv = format === "csv";
  return new Response(outcome.value.content, {
    headers: {
      "Content-Type": isCsv ? "text/csv; charset=utf-8" : "application/xml; charset=utf-8",
      "Content-Disposition": `attachment; filename="fairshare-${batchId}-${format}${isCsv ? "" : ".xml"}"`,
      "Cache-Control": "private, no-store",
      "X-Content-Sha256": outcome.value.sha256,
    },
  });
}
