import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireCreator } from "#app/access/guards.server.ts";
import { isId } from "#app/kit/ids.ts";
import { readOwnInvoice } from "#app/tax/read-invoice.server.ts";
import { writeInvoicePdf } from "#app/tax/write-invoice-pdf.server.ts";

/** A self-billing invoice or credit note on paper, as it was issued. */
export async function loader(args: LoaderFunctionArgs): Promise<Response> {
  const { services, creator } = await requireCreator(args);
  const { invoiceId } = args.params;
  const content = isId(invoiceId) ? await readOwnInvoice(services, creator.id, invoiceId) : null;
  if (!content) throw new Response("There is no such invoice among yours.", { status: 404 });
  return new Response(new Uint8Array(await writeInvoicePdf(content)), {
    headers: {
      "Content-Type": "application/pdf",
      "Content-Disposition": `attachment; filename="self-billing-${content.name}.pdf"`,
      "Cache-Control": "private, no-store",
    },
  });
}
