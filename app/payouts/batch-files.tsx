import { Anchor, Stack, Text } from "@mantine/core";
import { formatMoment } from "../ui/moment.tsx";
import { Panel } from "../ui/panel.tsx";
import type { FileFormat } from "./payout.ts";
import { fileWords } from "./payout-words.tsx";

export interface BatchFile {
  readonly format: FileFormat;
  readonly sha256: string;
  readonly downloads: number;
  readonly lastDownloadedAt: Date | null;
}

/** The files of a sent batch. A second download is the same file, and it says that it was taken before. */
export function BatchFiles({ batchId, files }: { batchId: string; files: readonly BatchFile[] }) {
  const isChoice = files.length > 1;
  return (
    <Panel
      title={isChoice ? "Bank files" : "Payment list"}
      lead={
        isChoice
          ? "The same payments in two versions. Upload one of them, not both."
          : "Pay each row, then record what arrived."
      }
    >
      <Stack gap="md">
        {files.map((file) => (
          <Stack key={file.format} gap={2}>
            <Anchor href={`/finance/batches/${batchId}/files/${file.format}`} download fw={600}>
              {fileWords[file.format].label}
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
