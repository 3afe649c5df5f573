import { Anchor, Button, Code, Stack, Text } from "@mantine/core";
import { IconLink } from "@tabler/icons-react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireCreator } from "#app/access/guards.server.ts";
import { PAGE_SIZE, pageNumber } from "#app/kit/page-number.ts";
import { listOwnPartnerships, type OwnPartnershipRow } from "#app/partnerships/partner-list-store.server.ts";
import { partnershipStatusWords } from "#app/partnerships/partnership-words.ts";
import { Amount, formatCount } from "#app/ui/amount.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Day } from "#app/ui/moment.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Pages, Records, type Column } from "#app/ui/records.tsx";
import { Status } from "#app/ui/status.tsx";

export const meta: MetaFunction = () => [{ title: "Partnerships · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, creator } = await requireCreator(args);
  const page = pageNumber(new URL(args.request.url).searchParams);
  const list = await services.db.inPlatform((tx) => listOwnPartnerships(tx, creator.id, { page, pageSize: PAGE_SIZE }));
  return { ...list, page };
}

export default function PartnershipsPage() {
  const { rows, total, page } = useLoaderData<typeof loader>();
  return (
    <Page title="Partnerships" lead="The campaigns you share, with your link, your code and what they have earned.">
      <Panel flush>
        <Records
          caption="Your partnerships"
          rows={rows}
          rowKey={(row) => row.partnership.id}
          columns={columns}
          empty={
            <EmptyState
              icon={<IconLink size={26} />}
              title="No partnerships yet"
              action={
                <Button component={Link} to="/creator/offers">
                  Look at the offers
                </Button>
              }
            >
              Claim an offer and you get a link and a code of your own. Every sale they bring shows up with its reason.
            </EmptyState>
          }
        />
        <Pages page={page} pageSize={PAGE_SIZE} total={total} />
      </Panel>
    </Page>
  );
}

const columns: readonly Column<OwnPartnershipRow>[] = [
  {
    label: "Campaign",
    isMain: true,
    cell: ({ partnership, campaignName, brandName }) => (
      <Stack gap={0}>
        <Anchor component={Link} to={`/creator/partnerships/${partnership.id}`} fw={600} c="inherit">
          {campaignName}
        </Anchor>
        <Text size="sm" c="dimmed" fw={400}>
          {brandName}
        </Text>
      </Stack>
    ),
  },
  {
    label: "Status",
    cell: ({ partnership: { status } }) => (
      <Status tone={partnershipStatusWords[status].tone}>{partnershipStatusWords[status].word}</Status>
    ),
  },
  { label: "Code", cell: ({ code }) => (code ? <Code fz="sm">{code}</Code> : <Text c="dimmed">none yet</Text>) },
  { label: "Since", cell: ({ partnership }) => <Day at={partnership.activatedAt ?? partnership.createdAt} /> },
  { label: "Sales", isFigure: true, cell: ({ saleCount }) => <span className="figure">{formatCount(saleCount)}</span> },
  {
    label: "Earned",
    isFigure: true,
    cell: ({ earnedMinor, currency }) => <Amount minor={earnedMinor} currency={currency} muteZero />,
  },
];
