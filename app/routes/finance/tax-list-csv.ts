import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { requireStaff } from "#app/access/guards.server.ts";
import { exportYearlyList } from "#app/tax/export-yearly-list.server.ts";
import { readYear } from "#app/tax/tax-year.ts";
import { isYearlyListName } from "#app/tax/yearly-list-names.ts";

/** A list of a year for filing. Who takes it is in the audit log. */
export async function loader(args: LoaderFunctionArgs): Promise<Response> {
  const { services, userId } = await requireStaff(args, ["preparer", "approver"]);
  const year = readYear(args.params["year"]);
  const { list } = args.params;
  if (year === null || !isYearlyListName(list)) throw new Response("There is no such list.", { status: 404 });
  const outcome = await exportYearlyList(services, { year, list, userId });
  if (!outcome.ok) return redirect(`/finance/tax/${year}?list=${list}&problem=${outcome.refusal}`);
  return new Response(outcome.value.content, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="fairshare-${list}-${year}.csv"`,
      "Cache-Control": "private, no-store",
    },
  });
}
