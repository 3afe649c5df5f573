import { SimpleGrid, Stack, Text } from "@mantine/core";
import { IconReportAnalytics } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { labelOf } from "../clicks/click-report.ts";
import { Amount, formatAmount, formatCount } from "../ui/amount.tsx";
import { CountedList } from "../ui/counted-list.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Figures } from "../ui/figures.tsx";
import { Panel } from "../ui/panel.tsx";
import { Records } from "../ui/records.tsx";
import type { Report } from "./load-report.server.ts";
import { ALL_OTHERS } from "./model-shares.ts";
import { pathWords } from "./report-words.ts";
import { shareInWords, meanMinor, type GroupFigures, type PartRow } from "./report.ts";

/** What the creators brought: their way from link to money, how people buy, and how followers differ from everybody else. */
export function ReportView({ report, nextStep }: { report: Report; nextStep: ReactNode }) {
  if (report.followers.sales + report.others.sales + report.clicks === 0) {
    return (
      <Panel>
        <EmptyState icon={<IconReportAnalytics />} title="Nothing to report in these days" action={nextStep}>
          No click and no sale. Choose other days, or bring your first creators on board.
        </EmptyState>
      </Panel>
    );
  }
  return (
    <>
      <ReportFigures report={report} />
      <GroupsPanel report={report} />
      <FunnelPanel report={report} />
      <PathsPanel report={report} />
      <ModelsPanel report={report} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <PartsPanel
          title="By placement"
          thing="Placement"
          dimension="placement"
          rows={report.placements}
          report={report}
        />
        <PartsPanel title="By network" thing="Network" dimension="network" rows={report.networks} report={report} />
      </SimpleGrid>
    </>
  );
}

function ReportFigures({ report }: { report: Report }) {
  const { followers, others, clicks, currency } = report;
  const perClick = meanMinor(followers.netMinor, clicks);
  const allSales = followers.sales + others.sales;
  return (
    <Figures
      figures={[
        {
          label: "Sold through creators",
          value: formatAmount(followers.netMinor, currency),
          note: `${formatCount(followers.sales)} of ${formatCount(allSales)} sales, ${shareInWords(followers.sales, allSales)}`,
        },
        {
          label: "Value of a click",
          value: perClick === null ? "–" : formatAmount(perClick, currency),
          note: `Credited sales over ${formatCount(clicks)} counted clicks`,
        },
        {
          label: "Sales per 100 clicks",
          value: clicks === 0 ? "–" : ((100 * followers.sales) / clicks).toFixed(1),
          note: "Codes used without a click are in it",
        },
        {
          label: "New customers",
          value: shareInWords(followers.newCustomerSales, followers.sales),
          note: `of credited sales; ${shareInWords(others.newCustomerSales, others.sales)} of the others`,
        },
      ]}
    />
  );
}

interface ComparedRow {
  readonly label: string;
  readonly meaning: string;
  readonly read: (group: GroupFigures) => string;
}

function GroupsPanel({ report: { followers, others, currency } }: { report: Report }) {
  const average = ({ netMinor, sales }: GroupFigures) => {
    const value = meanMinor(netMinor, sales);
    return value === null ? "–" : formatAmount(value, currency);
  };
  const rows: ComparedRow[] = [
    { label: "Sales", meaning: "Orders placed in these days, without cancelled ones", read: ({ sales }) => formatCount(sales) },
    { label: "Net", meaning: "After discount, without tax and shipping, before refunds", read: ({ netMinor }) => formatAmount(netMinor, currency) },
    { label: "Average order", meaning: "Net of one sale", read: average },
    { label: "New customers", meaning: "Sales of people who had not bought before", read: ({ newCustomerSales, sales }) => shareInWords(newCustomerSales, sales) },
    { label: "Repeat rate", meaning: "Customers who have bought again until today", read: ({ repeatCustomers, customers }) => shareInWords(repeatCustomers, customers) },
    { label: "Return rate", meaning: "Sales with a refund", read: ({ refundedSales, sales }) => shareInWords(refundedSales, sales) },
  ]; // prettier-ignore
  return (
    <Panel
      title="Followers and everybody else"
      lead="Followers are shoppers whose sale a creator is credited with. Everybody else is the baseline to compare with."
      flush
    >
      <Records
        caption="Followers against all other shoppers"
        rows={rows}
        rowKey={(row) => row.label}
        empty={null}
        columns={[
          { label: "Figure", isMain: true, cell: (row) => row.label },
          { label: "What it is", isLong: true, cell: (row) => row.meaning },
          { label: "Followers", isFigure: true, cell: (row) => row.read(followers) },
          { label: "Everybody else", isFigure: true, cell: (row) => row.read(others) },
        ]}
      />
    </Panel>
  );
}

