import { getTableColumns, getTableName, sql, type SQL } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Tx } from "./client.server.ts";
import { run, type Param, type Statement } from "./statement.server.ts";

/** So many rows travel value by value, which the database takes in half the time; more travel as one array per column. */
const MOST_ROWS_BY_VALUE = 4;

/**
 * Inserts any number of rows with one statement. Its text is the same for five rows and for a thousand, so that the database and the driver
 * prepare it once; a few rows have a text per number. Columns that a row leaves out are null, or what the schema gives them.
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
  return run(tx, insertionOf(table, rows, ending));
}

/** The statement of `insertRows`, to stand at the beginning of a larger one. */
export function insertionOf<Table extends PgTable>(
  table: Table,
  rows: readonly Table["$inferInsert"][],
  ending: string,
): Statement {
  const shape = shapeOf(table);
  if (rows.length > MOST_ROWS_BY_VALUE) {
    return { text: `${shape.ofMany} ${ending}`, params: shape.columns.map(({ textOf }) => arrayTextOf(rows, textOf)) };
  }
  const params = rows.flatMap((row: Record<string, unknown>) => shape.columns.map(({ valueOf }) => valueOf(row)));
  return { text: `${shape.ofFew[rows.length - 1] ?? ""} ${ending}`, params };
}

interface TableShape {
  /** The statement for any number of rows, and those for one, two and so on. */
  readonly ofMany: string;
  readonly ofFew: readonly string[];
  readonly columns: readonly ColumnReader[];
}

interface ColumnReader {
  /** What an array of the column's values holds for a row. */
  readonly textOf: (row: Record<string, unknown>) => unknown;
  /** What the column's own parameter is. */
  readonly valueOf: (row: Record<string, unknown>) => Param;
}

const shapes = new WeakMap<PgTable, TableShape>();

function shapeOf(table: PgTable): TableShape {
  const known = shapes.get(table);
  if (known) return known;
  const columns = Object.entries(getTableColumns(table)) as [string, PgColumn][];
  const names = columns.map(([, { name }]) => `"${name}"`).join(", ");
  const into = `insert into "${getTableName(table)}" (${names})`;
  // An array of arrays would have to be even: a list travels as its text and becomes a list again, row by row.
  const selected = columns.map(([, column]) => `"${column.name}"${isList(column) ? `::${column.getSQLType()}` : ""}`);
  const arrays = columns.map(
    ([, column], place) => `(select $${place + 1}::text)::${isList(column) ? "text" : column.getSQLType()}[]`,
  );
  const rowOf = (row: number) => `(${columns.map((_, place) => `$${row * columns.length + place + 1}`).join(", ")})`;
  const few = Array.from({ length: MOST_ROWS_BY_VALUE }, (_, row) => rowOf(row));
  const shape = {
    ofMany: `${into} select ${selected.join(", ")} from unnest(${arrays.join(", ")}) as stated (${names})`,
    ofFew: few.map((_, last) => `${into} values ${few.slice(0, last + 1).join(", ")}`),
    columns: columns.map(([key, column]): ColumnReader => {
      const textOf = (row: Record<string, unknown>) => driverValueOf(column, row[key]);
      return { textOf, valueOf: (row) => paramOf(textOf(row)) };
    }),
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

function paramOf(value: unknown): Param {
  return value instanceof Date ? value.toISOString() : (value as Param);
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
  const isPlain = !value.includes('"') && !value.includes("\\");
  return isPlain ? `"${value}"` : `"${value.replace(/["\\]/g, "\\$&")}"`;
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

/** `isAmong` for a `readyQuery`: the list is asked for by name, as `listTextOf` writes it. */
export function isAmongAsked(column: PgColumn, name: string): SQL {
  return sql`${column} in (select unnest(${sql.placeholder(name)}::text::${sql.raw(column.getSQLType())}[]))`;
}

/** A list as the text of an array. */
export function listTextOf(items: readonly unknown[]): string {
  return arrayTextOf(items, (item) => item);
}
