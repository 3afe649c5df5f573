import { Anchor, Text } from "@mantine/core";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireCreator } from "#app/access/guards.server.ts";
import { isId } from "#app/kit/ids.ts";
import { pageNumber } from "#app/kit/page-number.ts";
import { PAYOUT_LINES_SHOWN } from "#app/payouts/page-sizes.ts";
import { conversionSentence, payoutWords } from "#app/payouts/payout-words.tsx";
import { readOwnPayout } from "#app/payouts/read-batches.server.ts";
import { ConversionNotice, WithheldNotice } from "#app/tax/withheld-notice.tsx";
import { Amount, formatAmount, formatCount } from "#app/ui/amount.tsx";
import { Day, formatDay } from "#app/ui/moment.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Pages, Records, type Column } from "#app/ui/records.tsx";
import { Status } from "#app/ui/status.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Payout of batch ${data?.payout.batchName ?? ""} · Fairshare` },
];

export async function loader(args: LoaderFunctionArgs) {
  const { services, creator } = await requireCreator(args);
  const { payoutId } = args.params;
  const page = pageNumber(new URL(args.request.url).searchParams);
  const loaded = isId(payoutId) ? await readOwnPayout(services, creator.id, payoutId, page) : null;
  if (!loaded) throw new Response("There is no such payout among yours.", { status: 404 });
  return { ...loaded, page };
}

type PaidSale = ReturnType<typeof useLoaderData<typeof loader>>["sales"][number];

function columns(currency: string): Column<PaidSale>[] {
  return [
    {
      label: "Order",
      isMain: true,
      cell: (sale) => (
        <Anchor component={Link} to={`/creator/sales/${sale.saleId}`} fw={600}>
          {sale.orderName}
        </Anchor>
      ),
    },
    { label: "Brand", cell: (sale) => sale.brandName },
    { label: "Sold", cell: (sale) => <Day at={sale.placedAt} /> },
    { label: "What", cell: (sale) => (sale.amountMinor < 0n ? "Clawback, netted" : "Commission") },
    { label: "Amount", isFigure: true, cell: (sale) => <Amount minor={sale.amountMinor} currency={currency} /> },
  ];
}

/** Which sales a payment to the bank account was made of. */
export default function CreatorPayout() {
  const { payout, sales, page } = useLoaderData<typeof loader>();
  const standing = payoutWords[payout.status];
  return (
    <Page
      title={`Payout of ${formatAmount(payout.amountMinor, payout.currency)}`}
      lead={`Sent with batch ${payout.batchName}${payout.sentAt ? ` on ${formatDay(payout.sentAt)}` : ""}.`}
      crumbs={[{ label: "Statements", to: "/creator/statements" }]}
      badge={<Status tone={standing.tone}>{standing.word}</Status>}
    >
      {payout.rate !== null && <Notice kind="note">{conversionSentence(payout)}</Notice>}
      {payout.returnReason !== null && (
        <Notice kind="problem" title={payout.wasTakenBack ? "This payout was taken back" : "This payout came back"}>
          {payout.wasTakenBack
            ? `We took it back: ${payout.returnReason}`
            : `The bank wrote: “${payout.returnReason}”.`}{" "}
          The money is owed to you again and goes into the next batch.
        </Notice>
      )}
      <WithheldNotice {...payout} />
      <ConversionNotice {...payout} />
      <Panel title={payout.saleCount === 1 ? "The sale behind it" : "The sales behind it"} flush>
        <Records
          caption="Sales behind the payout"
          columns={columns(payout.currency)}
          rows={sales}
          rowKey={(sale) => sale.commissionId}
          empty={<Text p="lg">There are no more sales on this page; go back a page.</Text>}
        />
        <Text className="sums" component="div" px="lg" py="sm" size="sm">
          <span>
            {formatCount(payout.saleCount)} {payout.saleCount === 1 ? "sale," : "sales, together"}{" "}
            <Amount minor={payout.amountMinor} currency={payout.currency} fw={600} />
          </span>
        </Text>
        <Pages page={page} pageSize={PAYOUT_LINES_SHOWN} total={payout.saleCount} />
      </Panel>
    </Page>
  );
}
