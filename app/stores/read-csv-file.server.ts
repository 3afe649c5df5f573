import { parse } from "csv-parse/sync";
import { readCsvHeader, type CsvColumn, type CsvPreset } from "./csv-columns.ts";
import { composeCsvSale, type PlacedRow } from "./compose-csv-sale.ts";
import type { LineRemark } from "./import-report.ts";
import { readCsvRow } from "./read-csv-row.ts";

/** One order of a file. */
export interface CsvSale {
  /** The line its first row stands on. */
  readonly line: number;
  readonly externalId: string;
  /** The body of `POST /api/v1/sales`. */
  readonly body: Record<string, unknown>;
  readonly codes: readonly string[];
}

export interface CsvFile {
  /** What makes the whole file unreadable; then nothing else is filled. */
  readonly fault: string | null;
  readonly rowCount: number;
  readonly sales: readonly CsvSale[];
  /** Rows that were left out, and why. */
  readonly problems: readonly LineRemark[];
  /** Rows that say nothing new: the same row stood in the file before. */
  readonly duplicates: readonly LineRemark[];
}

const MOST_COLUMNS = 200;

interface RawRecord {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/**
 * Reads a file of order lines: with or without a byte order mark, separated by commas, semicolons or tabs, whatever the case and order
 * of its columns. An order of which one row is wrong is left out as a whole: half an order would be a wrong sale.
 */
export function readCsvFile(text: string, preset: CsvPreset): CsvFile {
  const bare = text.replace(/^\uFEFF/, "");
  const records = parseRecords(bare);
  if (typeof records === "string") return faulty(records);
  const [head, ...rest] = records;
  if (!head) return faulty("The file is empty.");
  if (head.record.length > MOST_COLUMNS) return faulty(`The file has more than ${MOST_COLUMNS} columns.`);
  const header = readCsvHeader(head.record, preset);
  if (header.fault) return faulty(header.fault);
  const problems: LineRemark[] = [];
  const duplicates: LineRemark[] = [];
  const orders = new Map<string, { rows: PlacedRow[]; badLines: number[] }>();
  const seen = new Map<string, number>();
  const idIndex = header.columns.indexOf("order_id");
  const fillDown = createFillDown(header.columns);
  for (const { record, info } of rest) {
    const line = info.lines;
    const known = seen.get(JSON.stringify(record));
    if (known !== undefined) {
      duplicates.push({ line, sentence: `The same row as on line ${known}; it counts once.` });
      continue;
    }
    seen.set(JSON.stringify(record), line);
    const orderId = (record[idIndex] ?? "").trim();
    const order = orders.get(orderId) ?? { rows: [], badLines: [] };
    orders.set(orderId, order);
    const reading = readCsvRow(fillDown(orderId, record), header.columns, preset);
    if (reading.ok) {
      order.rows.push({ line, row: reading.value });
    } else {
      order.badLines.push(line);
      problems.push({ line, sentence: reading.problems.map((one) => one.sentence).join(" ") });
    }
  }
  const sales = [...orders].flatMap(([orderId, order]) => composeOrder(orderId, order, problems));
  return { fault: null, rowCount: rest.length, sales, problems: problems.sort((a, b) => a.line - b.line), duplicates };
}

/** Shops name what is of the whole order on its first row alone; its other rows are read as if they named it too. */
const filledDown: ReadonlySet<CsvColumn | null> = new Set(["placed_at", "currency", "status"] as const);

function createFillDown(columns: readonly (CsvColumn | null)[]): (orderId: string, record: string[]) => string[] {
  const firstRows = new Map<string, string[]>();
  return (orderId, record) => {
    const first = firstRows.get(orderId);
    if (!first) {
      firstRows.set(orderId, record);
      return record;
    }
    return record.map((cell, index) =>
      cell.trim() === "" && filledDown.has(columns[index] ?? null) ? (first[index] ?? "") : cell,
    );
  };
}

function composeOrder(
  orderId: string,
  { rows, badLines }: { rows: readonly PlacedRow[]; badLines: readonly number[] },
  problems: LineRemark[],
): CsvSale[] {
  const first = rows[0];
  if (!first) return [];
  if (badLines.length > 0) {
    const sentence = `Order ${orderId} was left out as a whole, because its row on line ${badLines.join(", ")} is wrong.`;
    problems.push(...rows.map(({ line }) => ({ line, sentence })));
    return [];
  }
  const composed = composeCsvSale(rows);
  if (!composed.ok) {
    const sentence = `Order ${orderId} was left out. ${composed.problems.map((one) => one.sentence).join(" ")}`;
    problems.push({ line: first.line, sentence });
    return [];
  }
  const codes = [...new Set(rows.map(({ row }) => row.code).filter((code) => code))];
  return [{ line: first.line, externalId: orderId, body: composed.value, codes }];
}

/** Returns a sentence when the file is no table at all. */
function parseRecords(text: string): RawRecord[] | string {
  try {
    return parse(text, {
      delimiter: detectDelimiter(text),
      info: true,
      relaxColumnCount: true,
      skipEmptyLines: true,
      skipRecordsWithEmptyValues: true,
    }) as unknown as RawRecord[];
  } catch (error) {
    const line = typeof error === "object" && error !== null && "lines" in error ? Number(error.lines) : null;
    const place = line === null ? "" : ` near line ${line}`;
    return `The file is no table of rows and columns${place}. A quotation mark may be missing.`;
  }
}

/** The separator that the first line holds most often. */
function detectDelimiter(text: string): string {
  const firstLine = text.slice(0, Math.max(0, text.search(/\r?\n|$/)));
  const counts = [",", ";", "\t"].map((delimiter) => ({ delimiter, count: firstLine.split(delimiter).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).delimiter;
}

function faulty(fault: string): CsvFile {
  return { fault, rowCount: 0, sales: [], problems: [], duplicates: [] };
}

/** The first rows of a file as they stand in it, its header first; a sentence when it is no table. */
export function readFirstRows(
  text: string,
  count: number,
): { readonly rows: string[][]; readonly rowCount: number } | string {
  const records = parseRecords(text.replace(/^\uFEFF/, ""));
  if (typeof records === "string") return records;
  if (records.length < 2) return "The file has no row of an order below its first line.";
  if ((records[0]?.record.length ?? 0) > MOST_COLUMNS) return `The file has more than ${MOST_COLUMNS} columns.`;
  return { rows: records.slice(0, count + 1).map(({ record }) => record), rowCount: records.length - 1 };
}
