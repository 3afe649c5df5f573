import { Anchor, Button, Grid, Text } from "@mantine/core";
import { IconBuildingStore, IconSpeakerphone, IconUsers } from "@tabler/icons-react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { AttentionPanel } from "#app/insights/attention-panel.tsx";
import { loadBrandDashboard } from "#app/insights/brand-dashboard.server.ts";
import { BrandFigures } from "#app/insights/brand-figures.tsx";
import { stretchInWords } from "#app/insights/change-words.tsx";
import { Amount, formatAmount, formatCount } from "#app/ui/amount.tsx";
import { DayBars } from "#app/ui/day-bars.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Records } from "#app/ui/records.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.brand.name ?? "Overview"} · Fairshare` },
];

export async function loader(args: LoaderFunctionArgs) {
  const { services, brand } = await requireBrandMember(args, "analyst");
  return { brand, dashboard: await loadBrandDashboard(services, brand.id) };
}

export default function BrandOverview() {
  const { brand, dashboard } = useLoaderData<typeof loader>();
  const { currency, thisMonth, attention, perDay, topCreators, sales } = dashboard;
  const others = sales.now.filter((row) => row.currency !== currency);
  return (
    <Page title={brand.name} lead={`This month so far, ${stretchInWords(thisMonth)}, before refunds.`}>
      <FirstSteps slug={brand.slug} attention={attention} />
      <BrandFigures dashboard={dashboard} />
      {others.length > 0 && (
        <Text size="sm" c="dimmed">
          These figures are in {currency}. Also sold:{" "}
          {others
            .map((row) => `${formatAmount(row.netMinor, row.currency)} in ${formatCount(row.orders)} orders`)
            .join(", ")}
          .
        </Text>
      )}
      <Grid gutter="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Panel title="Net sales per day">
            <DayBars
              caption="Net sales per day"
              format={(minor) => formatAmount(minor, currency)}
              labels={["Through creators", "Un-attributed"]}
              bars={perDay.map(({ day, attributedMinor, unattributedMinor }) => ({
                day,
                first: attributedMinor,
                second: unattributedMinor,
              }))}
            />
          </Panel>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <AttentionPanel slug={brand.slug} attention={attention} />
        </Grid.Col>
      </Grid>
      <Panel
        title="Top creators this month"
        actions={
          <Anchor component={Link} to={`/brands/${brand.slug}/sales?shown=credited`} size="sm">
            All credited sales
          </Anchor>
        }
        flush
      >
        <Records
          caption="Top creators this month"
          rows={topCreators}
          rowKey={(row) => row.creatorId}
          columns={[
            { label: "Creator", isMain: true, cell: (row) => row.name },
            { label: "Orders", isFigure: true, cell: (row) => formatCount(row.orders) },
            { label: "Net sales", isFigure: true, cell: (row) => <Amount minor={row.netMinor} currency={currency} /> },
            {
              label: "Commission",
              isFigure: true,
              cell: (row) => <Amount minor={row.earnedMinor} currency={currency} />,
            },
          ]}
          empty={
            <EmptyState icon={<IconUsers />} title="No credited sale yet this month">
              As soon as an order leads back to a creator’s click or code, they stand here.
            </EmptyState>
          }
        />
      </Panel>
    </Page>
  );
}

/** What a new brand does first; gone once both are there. */
function FirstSteps({ slug, attention }: { slug: string; attention: { hasStore: boolean; hasCampaign: boolean } }) {
  if (attention.hasStore && attention.hasCampaign) return null;
  const [title, sentence, to, label] = attention.hasStore
    ? [
        "Post your first campaign",
        "Say what you sell and what you pay. Creators claim it and get a tracked link and a code.",
        "campaigns/new",
        "Post a campaign",
      ]
    : [
        "Connect your first store",
        "Orders then arrive by themselves, and each one says which creator led to it. You can also upload a file.",
        "stores/new",
        "Connect a store",
      ];
  return (
    <Panel>
      <EmptyState
        icon={attention.hasStore ? <IconSpeakerphone /> : <IconBuildingStore />}
        title={title}
        action={
          <Button component={Link} to={`/brands/${slug}/${to}`}>
            {label}
          </Button>
        }
      >
        {sentence}
      </EmptyState>
    </Panel>
  );
}
