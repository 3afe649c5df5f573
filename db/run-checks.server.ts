import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import postgres from "postgres";

export interface CheckResult {
  /** The file without its ending, such as `ledger-transactions-balance`. */
  name: string;
  /** What must hold: the first line of the file, a comment. */
  claim: string;
  findings: number;
  /** The first bad rows as text. */
  firstRows: string[];
}

const SHOWN_ROWS = 5;
const CHECKS_DIR = "db/checks";

/** Runs every check in one read-only snapshot, so that a running server cannot come between two of them. */
export async function runChecks(ownerUrl: string): Promise<CheckResult[]> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    return await sql.begin("isolation level repeatable read read only", async (tx) => {
      const results: CheckResult[] = [];
      for (const file of readdirSync(CHECKS_DIR).sort()) {
        const text = readFileSync(path.join(CHECKS_DIR, file), "utf8");
        const rows = await tx.unsafe(text);
        results.push({
          name: path.basename(file, ".sql"),
          claim: /^-- (.*)$/m.exec(text)?.[1] ?? "",
          findings: rows.length,
          firstRows: rows.slice(0, SHOWN_ROWS).map((row) => asLine(row)),
        });
      }
      return results;
    });
  } finally {
    await sql.end();
  }
}

function asLine(row: Record<string, unknown>): string {
  return Object.entries(row)
    .map(([column, value]) => `${column}=${value instanceof Date ? value.toISOString() : String(value)}`)
    .join(" ");
}
