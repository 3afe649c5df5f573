import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { sha256 } from "#app/platform/keys.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { takeBatchFile } from "./batch-file-store.server.ts";
import { fileFormats, type FileFormat } from "./payout.ts";

export interface DownloadedFile {
  readonly content: string;
  readonly sha256: string;
  readonly downloadsBefore: number;
  readonly lastDownloadedAt: Date | null;
}

export function isFileFormat(text: string | undefined): text is FileFormat {
  return fileFormats.some((format) => format === text);
}

/** Hands out a file of a sent batch as it was first written, byte for byte, and remembers who took it and when. */
export async function downloadBatchFile(
  services: Services,
  {
    batchId,
    format,
    part = "",
    userId,
  }: { readonly batchId: string; readonly format: FileFormat; readonly part?: string; readonly userId: string },
): Promise<Outcome<DownloadedFile, "no-such-file">> {
  return services.db.inPlatform(async (tx) => {
    const file = await takeBatchFile(tx, { batchId, format, part }, services.clock.now());
    if (!file) return refused("no-such-file");
    const content = services.keys.decrypt("batch-file", file.content);
    if (sha256(content) !== file.sha256)
      throw new Error(`The stored file ${format} of batch ${batchId} is not the one that was written.`);
    await recordAuditEvent(services, tx, {
      brandId: null,
      actorUserId: userId,
      action: "batch.file-downloaded",
      subjectId: batchId,
      detail: { format, ...(part === "" ? {} : { part }), sha256: file.sha256, downloadsBefore: file.downloads },
    });
    return done({
      content,
      sha256: file.sha256,
      downloadsBefore: file.downloads,
      lastDownloadedAt: file.lastDownloadedAt,
    });
  });
}
