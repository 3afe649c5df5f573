import type { Tx } from "./client.server.ts";

/** The most rows of one table that are remembered; then all are forgotten, and those that are asked for are read anew. */
const MAX_REMEMBERED = 20_000;

interface Identified {
  readonly id: string;
}

/**
 * Rows of a table that the database lets nobody change or delete (db/rules.sql), by id: each is read once per process.
 *
 * @param load reads rows of a brand by their ids.
 */
export function rememberRows<Row extends Identified>(
  load: (tx: Tx, brandId: string, ids: readonly string[]) => Promise<readonly Row[]>,
): (tx: Tx, brandId: string, ids: readonly string[]) => Promise<(id: string) => Row> {
  const known = new Map<string, Row>();
  return async (tx, brandId, ids) => {
    const missing = [...new Set(ids)].filter((id) => !known.has(id));
    const loaded = missing.length === 0 ? [] : await load(tx, brandId, missing);
    if (known.size + loaded.length > MAX_REMEMBERED) known.clear();
    for (const row of loaded) known.set(row.id, row);
    const rows = new Map(ids.map((id) => [id, known.get(id)]));
    return (id) => {
      const row = rows.get(id);
      if (!row) throw new Error(`The row ${id} was named, and is not there.`);
      return row;
    };
  };
}