function FunnelPanel({ report: { funnel, currency } }: { report: Report }) {
  return (
    <Panel
      title="From link to sale"
      lead="Visitors are shoppers whom the pixel saw arrive; without the pixel there are none. An assisted sale was touched in time and credited to somebody else."
      flush
    >
      <Records
        caption="From link to sale by creator and campaign"
        rows={funnel}
        rowKey={(row) => row.partnershipId}
        empty={
          <EmptyState icon={<IconReportAnalytics />} title="No creators yet">
            Publish a campaign and answer its applications; what each creator brings stands here then.
          </EmptyState>
        }
        columns={[
          { label: "Creator", isMain: true, cell: (row) => `${row.creatorName}, ${row.campaignName}` },
          { label: "Links", isFigure: true, cell: (row) => formatCount(row.links) },
          { label: "Clicks", isFigure: true, cell: (row) => formatCount(row.clicks) },
          { label: "Visitors", isFigure: true, cell: (row) => formatCount(row.visitors) },
          { label: "Sales", isFigure: true, cell: (row) => formatCount(row.sales) },
          { label: "Net", isFigure: true, cell: (row) => <Amount minor={row.netMinor} currency={currency} muteZero /> },
          { label: "A click brings", isFigure: true, cell: (row) => clickWorth(row, currency) },
          { label: "Assisted", isFigure: true, cell: (row) => formatCount(row.assistedSales) },
        ]}
      />
    </Panel>
  );
}

function clickWorth({ netMinor, clicks }: { netMinor: bigint; clicks: number }, currency: string): string {
  const value = meanMinor(netMinor, clicks);
  return value === null ? "–" : formatAmount(value, currency);
}

function PathsPanel({ report: { paths, stretches, followers } }: { report: Report }) {
  if (followers.sales === 0) return null;
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
      <Panel title="How people buy" lead="Each credited sale by the way that led to it." flush>
        <Records
          caption="Credited sales by the way people buy"
          rows={paths}
          rowKey={(row) => row.pathClass}
          empty={null}
          columns={[
            {
              label: "Way",
              isMain: true,
              cell: ({ pathClass }) => (
                <Stack gap={0}>
                  {pathWords[pathClass].label}
                  <Text size="xs" c="dimmed" fw={400}>
                    {pathWords[pathClass].meaning}
                  </Text>
                </Stack>
              ),
            },
            { label: "Sales", isFigure: true, cell: (row) => formatCount(row.sales) },
            { label: "Of all", isFigure: true, cell: (row) => shareInWords(row.sales, followers.sales) },
          ]}
        />
      </Panel>
      <Panel title="Time to purchase" lead="From the creator’s first click to the order.">
        <CountedList caption="Sales by time to purchase" labels={["Time", "New", "All"]} rows={stretches} />
      </Panel>
    </SimpleGrid>
  );
}

const MOST_ROWS = 12;
const BPS_PER_SALE = 10_000;

/** Only where somebody shared the way to a sale do the models say anything that the rules do not. */
function ModelsPanel({ report: { models, funnel } }: { report: Report }) {
  if (models.every((row) => row.byEqualParts * BPS_PER_SALE === row.creditedBps)) return null;
  const names = new Map(funnel.map((row) => [row.partnershipId, `${row.creatorName}, ${row.campaignName}`]));
  const inSales = (sales: number) => sales.toFixed(1);
  return (
    <Panel
      title="Who else had a part in it"
      lead="The same sales, shared out three ways: by your campaigns’ rules, by how many of them passed by a creator (removal effect of a Markov chain), and in equal parts among all who touched a sale in time (Shapley value). The models decide nothing and pay nothing; they look at buyers alone."
      flush
    >
      <Records
        caption="Sales by rules and by data-driven models"
        rows={models.slice(0, MOST_ROWS)}
        rowKey={(row) => row.partnershipId}
        empty={null}
        columns={[
          {
            label: "Creator",
            isMain: true,
            cell: ({ partnershipId }) =>
              names.get(partnershipId) ?? (partnershipId === ALL_OTHERS ? "All others" : "–"),
          },
          { label: "By your rules", isFigure: true, cell: (row) => inSales(row.creditedBps / BPS_PER_SALE) },
          { label: "By removal effect", isFigure: true, cell: (row) => inSales(row.byRemoval) },
          { label: "In equal parts", isFigure: true, cell: (row) => inSales(row.byEqualParts) },
        ]}
      />
      <MoreRows count={models.length} />
    </Panel>
  );
}

function MoreRows({ count }: { count: number }) {
  if (count <= MOST_ROWS) return null;
  return (
    <Text size="sm" c="dimmed" px="lg" py="sm">
      and {formatCount(count - MOST_ROWS)} more with less.
    </Text>
  );
}

/** What has no placement or network: a click that tells none, and a sale without a click. */
const untoldWords = { placement: "General link, or a code alone", network: "Not told, or a code alone" } as const;

function PartsPanel({
  title,
  thing,
  dimension,
  rows,
  report: { currency },
}: {
  title: string;
  thing: string;
  dimension: "placement" | "network";
  rows: readonly PartRow[];
  report: Report;
}) {
  return (
    <Panel title={title} flush>
      <Records
        caption={`Clicks and sales ${title.toLowerCase()}`}
        rows={rows.slice(0, MOST_ROWS)}
        rowKey={(row) => row.key}
        empty={
          <Text size="sm" c="dimmed" px="lg" pb="lg">
            No click and no credited sale in these days.
          </Text>
        }
        columns={[
          {
            label: thing,
            isMain: true,
            cell: (row) => (row.key === "" ? untoldWords[dimension] : labelOf(dimension, row.key)),
          },
          { label: "Clicks", isFigure: true, cell: (row) => formatCount(row.clicks) },
          { label: "Sales", isFigure: true, cell: (row) => formatCount(row.sales) },
          { label: "Net", isFigure: true, cell: (row) => <Amount minor={row.netMinor} currency={currency} muteZero /> },
          { label: "A click brings", isFigure: true, cell: (row) => clickWorth(row, currency) },
        ]}
      />
      <MoreRows count={rows.length} />
    </Panel>
  );
}
