import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { invoiceRefusal } from "#app/billing/invoice-refusals.ts";
import { readInvoice } from "#app/billing/read-invoice.server.ts";
import { writeInvoicePdf } from "#app/billing/write-invoice-pdf.server.ts";

/** A month's invoice on paper. */
export async function loader(args: LoaderFunctionArgs): Promise<Response> {
  const { services, brand } = await requireBrandMember(args, "analyst");
  const { month = "", currency = "" } = args.params;
  const outcome = await readInvoice(services, { brand, month, currency });
  if (!outcome.ok) throw invoiceRefusal(outcome.refusal);
  const pdf = await writeInvoicePdf(outcome.value, services.clock.now());
  return new Response(new Uint8Array(pdf), {
    headers: {
      "Content-Type": "application/pdf",
      "Content-Disposition": `attachment; filename="fairshare-${outcome.value.number.toLowerCase()}.pdf"`,
      "Cache-Control": "private, no-store",
    },
  });
}
