import { Button, Group, NativeSelect, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { IconClick } from "@tabler/icons-react";
import { Form, Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { isoDay } from "../insights/period.ts";
import { addDays } from "../kit/clock.ts";
import { formatCount } from "../ui/amount.tsx";
import { CountedList } from "../ui/counted-list.tsx";
import { DayBars } from "../ui/day-bars.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Figures } from "../ui/figures.tsx";
import { formatDay } from "../ui/moment.tsx";
import { Panel } from "../ui/panel.tsx";
import { Records } from "../ui/records.tsx";
import type { ClickFilter } from "./click-filter.ts";
import type { ClickReport } from "./click-report.ts";

/** The days and the campaign of a report. A plain GET form: the address is the filter. */
export function ClickFilterForm({
  filter,
  today,
  campaigns,
  actions,
}: {
  filter: ClickFilter;
  today: Date;
  campaigns: readonly { readonly id: string; readonly label: string }[];
  actions: ReactNode;
}) {
  return (
    <Stack gap="sm">
      <DayChoices filter={filter} today={today} />
      <Form method="get" key={JSON.stringify(filter)} preventScrollReset>
        <Group align="flex-end" gap="sm">
          <TextInput type="date" name="first" label="From" defaultValue={filter.first} className="filterField" />
          <TextInput type="date" name="last" label="To" defaultValue={filter.last} className="filterField" />
          <NativeSelect
            name="campaign"
            label="Campaign"
            defaultValue={filter.campaignId ?? ""}
            className="filterField"
            data={[{ label: "All campaigns", value: "" }, ...campaigns.map(({ id, label }) => ({ label, value: id }))]}
          />
          <Button type="submit" variant="default">
            Show
          </Button>
          {actions}
        </Group>
      </Form>
    </Stack>
  );
}

const stretches = [
  { label: "Today", days: 1 },
  { label: "7 days", days: 7 },
  { label: "30 days", days: 30 },
  { label: "90 days", days: 90 },
];

/** The stretches people ask for most, up to today, each a plain link. One day is told by the hour. */
function DayChoices({ filter, today }: { filter: ClickFilter; today: Date }) {
  const addressOf = (first: string, last: string) => {
    const search = new URLSearchParams({ first, last });
    if (filter.campaignId !== null) search.set("campaign", filter.campaignId);
    return `?${search.toString()}`;
  };
  return (
    <Group component="nav" gap={6} aria-label="Days">
      {stretches.map(({ label, days }) => {
        const [first, last] = [isoDay(addDays(today, 1 - days)), isoDay(today)];
        const isChosen = filter.first === first && filter.last === last;
        return (
          <Text
            key={label}
            component={Link}
            to={addressOf(first, last)}
            preventScrollReset
            className="choice"
            {...(isChosen ? { "aria-current": "true" as const } : {})}
          >
            {label}
          </Text>
        );
      })}
    </Group>
  );
}

/** "21 Nov 2026", "21 Nov 2026 to 25 Nov 2026". */
function daysInWords({ first, last }: ClickFilter): string {
  const [from, to] = [formatDay(new Date(first)), formatDay(new Date(last))];
  return first === last ? from : `${from} to ${to}`;
}

/** Everything a report tells: totals, their course, what was left out and why, and who and what the clicks came by. */
export function ClickReportView({
  report,
  filter,
  whoseTitle,
  nameOf,
  nextStep,
}: {
  report: ClickReport;
  filter: ClickFilter;
  /** Over the list of partnerships: "Creators" for a brand, "Campaigns" for a creator. */
  whoseTitle: string;
  nameOf: (partnership: ClickReport["partnerships"][number]) => string;
  /** What to do while there are no clicks. */
  nextStep: ReactNode;
}) {
  if (report.gross === 0) {
    return (
      <Panel>
        <EmptyState icon={<IconClick />} title="No clicks in these days" action={nextStep}>
          {daysInWords(filter)}: nobody has followed a link. They stand here within seconds once somebody does.
        </EmptyState>
      </Panel>
    );
  }
  return (
    <>
      <ReportFigures report={report} days={daysInWords(filter)} />
      <Panel title={report.isByHour ? "Clicks per hour, UTC" : "Clicks per day"}>
        <DayBars
          caption="Clicks over time"
          labels={["Counted", "Left out"]}
          format={formatCount}
          stretch={report.isByHour ? "hour" : "day"}
          {...(report.isByHour ? { labelOf: hourInWords } : {})}
          bars={report.bars.map(({ at, gross, net }) => ({ day: at, first: BigInt(net), second: BigInt(gross - net) }))}
        />
      </Panel>
      <LeftOut report={report} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Panel title={whoseTitle}>
          <CountedList
            caption={`Clicks by ${whoseTitle.toLowerCase()}`}
            labels={["Name", "Counted", "All"]}
            rows={report.partnerships.map((row) => ({ ...row, key: row.partnershipId, label: nameOf(row) }))}
          />
        </Panel>
        {report.splits.map(({ dimension, title, rows, moreCount }) => (
          <Panel key={dimension} title={title}>
            <Stack gap="xs">
              <CountedList
                caption={`Clicks by ${title.toLowerCase()}`}
                labels={[title, "Counted", "All"]}
                rows={rows}
              />
              {moreCount > 0 && (
                <Text size="sm" c="dimmed">
                  and {formatCount(moreCount)} more; the file holds every click.
                </Text>
              )}
            </Stack>
          </Panel>
        ))}
      </SimpleGrid>
    </>
  );
}

/** "2026-11-21T14" as "21 Nov 14:00": the year stands above. */
function hourInWords(hour: string): string {
  return `${formatDay(new Date(hour.slice(0, 10))).slice(0, -5)} ${hour.slice(11)}:00`;
}

function ReportFigures({ report, days }: { report: ClickReport; days: string }) {
  const leftOut = report.gross - report.net;
  const scans = report.splits.find(({ dimension }) => dimension === "way")?.rows.find(({ key }) => key === "scan");
  return (
    <Figures
      figures={[
        { label: "Counted clicks", value: formatCount(report.net), note: `Net: people, once an hour. ${days}` },
        { label: "All clicks", value: formatCount(report.gross), note: "Gross: every answered link" },
        {
          label: "Left out",
          value: `${((100 * leftOut) / report.gross).toFixed(1)} %`,
          note: `${formatCount(leftOut)} clicks, for the reasons below`,
        },
        {
          label: "QR codes scanned",
          value: formatCount(scans?.net ?? 0),
          note: "Counted clicks that began with a scan",
        },
      ]}
    />
  );
}

function LeftOut({ report }: { report: ClickReport }) {
  if (report.leftOut.length === 0) return null;
  return (
    <Panel
      title="Left out, and why"
      lead="Every redirect is answered and kept. These do not count: no creator is paid for them, and no brand pays."
      flush
    >
      <Records
        caption="Clicks that do not count"
        rows={report.leftOut}
        rowKey={(row) => row.class}
        empty={null}
        columns={[
          { label: "Kind", isMain: true, cell: (row) => row.label },
          { label: "Why", isLong: true, cell: (row) => row.why },
          { label: "Clicks", isFigure: true, cell: (row) => formatCount(row.gross) },
          {
            label: "Of all",
            isFigure: true,
            cell: (row) => `${((100 * row.gross) / report.gross).toFixed(1)} %`,
          },
        ]}
      />
    </Panel>
  );
}
