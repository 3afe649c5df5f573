import { Button, List, Stack, Text, TextInput } from "@mantine/core";
import { Form } from "@remix-run/react";
import { formatCount } from "#app/ui/amount.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Panel } from "#app/ui/panel.tsx";
import type { ImportReport, LineRemark } from "./import-report.ts";
import { kindWords } from "./store-words.ts";

const MOST_SHOWN_REMARKS = 200;

/** Takes a file of orders and shows what was made of it. */
export function UploadPanel({ report, problem }: { report: ImportReport | null; problem: string | null }) {
  return (
    <Panel title="Upload a file" lead={kindWords.csv.steps.slice(1).join(" ")}>
      <Stack gap="md">
        {problem !== null && <Notice kind="problem">{problem}</Notice>}
        {report !== null && <Report report={report} />}
        <Form method="post" encType="multipart/form-data">
          <Stack gap="md" maw={520}>
            <TextInput
              type="file"
              name="file"
              label="File of orders (CSV)"
              accept=".csv,.txt,.tsv,text/csv"
              required
              withAsterisk
            />
            <Button type="submit" name="intent" value="upload" style={{ alignSelf: "flex-start" }}>
              Import the orders
            </Button>
          </Stack>
        </Form>
      </Stack>
    </Panel>
  );
}

function Report({ report }: { report: ImportReport }) {
  const facts = [
    countOf(report.rowCount, "row") + " read",
    countOf(report.recordedCount, "order") + " recorded",
    formatCount(report.unchangedCount) + " known already",
    countOf(report.duplicateCount, "row") + " there twice",
  ];
  return (
    <Stack gap="md">
      <Notice kind="done">{`${facts.join(", ")}.`}</Notice>
      <Remarks title="Left out" remarks={report.problems} />
      <Remarks title="Worth knowing" remarks={report.notes} />
    </Stack>
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
      <List spacing={4} size="sm">
        {remarks.slice(0, MOST_SHOWN_REMARKS).map((remark) => (
          <List.Item key={`${remark.line} ${remark.sentence}`}>
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
