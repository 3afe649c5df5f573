import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import type { Tx } from "./client.server.ts";
import * as schema from "./schema/index.ts";
import { unchangedChecks, type UnchangedCheck } from "./unchanged-rows.server.ts";

export interface CheckResult {
  /** The file without its ending, such as `ledger-transactions-balance`, or the name of a check of db/unchanged-rows.server.ts. */
  name: string;
  /** What must hold. Of a file the first line, a comment. */
  claim: string;
  findings: number;
  /** The first bad rows as text. */
  firstRows: string[];
}

const SHOWN_ROWS = 5;
const CHECKS_DIR = "db/checks";

const SNAPSHOT = { isolationLevel: "repeatable read", accessMode: "read only" } as const;

/** Runs every check in one read-only snapshot, so that a running server cannot come between two of them. */
export async function runChecks(ownerUrl: string): Promise<CheckResult[]> {
  const pool = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    return await drizzle(pool, { schema }).transaction(runChecksIn, SNAPSHOT);
  } finally {
    await pool.end();
  }
}

/** Runs every check inside a transaction of the caller's. */
export async function runChecksIn(tx: Tx): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const file of readdirSync(CHECKS_DIR).sort()) results.push(await runFile(tx, file));
  for (const check of unchangedChecks) results.push(await findChangedRows(tx, check));
  return results;
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

async function findChangedRows(tx: Tx, { name, claim, changedRows }: UnchangedCheck): Promise<CheckResult> {
  const result: CheckResult = { name, claim, findings: 0, firstRows: [] };
  for await (const row of changedRows(tx)) {
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
