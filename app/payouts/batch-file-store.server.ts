import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { batchFiles } from "#db/schema/payouts.ts";
import type { FileFormat } from "./payout.ts";

export interface StoredFile {
  readonly batchId: string;
  readonly format: FileFormat;
  /** Tells files of one format apart; empty where there is one. */
  readonly part: string;
  /** Sealed under the purpose `batch-file`: it names accounts. */
  readonly content: string;
  /** Of the file as it is handed out. */
  readonly sha256: string;
  readonly createdAt: Date;
}

export async function insertBatchFile(tx: Tx, file: StoredFile): Promise<void> {
  await tx.insert(batchFiles).values(file);
}

/** Counts one more download and returns the file with how often, and when last, it was handed out before. */
export async function takeBatchFile(
  tx: Tx,
  { batchId, format, part }: Pick<StoredFile, "batchId" | "format" | "part">,
  at: Date,
) {
  const isIt = and(eq(batchFiles.batchId, batchId), eq(batchFiles.format, format), eq(batchFiles.part, part));
  const [before] = await tx.select().from(batchFiles).where(isIt).for("update");
  if (!before) return undefined;
  await tx
    .update(batchFiles)
    .set({ downloads: sql`${batchFiles.downloads} + 1`, lastDownloadedAt: at })
    .where(isIt);
  return before;
}

/** The files of a batch without their content. */
export async function findBatchFiles(tx: Tx, batchId: string) {
  return tx
    .select({
      format: batchFiles.format,
      part: batchFiles.part,
      sha256: batchFiles.sha256,
      createdAt: batchFiles.createdAt,
      downloads: batchFiles.downloads,
      lastDownloadedAt: batchFiles.lastDownloadedAt,
    })
    .from(batchFiles)
    .where(eq(batchFiles.batchId, batchId))
    .orderBy(batchFiles.format, batchFiles.part);
}
