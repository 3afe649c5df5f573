import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, test } from "vitest";
import { settlePayouts } from "#app/payouts/settle-payout.server.ts";
import { paramsOf } from "./tenancy-forms.ts";
import { listRoutes } from "./tenancy-routes.ts";
import { askAs, openWatchedTenants, type WatchedTenants } from "./tenancy-viewers.ts";

/**
 * Every address that answers with a table, and who may ask for it; null for those that are asked elsewhere: the files of a batch, written
 * from sealed texts, in bank-files.test.ts, the changes of a what-if in replay.test.ts.
 */
const exports = {
  "brand/sales-csv": "the analyst of",
  "brand/clicks-csv": "the analyst of",
  "brand/reports-csv": "the analyst of",
  "brand/replay-csv": null,
  "brand/store-file-report": "the analyst of",
  "creator/clicks-csv": "the creator",
  "creator/statement-csv": "the creator",
  "finance/reconciliation-csv": "the preparer",
  "finance/tax-list-csv": "the preparer",
  "finance/batch-file": null,
} as const;
type ExportName = keyof typeof exports;

/** What people and shops name things, and what visitors send along. */
const namedTexts = {
  brands: ["name"],
  creators: ["name"],
  campaigns: ["name"],
  stores: ["name"],
  sales: ["external_name"],
  batches: ["name"],
  rail_statement_lines: ["reference"],
  clicks: ["placement", "referer_host", "reason"],
  links: ["title", "placement"],
} as const;

const isAmount = (cell: string) => /^-?\d+(\.\d+)?$/.test(cell);
const wouldRun = (cell: string) => /^[=+\-@\t\r]/.test(cell) && !isAmount(cell);
/** Columns that sum and average: whatever is in them is a number. */
const isAmountColumn = (name: string) =>
  /^(net|gross|commission|amount|balance|our amount|their amount|difference|part of the payout|Q\d consideration)$/.test(
    name,
  );

let watched: WatchedTenants;
beforeAll(async () => {
  watched = await openWatchedTenants();
  const { world, tenants } = watched;
  // What has arrived is on the lists of its year.
  const settled = await settlePayouts(world.services, { batchId: tenants.batchId, userId: null });
  expect(settled.ok).toBe(true);
});

/** As an attacker would name everything there is: a text that a spreadsheet would run. */
async function nameEverything(start: string): Promise<void> {
  const { superuserSql } = watched.world.database;
  for (const [table, columns] of Object.entries(namedTexts)) {
    for (const column of columns) {
      await superuserSql.begin(async (tx) => {
        await tx`set local session_replication_role = replica`;
        const unique = `${column} = $1 || 'cmd|' || left(md5(ctid::text), 6)`;
        await tx.unsafe(`update ${table} set ${unique}`, [start]);
      });
    }
  }
}

async function exportOf(name: ExportName): Promise<string> {
  const { world, tenants, viewers } = watched;
  const route = (await listRoutes()).find((each) => each.name === name);
  const viewer = viewers.find((each) => each.name.startsWith(exports[name] ?? "") && each.token !== null);
  if (!route || !viewer) throw new Error(`Nobody asks for ${name}.`);
  const tenant = viewer.home ?? tenants.lumen;
  const answer = await askAs(world, route, "loader", viewer, { params: paramsOf(tenant, tenants) });
  expect([name, answer.status]).toEqual([name, 200]);
  return answer.text;
}

test("every address that answers with a table is asked here", () => {
  const folder = "app/routes";
  const answering = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (file) => /\.tsx?$/.test(file) && readFileSync(path.join(folder, file), "utf8").includes("text/csv"),
  );
  const named = answering.map((file) => file.replace(/\.tsx?$/, ""));
  expect(named.concat("brand/clicks-csv", "creator/clicks-csv").sort()).toEqual(Object.keys(exports).sort());
});

describe.each(["=", "+", "-", "@", "\t"])("with everything named to begin with %j", (start) => {
  beforeAll(() => nameEverything(start));

  test.each(Object.keys(exports).filter((name) => exports[name as ExportName] !== null) as ExportName[])(
    "the export %s runs nothing, and its amounts are numbers [A34]",
    async (name) => {
      const text = await exportOf(name);
      const [header = [], ...rows] = parse(text) as string[][];
      expect(rows.length, name).toBeGreaterThan(0);
      expect(rows.flat().filter(wouldRun)).toEqual([]);
      if (name !== "brand/store-file-report") expect(text).toContain(`'${start}cmd|`);
      const amounts = header.flatMap((column, at) => (isAmountColumn(column) ? [at] : []));
      for (const row of rows) for (const at of amounts) expect(row[at], header[at]).toMatch(/^(-?\d+(\.\d+)?)?$/);
    },
  );
});
