import { and, desc, eq, isNotNull } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { orderFiles } from "#db/schema/stores.ts";
import type { FileChoices } from "./file-choices.ts";

export type OrderFile = typeof orderFiles.$inferSelect;
export type ListedFile = Pick<OrderFile, "id" | "name" | "uploadedAt" | "status" | "rowCount">;

export async function insertFile(tx: Tx, file: typeof orderFiles.$inferInsert): Promise<void> {
  await tx.insert(orderFiles).values(file);
}

export async function findFile(tx: Tx, brandId: string, fileId: string): Promise<OrderFile | null> {
  const [file] = await tx
    .select()
    .from(orderFiles)
    .where(and(eq(orderFiles.brandId, brandId), eq(orderFiles.id, fileId)));
  return file ?? null;
}

export async function listFiles(tx: Tx, brandId: string, storeId: string, limit: number): Promise<ListedFile[]> {
  const { id, name, uploadedAt, status, rowCount } = orderFiles;
  return tx
    .select({ id, name, uploadedAt, status, rowCount })
    .from(orderFiles)
    .where(and(eq(orderFiles.brandId, brandId), eq(orderFiles.storeId, storeId)))
    .orderBy(desc(orderFiles.uploadedAt), desc(orderFiles.id))
    .limit(limit);
}

/** What was last said about a file with this first line in this store; null when nobody has. */
export async function findEarlierChoices(
  tx: Tx,
  brandId: string,
  storeId: string,
  headerHash: string,
): Promise<FileChoices | null> {
  const [file] = await tx
    .select({ choices: orderFiles.choices })
    .from(orderFiles)
    .where(
      and(
        eq(orderFiles.brandId, brandId),
        eq(orderFiles.storeId, storeId),
        eq(orderFiles.headerHash, headerHash),
        isNotNull(orderFiles.choices),
      ),
    )
    .orderBy(desc(orderFiles.uploadedAt), desc(orderFiles.id))
    .limit(1);
  return file?.choices ?? null;
}

export async function saveFile(
  tx: Tx,
  brandId: string,
  fileId: string,
  change: Partial<Pick<OrderFile, "status" | "choices" | "doneCount" | "totalCount" | "report" | "finishedAt">>,
): Promise<void> {
  await tx
    .update(orderFiles)
    .set(change)
    .where(and(eq(orderFiles.brandId, brandId), eq(orderFiles.id, fileId)));
}
