import { getTableColumns, getTableName, sql, type SQL } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Tx } from "./client.server.ts";

/**
 * Inserts any number of rows with one statement whose text is the same for one row and for a thousand, so that the database and the driver
 * prepare it once: each column travels as one array. Columns that a row leaves out are null, or what the schema gives them.
 *
 * @param ending what follows the rows, such as `on conflict do nothing`; the rows of the statement are what `returning` gives.
 */
export async function insertRows<Table extends PgTable>(
  tx: Tx,
  table: Table,
  rows: readonly Table["$inferInsert"][],
  ending = "",
): Promise<readonly Record<string, unknown>[]> {
  if (rows.length === 0) return [];
  return tx.execute<Record<string, unknown>>(insertionOf(table, rows, ending));
}

/** The statement of `insertRows`, to stand in a larger one. */
export function insertionOf<Table extends PgTable>(
  table: Table,
  rows: readonly Table["$inferInsert"][],
  ending: string,
): SQL {
  const { texts, read } = shapeOf(table);
  const last = `${texts.at(-1) ?? ""} ${ending}`;
  // Put together here once: a statement of thirty parts is built anew for every sale.
  return sql(
    [...texts.slice(0, -1), last] as unknown as TemplateStringsArray,
    ...read.map((of) => arrayTextOf(rows, of)),
  );
}

interface TableShape {
  /** What stands before, between and after the columns' arrays. */
  readonly texts: readonly string[];
  readonly read: readonly ((row: Record<string, unknown>) => unknown)[];
}

const shapes = new WeakMap<PgTable, TableShape>();

function shapeOf(table: PgTable): TableShape {
  const known = shapes.get(table);
  if (known) return known;
  const columns = Object.entries(getTableColumns(table)) as [string, PgColumn][];
  const names = columns.map(([, { name }]) => `"${name}"`).join(", ");
  // An array of arrays would have to be even: a list travels as its text and becomes a list again, row by row.
  const selected = columns.map(([, column]) => `"${column.name}"${isList(column) ? `::${column.getSQLType()}` : ""}`);
  const casts = columns.map(([, column]) => `::text::${isList(column) ? "text" : column.getSQLType()}[]`);
  const before = `insert into "${getTableName(table)}" (${names}) select ${selected.join(", ")} from unnest(`;
  const after = `) as stated (${names})`;
  const shape = {
    texts: [before, ...casts.map((cast, index) => cast + (index === casts.length - 1 ? after : ", "))],
    read: columns.map(
      ([key, column]) =>
        (row: Record<string, unknown>) =>
          driverValueOf(column, row[key]),
    ),
  };
  shapes.set(table, shape);
  return shape;
}

function isList(column: PgColumn): boolean {
  return column.getSQLType().endsWith("[]");
}

function driverValueOf(column: PgColumn, value: unknown): unknown {
  if (value === undefined) return column.default ?? null;
  if (value === null) return null;
  if (Array.isArray(value) && isList(column)) return arrayTextOf(value, (item) => item);
  return column.dataType === "json" ? JSON.stringify(value) : value;
}

/** A list of values as PostgreSQL writes an array: https://www.postgresql.org/docs/18/arrays.html#ARRAYS-IO */
export function arrayTextOf<Item>(items: readonly Item[], valueOf: (item: Item) => unknown): string {
  let text = "";
  for (const item of items) {
    const value = valueOf(item);
    text += text === "" ? "" : ",";
    if (value === null || value === undefined) text += "NULL";
    else text += quoted(value);
  }
  return `{${text}}`;
}

function quoted(value: unknown): string {
  if (value instanceof Date) return `"${value.toISOString()}"`;
  if (typeof value !== "string") return String(value);
  return /["\\]/.test(value) ? `"${value.replace(/["\\]/g, "\\$&")}"` : `"${value}"`;
}

/** A list as one parameter of the statement, whatever its length. `type` is that of an item, such as `uuid`. */
export function arrayOf<Item>(
  type: string,
  items: readonly Item[],
  valueOf: (item: Item) => unknown = (item) => item,
): SQL {
  return sql`${sql.param(arrayTextOf(items, valueOf))}::text::${sql.raw(type)}[]`;
}

/** True where a column holds one of a list, whose length the text of the statement does not show. */
export function isAmong(column: PgColumn, items: readonly unknown[]): SQL {
  return sql`${column} in (select unnest(${arrayOf(column.getSQLType(), items)}))`;
}
