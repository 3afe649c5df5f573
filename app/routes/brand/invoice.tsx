import { Anchor, Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { invoiceRefusal } from "#app/billing/invoice-refusals.ts";
import { invoiceKindWords } from "#app/billing/invoice.ts";
import { ChargesPanel, InvoiceBalancePanel, PartiesPanel } from "#app/billing/invoice-panels.tsx";
import { readInvoice } from "#app/billing/read-invoice.server.ts";
import { countryName } from "#app/kit/country.ts";
import { formatCalendarDay } from "#app/ui/moment.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? invoiceKindWords[data.invoice.kind] : "Invoice"} ${data?.invoice.month ?? ""} · Fairshare` },
];

export async function loader(args: LoaderFunctionArgs) {
  const { services, brand } = await requireBrandMember(args, "analyst");
  const { month = "", currency = "" } = args.params;
  const outcome = await readInvoice(services, { brand, month, currency });
  if (!outcome.ok) throw invoiceRefusal(outcome.refusal);
  const { seller, buyer } = outcome.value;
  // Named here: a browser may name countries otherwise.
  const countries = { seller: countryName(seller?.country ?? ""), buyer: countryName(buyer?.country ?? "") };
  return { brand, invoice: outcome.value, countries };
}

export default function InvoicePage() {
  const { brand, invoice, countries } = useLoaderData<typeof loader>();
  const base = `/brands/${brand.slug}`;
  return (
    <Page
      title={`${invoiceKindWords[invoice.kind]} ${invoice.number}`}
      lead={`Issued ${formatCalendarDay(invoice.issuedOn)} for ${formatCalendarDay(invoice.firstDay)} to ${formatCalendarDay(invoice.lastDay)}, in UTC days.`}
      crumbs={[{ label: "Balance", to: `${base}/balance` }]}
      actions={
        <Button
          component="a"
          href={`${base}/balance/invoices/${invoice.month}/${invoice.currency}/pdf`}
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          PDF
        </Button>
      }
    >
      {invoice.whyStatement !== "" && (
        <Notice kind="note">
          {invoice.whyStatement}
          {invoice.seller !== null && invoice.buyer === null && (
            <>
              {" "}
              <Anchor component={Link} to={`${base}/invoice-details`} inherit underline="always">
                Enter them here
              </Anchor>
              .
            </>
          )}
        </Notice>
      )}
      <PartiesPanel invoice={invoice} countries={countries} />
      <ChargesPanel invoice={invoice} />
      <InvoiceBalancePanel invoice={invoice} />
    </Page>
  );
}
