import { Anchor, Button, Stack, Text, TextInput } from "@mantine/core";
import { Form, Link } from "@remix-run/react";
import { formatCount } from "#app/ui/amount.tsx";
import { Moment } from "#app/ui/moment.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Records, type Column } from "#app/ui/records.tsx";
import { Status, type Tone } from "#app/ui/status.tsx";
import type { ListedFile } from "./order-files-store.server.ts";
import type { FileStatus } from "./store.ts";
import { kindWords } from "./store-words.ts";

/** Takes a file of orders; what its columns are is asked next. */
export function UploadPanel({ problem }: { problem: string | null }) {
  return (
    <Panel title="Upload a file" lead={kindWords.csv.steps.slice(1).join(" ")}>
      <Stack gap="md">
        {problem !== null && <Notice kind="problem">{problem}</Notice>}
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
              Continue to the columns
            </Button>
          </Stack>
        </Form>
      </Stack>
    </Panel>
  );
}

const fileWords: Readonly<Record<FileStatus, { tone: Tone; word: string }>> = {
  uploaded: { tone: "waiting", word: "Columns not chosen yet" },
  importing: { tone: "plain", word: "Being imported" },
  imported: { tone: "good", word: "Imported" },
};

/** The files that were uploaded. @param base Where each is shown, for who may see what stands in them. */
export function FilesPanel({ files, base }: { files: readonly ListedFile[]; base: string | null }) {
  const columns: Column<ListedFile>[] = [
    {
      label: "File",
      isMain: true,
      cell: (file) =>
        base === null ? (
          file.name
        ) : (
          <Anchor component={Link} to={`${base}/${file.id}`} fw={600}>
            {file.name}
          </Anchor>
        ),
    },
    { label: "Uploaded", cell: (file) => <Moment at={file.uploadedAt} /> },
    { label: "Rows", isFigure: true, cell: (file) => formatCount(file.rowCount) },
    {
      label: "Standing",
      cell: ({ status }) => <Status tone={fileWords[status].tone}>{fileWords[status].word}</Status>,
    },
  ];
  return (
    <Panel title="Files" lead="The newest 25. Each can be imported again, under other columns too." flush>
      <Records
        caption="Files"
        columns={columns}
        rows={files}
        rowKey={(file) => file.id}
        empty={
          <Text c="dimmed" px="lg" pb="lg">
            No file yet. Upload one above.
          </Text>
        }
      />
    </Panel>
  );
}
