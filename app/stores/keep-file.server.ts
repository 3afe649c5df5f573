import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { isId } from "#app/kit/ids.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { sha256 } from "#app/platform/keys.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { FileChoices } from "./file-choices.ts";
import { findEarlierChoices, findFile, insertFile, type OrderFile } from "./order-files-store.server.ts";
import { readFirstRows } from "./read-csv-file.server.ts";
import { recogniseFile } from "./recognise-file.ts";
import { findStore } from "./store-records-store.server.ts";

/** The purpose under which files are encrypted at rest. */
export const ORDER_FILE_PURPOSE = "order-file";
const SHOWN_ROWS = 5;
const MAX_NAME_LENGTH = 120;

/** Keeps an uploaded file, so that somebody can say what its columns are. Refused when it is no table of orders at all. */
export async function keepFile(
  services: Services,
  kept: { brandId: string; userId: string; storeId: string; name: string; text: string },
): Promise<Outcome<{ fileId: string }, "not-a-file-store" | "unreadable-file">> {
  const { brandId, userId, storeId, text } = kept;
  const first = readFirstRows(text, 0);
  const fileId = services.newId();
  return services.db.inBrand(brandId, async (tx) => {
    const store = await findStore(tx, brandId, storeId);
    if (store?.kind !== "csv" || store.disconnectedAt) return refused("not-a-file-store");
    if (typeof first === "string") return refused("unreadable-file", first);
    const name = kept.name.slice(0, MAX_NAME_LENGTH) || "orders.csv";
    await insertFile(tx, {
      ...{ brandId, id: fileId, storeId, name, rowCount: first.rowCount, status: "uploaded" },
      contentEncrypted: services.keys.encrypt(ORDER_FILE_PURPOSE, text),
      headerHash: sha256(JSON.stringify(first.rows[0])),
      ...{ uploadedBy: userId, uploadedAt: services.clock.now() },
    });
    await recordAuditEvent(services, tx, {
      ...{ brandId, actorUserId: userId, action: "store.file-uploaded", subjectId: fileId, detail: { name } },
    });
    return done({ fileId });
  });
}

export type ShownFile = Pick<
  OrderFile,
  | "id"
  | "storeId"
  | "name"
  | "rowCount"
  | "uploadedAt"
  | "status"
  | "doneCount"
  | "totalCount"
  | "report"
  | "finishedAt"
> & {
  readonly storeName: string;
  /** The system the file comes from; null when its columns were guessed, or are as somebody said before. */
  readonly label: string | null;
  /** Whether `choices` are what somebody said about this file or one like it. */
  readonly isRemembered: boolean;
  readonly choices: FileChoices;
  readonly names: readonly string[];
  readonly firstRows: readonly (readonly string[])[];
};

/** A file with its first rows and what its columns probably are: as said before about one with the same first line, else recognised. */
export async function showFile(
  services: Services,
  { brandId, fileId }: { brandId: string; fileId: string },
): Promise<Outcome<ShownFile, "unknown-file">> {
  if (!isId(fileId)) return refused("unknown-file");
  const found = await services.db.inBrand(brandId, async (tx) => {
    const file = await findFile(tx, brandId, fileId);
    const store = file && (await findStore(tx, brandId, file.storeId));
    if (!store) return null;
    const earlier = file.choices ?? (await findEarlierChoices(tx, brandId, file.storeId, file.headerHash));
    return { store, file, earlier };
  });
  if (!found) return refused("unknown-file");
  const { store, file, earlier } = found;
  const first = readFirstRows(services.keys.decrypt(ORDER_FILE_PURPOSE, file.contentEncrypted), SHOWN_ROWS);
  const [names = [], ...firstRows] = typeof first === "string" ? [] : first.rows;
  const recognised = recogniseFile(names);
  const { id, name, rowCount, uploadedAt, status, doneCount, totalCount, report, finishedAt } = file;
  return done({
    ...{ id, name, rowCount, uploadedAt, status, doneCount, totalCount, report, finishedAt, names, firstRows },
    ...{ storeId: store.id, storeName: store.name, label: recognised.label, isRemembered: earlier !== null },
    choices: earlier ?? recognised.choices,
  });
}
