import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireStaff } from "#app/access/guards.server.ts";
import { rails } from "#app/payouts/payout.ts";
import { writeReport } from "#app/reconciliation/write-report.server.ts";

/** Every sent payout beside ledger and rail, as a file. */
export async function loader(args: LoaderFunctionArgs): Promise<Response> {
  const { services } = await requireStaff(args, ["preparer", "approver"]);
  const asked = new URL(args.request.url).searchParams.get("rail");
  const rail = rails.find((each) => each === asked) ?? null;
  return new Response(await writeReport(services, rail), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="fairshare-reconciliation${rail === null ? "" : `-${rail}`}.csv"`,
      "Cache-Control": "private, no-store",
    },
  });
}
