import { beforeAll, describe, expect, test } from "vitest";
import { openTestDatabase, type TestDatabase } from "./test-database.ts";

/** Facts: the application adds rows to these tables and does nothing else with them. */
const appendOnly = [
  ...["approval_rules", "attribution_policies", "attributions", "audit_events", "brand_invoice_details"],
  ...["campaign_terms", "clicks", "commission_decisions", "credits", "exchange_rates", "fee_vats", "ledger_entries"],
  ...[
    "ledger_transactions",
    "own_minimums",
    "payee_details",
    "payout_terms",
    "rail_statement_lines",
    "rail_statements",
    "reconciliation_notes",
    "replay_changes",
  ],
  ...["seals", "self_billing_agreements", "self_billing_invoices", "sellers", "shopper_partings", "statement_seals"],
  ...["tax_form_rejections", "tax_form_reminders", "tax_forms"],
];
/** Things whose state moves on, and which are never deleted. */
const permanent = [
  ...[
    "appeals",
    "batch_files",
    "batches",
    "closed_books",
    "commissions",
    "inbox_events",
    "inquiries",
    "month_closings",
  ],
  ...[
    "payout_lines",
    "payout_parcels",
    "payout_take_backs",
    "payouts",
    "paypal_events",
    "replays",
    "risk_flags",
    "sale_awards",
    "sales",
    "stripe_events",
  ],
  "top_ups",
];

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});

/** The refusal of a statement that the application's role runs, or an empty text. */
const refusalOf = (statement: string) =>
  database.database.sql.unsafe(statement).then(
    () => "",
    (error: unknown) => String(error),
  );

async function tablesWith(privileges: { update: boolean; remove: boolean }): Promise<string[]> {
  const rows = await database.database.sql<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
      and has_table_privilege(oid, 'insert') and has_table_privilege(oid, 'update') = ${privileges.update}
      and has_table_privilege(oid, 'delete') = ${privileges.remove} order by relname`;
  return rows.map(({ name }) => name);
}

describe("what the application's role may not do, the database refuses", () => {
  test("the lists below are complete", async () => {
    expect(await tablesWith({ update: false, remove: false })).toEqual(appendOnly);
    expect(await tablesWith({ update: true, remove: false })).toEqual(permanent);
    expect(await tablesWith({ update: false, remove: true })).toEqual([]);
  });

  test.each(appendOnly)("change or delete a row of %s [A12]", async (table) => {
    const columns = await database.ownerSql<{ name: string }[]>`
      select column_name as name from information_schema.columns where table_schema = 'public' and table_name = ${table}`;
    expect(columns.length).toBeGreaterThan(1);
    for (const { name } of columns) {
      expect(await refusalOf(`update ${table} set "${name}" = default`), name).toMatch(/permission denied/);
    }
    expect(await refusalOf(`delete from ${table}`)).toMatch(/permission denied/);
    expect(await refusalOf(`truncate ${table} cascade`)).toMatch(/permission denied/);
    expect(await refusalOf(`drop table ${table}`)).toMatch(/must be owner/);
  });

  test.each(permanent)("delete a row of %s [A12]", async (table) => {
    expect(await refusalOf(`delete from ${table}`)).toMatch(/permission denied/);
    expect(await refusalOf(`truncate ${table} cascade`)).toMatch(/permission denied/);
  });
});
