import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { requireCreator } from "#app/access/guards.server.ts";
import { streamStatement } from "#app/statements/read-statement.server.ts";
import { readMonth } from "#app/statements/statement.ts";
import { writeStatementPdf } from "#app/statements/write-statement-pdf.server.ts";

/** The statement of a month on paper. */
export async function loader(args: LoaderFunctionArgs): Promise<Response> {
  const { services, creator } = await requireCreator(args);
  const month = readMonth(args.params["month"]);
  const writtenAt = services.clock.now();
  if (!month || month.from > writtenAt) throw new Response("There is no statement for this month.", { status: 404 });
  const head = { creatorName: creator.name, month, writtenAt, origin: services.origin };
  const pdf = await writeStatementPdf(head, streamStatement(services, creator.id, month));
  if (!pdf.ok) return redirect(`/creator/statements/${month.name}?problem=${pdf.refusal}`);
  return new Response(new Uint8Array(pdf.value), {
    headers: {
      "Content-Type": "application/pdf",
      "Content-Disposition": `attachment; filename="fairshare-statement-${month.name}.pdf"`,
      "Cache-Control": "private, no-store",
    },
  });
}
