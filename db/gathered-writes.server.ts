import { getTableName } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type postgres from "postgres";
import { beforeCommit } from "./before-commit.server.ts";
import type { Tx } from "./client.server.ts";
import { insertionOf } from "./insert-rows.server.ts";
import { driverOf, type Statement } from "./statement.server.ts";

/** One write among several that are sent as one statement. */
export interface Write extends Statement {
  /** What a later part of the same write may read from, and what it returns is called. */
  readonly name: string;
  readonly isReturning?: boolean;
}

type Rows = readonly Record<string, unknown>[];

interface Waiting {
  readonly parts: readonly Write[];
  readonly resolve: (rows: Rows) => void;
  readonly reject: (error: unknown) => void;
}

const gathered = new WeakMap<postgres.TransactionSql, Waiting[]>();

/**
 * Writes at the next opportunity, together with all else that is gathered until then, as one statement: each would cost the server and us
 * as much for being sent and answered as for its rows. Every other statement of the transaction that comes later finds the rows, and those
 * that came earlier do not. None of the writes sees another, so they are for rows that nobody else waits for. The transaction does not
 * commit before they are there.
 *
 * @returns what the first part returns, as JSON has it.
 */
export function gather(tx: Tx, parts: readonly Write[]): Promise<Rows> {
  const driver = driverOf(tx);
  // A second write of one table would meet rows it cannot see.
  if (gathered.get(driver)?.some((one) => one.parts.some(({ name }) => parts.some((part) => part.name === name)))) {
    sendGathered(driver);
  }
  const written = new Promise<Rows>((resolve, reject) => {
    const waiting = gathered.get(driver) ?? [];
    if (waiting.length === 0) {
      gathered.set(driver, waiting);
      process.nextTick(sendGathered, driver);
    }
    waiting.push({ parts, resolve, reject });
  });
  beforeCommit(tx, written);
  return written;
}

/** `insertRows`, gathered. */
export async function gatherRows<Table extends PgTable>(
  tx: Tx,
  table: Table,
  rows: readonly Table["$inferInsert"][],
  ending = "",
): Promise<Rows> {
  return rows.length === 0 ? [] : gather(tx, [rowsOf(table, rows, ending)]);
}

/** Rows of a table as a write. */
export function rowsOf<Table extends PgTable>(
  table: Table,
  rows: readonly Table["$inferInsert"][],
  ending: string,
): Write {
  const name = `new_${getTableName(table)}`;
  return { name, isReturning: ending.includes("returning"), ...insertionOf(table, rows, ending) };
}

/** Sends what waits, before anything else is sent. */
export function sendGathered(driver: postgres.TransactionSql): void {
  const waiting = gathered.get(driver);
  if (!waiting) return;
  gathered.delete(driver);
  const parts = waiting.flatMap((one) => one.parts);
  const params = parts.flatMap((part) => part.params) as postgres.ParameterOrJSON<never>[];
  // The driver of a connection that is gone throws.
  const sent = new Promise<Rows>((resolve) => {
    resolve(driver.unsafe<Record<string, unknown>[]>(textOf(parts), params));
  });
  sent.then(
    (rows) => {
      const [answers] = rows as readonly Readonly<Record<string, Rows | null>>[];
      for (const { parts: own, resolve } of waiting) {
        resolve(parts.length === 1 ? rows : (answers?.[own[0]?.name ?? ""] ?? []));
      }
    },
    (error: unknown) => {
      for (const { reject } of waiting) reject(error);
    },
  );
}

/** As many combinations of writes as ever occur; a further one is put together each time. */
const MAX_TEXTS = 200;
const texts = new Map<string, string>();

function textOf(parts: readonly Write[]): string {
  const [only] = parts;
  if (only && parts.length === 1) return only.text;
  const key = parts.map(({ text }) => text).join(";");
  const known = texts.get(key);
  if (known !== undefined) return known;
  const text = joined(parts);
  if (texts.size < MAX_TEXTS) texts.set(key, text);
  return text;
}

function joined(parts: readonly Write[]): string {
  let count = 0;
  const writes = parts.map(({ name, text, params }) => {
    const before = count;
    count += params.length;
    return `${name} as (${text.replaceAll(/\$(\d+)/g, (_, number: string) => `$${Number(number) + before}`)})`;
  });
  const returned = parts.filter(({ isReturning }) => isReturning);
  const answers = returned.map(({ name }) => `(select json_agg(${name}) from ${name}) as ${name}`);
  return `with ${writes.join(", ")} select ${answers.join(", ")}`;
}
