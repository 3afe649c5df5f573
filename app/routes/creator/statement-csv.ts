import { Readable } from "node:stream";
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { requireCreator } from "#app/access/guards.server.ts";
import { streamStatement } from "#app/statements/read-statement.server.ts";
import { readMonth } from "#app/statements/statement.ts";
import { writeStatementCsv } from "#app/statements/write-statement-csv.server.ts";

/** The statement of a month as a table, sent while it is read: it has no longest length. */
export async function loader(args: LoaderFunctionArgs): Promise<Response> {
  const { services, creator } = await requireCreator(args);
  const month = readMonth(args.params["month"]);
  if (!month || month.from > services.clock.now())
    throw new Response("There is no statement for this month.", { status: 404 });
  const table = writeStatementCsv(month, streamStatement(services, creator.id, month), services.origin);
  return new Response(createReadableStreamFromReadable(Readable.from(table, { objectMode: false })), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="fairshare-statement-${month.name}.csv"`,
      "Cache-Control": "private, no-store",
    },
  });
}
