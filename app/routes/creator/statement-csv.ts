import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireCreator } from "#app/access/guards.server.ts";
import { readStatement } from "#app/payouts/read-statement.server.ts";
import { readMonth } from "#app/payouts/statement.ts";
import { writeStatementCsv } from "#app/payouts/write-statement-csv.server.ts";

/** The statement of a month as a table. */
export async function loader(args: LoaderFunctionArgs): Promise<Response> {
  const { services, creator } = await requireCreator(args);
  const month = readMonth(args.params["month"]);
  if (!month || month.from > services.clock.now())
    throw new Response("There is no statement for this month.", { status: 404 });
  const parts = await readStatement(services, creator.id, month);
  return new Response(writeStatementCsv(month, parts, services.origin), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="fairshare-statement-${month.name}.csv"`,
      "Cache-Control": "private, no-store",
    },
  });
}
