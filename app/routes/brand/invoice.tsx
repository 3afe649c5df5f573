import { Anchor, Button } from "@mantine/core";
import { IconCalendarEvent, IconDownload } from "@tabler/icons-react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { invoiceRefusal } from "#app/billing/invoice-refusals.ts";
import { invoiceKindWords, invoiceNumber, type Invoice } from "#app/billing/invoice.ts";
import { ChargesPanel, InvoiceBalancePanel, PartiesPanel } from "#app/billing/invoice-panels.tsx";
import { readInvoice } from "#app/billing/read-invoice.server.ts";
import { countryName } from "#app/kit/country.ts";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { formatCalendarDay } from "#app/ui/moment.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? "Invoice"} · Fairshare` }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, brand } = await requireBrandMember(args, "analyst");
  const { month = "", currency = "" } = args.params;
  const outcome = await readInvoice(services, { brand, month, currency });
  if (!outcome.ok && outcome.refusal !== "not-over") throw invoiceRefusal(outcome.refusal);
  const invoice = outcome.ok ? outcome.value : null;
  // Named here: a browser may name countries otherwise.
  const [seller, buyer] = [invoice?.seller, invoice?.buyer].map((party) => countryName(party?.country ?? ""));
  const title = `${invoice ? invoiceKindWords[invoice.kind] : "Invoice"} ${invoiceNumber(brand.slug, month, currency)}`;
  return { base: `/brands/${brand.slug}`, title, invoice, countries: { seller: seller ?? "", buyer: buyer ?? "" } };
}

export default function InvoicePage() {
  const { base, title, invoice, countries } = useLoaderData<typeof loader>();
  return (
    <Page
      title={title}
      crumbs={[{ label: "Balance", to: `${base}/balance` }]}
      {...(invoice ? { lead: leadOf(invoice), actions: <PdfButton base={base} invoice={invoice} /> } : {})}
    >
      {invoice ? (
        <>
          {invoice.whyStatement !== "" && <WhyStatement base={base} invoice={invoice} />}
          <PartiesPanel invoice={invoice} countries={countries} />
          <ChargesPanel invoice={invoice} />
          <InvoiceBalancePanel invoice={invoice} />
        </>
      ) : (
        <Panel>
          <EmptyState icon={<IconCalendarEvent />} title="This month still runs">
            Its invoice is here once the month is over. Until then your{" "}
            <Anchor component={Link} to={`${base}/balance`} inherit underline="always">
              balance
            </Anchor>{" "}
            shows everything that moves.
          </EmptyState>
        </Panel>
      )}
    </Page>
  );
}

function leadOf({ issuedOn, firstDay, lastDay }: Invoice): string {
  return `Issued ${formatCalendarDay(issuedOn)} for ${formatCalendarDay(firstDay)} to ${formatCalendarDay(lastDay)}, in UTC days.`;
}

function PdfButton({ base, invoice: { month, currency } }: { base: string; invoice: Invoice }) {
  return (
    <Button
      component="a"
      href={`${base}/balance/invoices/${month}/${currency}/pdf`}
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
    >
      PDF
    </Button>
  );
}

function WhyStatement({ base, invoice }: { base: string; invoice: Invoice }) {
  return (
    <Notice kind="note">
      {invoice.whyStatement}
      {invoice.seller !== null && invoice.buyer === null && (
        <>
          {" "}
          <Anchor component={Link} to={`${base}/invoice-details`} inherit underline="always">
            Enter your invoice details
          </Anchor>
          .
        </>
      )}
    </Notice>
  );
}
