import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireStaff } from "#app/access/guards.server.ts";
import { isId } from "#app/kit/ids.ts";
import type { FileFormat } from "#app/payouts/payout.ts";
import { downloadBatchFile, isFileFormat } from "#app/payouts/download-batch-file.server.ts";

const xml = { type: "application/xml", ending: "xml" } as const;
const csv = { type: "text/csv", ending: "csv" } as const;
const fileTypes: Readonly<Record<FileFormat, { readonly type: string; readonly ending: string }>> = {
  "pain.001.001.03": xml,
  "pain.001.001.09": xml,
  nacha: { type: "text/plain", ending: "ach" },
  "paypal-csv": csv,
  csv,
};

/** A file of a sent batch, byte for byte as it was first written. */
export async function loader(args: LoaderFunctionArgs): Promise<Response> {
  const { services, userId } = await requireStaff(args, ["preparer", "approver"]);
  const { batchId, format } = args.params;
  if (!isId(batchId) || !isFileFormat(format)) throw new Response("There is no such file.", { status: 404 });
  const part = new URL(args.request.url).searchParams.get("part") ?? "";
  const outcome = await downloadBatchFile(services, { batchId, format, part, userId });
  if (!outcome.ok)
    throw new Response("This batch has no such file. Files are written when it is sent.", { status: 404 });
  const { type, ending } = fileTypes[format];
  return new Response(outcome.value.content, {
    headers: {
      "Content-Type": `${type}; charset=utf-8`,
      "Content-Disposition": `attachment; filename="fairshare-${batchId}-${[format, ...(part === "" ? [] : [part])].join("-")}.${ending}"`,
      "Cache-Control": "private, no-store",
      "X-Content-Sha256": outcome.value.sha256,
    },
  });
}
