import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import type { Tx } from "./client.server.ts";
import { recomputedCommissions } from "./recomputed-commissions.server.ts";
import type { RowCheck } from "./row-check.ts";
import { chainChecks, readChainHeads, type ChainHeads } from "./unbroken-chain.server.ts";
import { unchangedChecks } from "./unchanged-rows.server.ts";

export interface CheckResult {
  /** The file without its ending, such as `ledger-transactions-balance`, or the name of a check that recomputes what is stored. */
  name: string;
  /** What must hold. Of a file the first line, a comment. */
  claim: string;
  findings: number;
  /** The first bad rows as text. */
  firstRows: string[];
}

/** What a long check tells while it runs. */
export interface CheckProgress {
  readonly name: string;
  readonly rowsRead: number;
  readonly rowsInAll: number;
}

export interface ChecksTold {
  onProgress?(progress: CheckProgress): void;
  /** Each result as soon as it is there. */
  onResult?(result: CheckResult): void;
  /** In the same snapshot: the latest seals, and whether any seal has this hash. */
  readonly notedHash?: string | null;
  onHeads?(heads: ChainHeads): void;
}

const SHOWN_ROWS = 5;
const CHECKS_DIR = "db/checks";
/** For the sums over all entries: hashed in memory instead of sorted on disk. */
const WORK_MEMORY = "256MB";

/** Told row by row. The lanes take about as long as each other, and neither waits for the other. */
const rowLanes: readonly (readonly RowCheck[])[] = [[...unchangedChecks, ...chainChecks], [recomputedCommissions]];

/**
 * Runs every check in one read-only snapshot, so that a running server cannot come between two of them: the queries of db/checks on one
 * connection, and beside them, on others with the same snapshot, what is recomputed row by row. Memory stays the same however many
 * rows there are.
 */
export async function runChecks(ownerUrl: string, told: ChecksTold = {}): Promise<CheckResult[]> {
  const pool = postgres(ownerUrl, { max: 2 + rowLanes.length, onnotice: () => undefined });
  const inSnapshot = { isolationLevel: "repeatable read", accessMode: "read only" } as const;
  const database = drizzle(pool);
  const note = (result: CheckResult) => {
    told.onResult?.(result);
    return result;
  };
  try {
    return await database.transaction(async (tx) => {
      const [snapshot] = await tx.execute<{ name: string }>(sql`select pg_export_snapshot() as name`);
      const beside = <Value>(work: (tx: Tx) => Promise<Value>) =>
        database.transaction(async (own) => {
          await own.execute(sql.raw(`set transaction snapshot '${snapshot?.name}'`));
          return work(own);
        }, inSnapshot);
      const queries = beside(async (own) => {
        await own.execute(sql.raw(`set local work_mem = '${WORK_MEMORY}'`));
        const results: CheckResult[] = [];
        for (const file of readdirSync(CHECKS_DIR).sort()) results.push(note(await runFile(own, file)));
        return results;
      });
      const lanes = rowLanes.map((checks) =>
        beside(async (own) => {
          await readByKeys(own);
          const results: CheckResult[] = [];
          for (const check of checks) results.push(note(await findBadRows(own, check, told)));
          return results;
        }),
      );
      const results = (await Promise.all([queries, ...lanes])).flat();
      if (told.onHeads) told.onHeads(await readChainHeads(tx, told.notedHash ?? null));
      return results;
    }, inSnapshot);
  } finally {
    await pool.end();
  }
}

/** Runs every check on the caller's connection, in a transaction that has not said anything yet: it becomes a read-only snapshot. */
export async function runChecksIn(tx: Tx): Promise<CheckResult[]> {
  await tx.execute(sql`set transaction isolation level repeatable read, read only`);
  const results: CheckResult[] = [];
  for (const file of readdirSync(CHECKS_DIR).sort()) results.push(await runFile(tx, file));
  await readByKeys(tx);
  for (const check of rowLanes.flat()) results.push(await findBadRows(tx, check, {}));
  return results;
}

/** Batches look up a few thousand rows by their keys; a plan that reads whole tables for each of them would take for ever. */
async function readByKeys(tx: Tx): Promise<void> {
  for (const setting of ["enable_hashjoin", "enable_mergejoin", "enable_seqscan"]) {
    await tx.execute(sql.raw(`set local ${setting} = off`));
  }
}

async function runFile(tx: Tx, file: string): Promise<CheckResult> {
  const text = readFileSync(path.join(CHECKS_DIR, file), "utf8");
  const rows = await tx.execute(sql.raw(text));
  return {
    name: path.basename(file, ".sql"),
    claim: /^-- (.*)$/m.exec(text)?.[1] ?? "",
    findings: rows.length,
    firstRows: rows.slice(0, SHOWN_ROWS).map((row) => asLine(row)),
  };
}

async function findBadRows(tx: Tx, { name, claim, table, badRows }: RowCheck, told: ChecksTold): Promise<CheckResult> {
  const result: CheckResult = { name, claim, findings: 0, firstRows: [] };
  const [all] = await tx.execute<{ count: number }>(sql`select count(*)::int as count from ${sql.identifier(table)}`);
  const rowsInAll = all?.count ?? 0;
  let rowsRead = 0;
  const onRows = (count: number) => {
    rowsRead += count;
    told.onProgress?.({ name, rowsRead, rowsInAll });
  };
  for await (const row of badRows(tx, onRows)) {
    result.findings += 1;
    if (result.findings <= SHOWN_ROWS) result.firstRows.push(asLine(row));
  }
  return result;
}

function asLine(row: Readonly<Record<string, unknown>>): string {
  return Object.entries(row)
    .map(([column, value]) => `${column}=${String(value)}`)
    .join(" ");
}
