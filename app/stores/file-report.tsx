import { Anchor, List, Stack, Text } from "@mantine/core";
import { formatCount } from "#app/ui/amount.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Panel } from "#app/ui/panel.tsx";
import type { ImportReport, LineRemark } from "./import-report.ts";

const MOST_SHOWN_REMARKS = 100;

/** What an import made of a file, line by line. */
export function FileReport({ report, downloadTo }: { report: ImportReport; downloadTo: string }) {
  const facts = [
    countOf(report.rowCount, "row") + " read",
    countOf(report.recordedCount, "order") + " recorded",
    formatCount(report.unchangedCount) + " known already",
    countOf(report.duplicateCount, "row") + " there twice",
    countOf(report.problems.length, "row") + " left out",
  ];
  return (
    <Panel title="Report">
      <Stack gap="md">
        <Notice kind={report.problems.length > 0 ? "note" : "done"}>{`${facts.join(", ")}.`}</Notice>
        <Remarks title="Left out" remarks={report.problems} />
        <Remarks title="Worth knowing" remarks={report.notes} />
        <Anchor href={downloadTo} download>
          Download the whole report (CSV)
        </Anchor>
      </Stack>
    </Panel>
  );
}

function countOf(count: number, word: string): string {
  return `${formatCount(count)} ${word}${count === 1 ? "" : "s"}`;
}

function Remarks({ title, remarks }: { title: string; remarks: readonly LineRemark[] }) {
  if (remarks.length === 0) return null;
  return (
    <Stack gap={6}>
      <Text fw={600}>{title}</Text>
      <List spacing={4} size="sm" pr="md">
        {remarks.slice(0, MOST_SHOWN_REMARKS).map((remark) => (
          <List.Item key={`${remark.line} ${remark.sentence}`} style={{ overflowWrap: "anywhere" }}>
            Line {remark.line}: {remark.sentence}
          </List.Item>
        ))}
      </List>
      {remarks.length > MOST_SHOWN_REMARKS && (
        <Text size="sm" c="dimmed">
          … and {formatCount(remarks.length - MOST_SHOWN_REMARKS)} more
        </Text>
      )}
    </Stack>
  );
}
