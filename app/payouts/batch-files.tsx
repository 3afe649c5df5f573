import { Anchor, Stack, Text } from "@mantine/core";
import { formatMoment } from "../ui/moment.tsx";
import { Panel } from "../ui/panel.tsx";
import type { FileFormat } from "./payout.ts";
import { fileWords } from "./payout-words.tsx";

export interface BatchFile {
  readonly format: FileFormat;
  /** Tells files of one format apart; empty where there is one. */
  readonly part: string;
  readonly sha256: string;
  readonly downloads: number;
  readonly lastDownloadedAt: Date | null;
}

/** The files of a sent batch. A second download is the same file, and it says that it was taken before. */
export function BatchFiles({ batchId, files }: { batchId: string; files: readonly BatchFile[] }) {
  const { title, lead } = panelWords(files);
  return (
    <Panel title={title} lead={lead}>
      <Stack gap="md">
        {files.map((file) => (
          <Stack key={`${file.format} ${file.part}`} gap={2}>
            <Anchor href={addressOf(batchId, file)} download fw={600}>
              {fileWords[file.format].label} {file.part}
            </Anchor>
            <Text size="sm" c="dimmed">
              {fileWords[file.format].note}
            </Text>
            {file.lastDownloadedAt !== null && (
              <Text size="sm">
                Downloaded {file.downloads === 1 ? "once" : `${file.downloads} times`} before, last on{" "}
                {formatMoment(file.lastDownloadedAt)}. It is the same file every time.
              </Text>
            )}
            <Text size="xs" c="dimmed" ff="monospace" className="wrapAnywhere">
              SHA-256 {file.sha256.slice(0, 16)}…
            </Text>
          </Stack>
        ))}
      </Stack>
    </Panel>
  );
}

function addressOf(batchId: string, { format, part }: BatchFile): string {
  return `/finance/batches/${batchId}/files/${format}${part === "" ? "" : `?part=${encodeURIComponent(part)}`}`;
}

/** Two versions of the same payments are a choice; parts of one batch are all needed. */
function panelWords(files: readonly BatchFile[]): { readonly title: string; readonly lead: string } {
  if (files.some(({ format }) => format.startsWith("pain.")))
    return { title: "Bank files", lead: "The same payments in two versions. Upload one of them, not both." };
  if (files.some(({ format }) => format === "csv"))
    return { title: "Payment list", lead: "Pay each row, then record what arrived." };
  return files.length > 1
    ? { title: "Files to upload", lead: "Each carries a part of the batch. Upload every one of them, once." }
    : { title: "File to upload", lead: "Upload it once, then record what arrived." };
}
