import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { runChecks } from "#db/run-checks.server.ts";
import { openTestDatabase, type TestDatabase } from "./test-database.ts";

const lumenTea = "01900000-0000-7000-8000-00000000000a";
const mara = "01900000-0000-7000-8000-00000000000b";
const one = "01900000-0000-7000-8000-000000000001";
const two = "01900000-0000-7000-8000-000000000002";
const three = "01900000-0000-7000-8000-000000000003";
const held = `creator:${mara}@brand:${lumenTea}:held`;

type Row = Record<string, string | number | boolean>;

/** Values for the columns a finding does not care about, by the column's type. */
const fillers: Record<string, string> = {
  uuid: `'${one}'`,
  text: "''",
  bigint: "0",
  integer: "0",
  boolean: "false",
  jsonb: "'{}'",
  ARRAY: "'{}'",
  "timestamp with time zone": "'2026-11-21T12:00:00Z'",
};

/** Plants rows as an attacker with full rights would: foreign keys and triggers are off, required columns are filled in. */
async function plant({ superuserSql }: TestDatabase, rows: [table: string, row: Row][]): Promise<void> {
  await superuserSql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    for (const [table, row] of rows) {
      const columns = await tx<{ name: string; type: string }[]>`
        select column_name as name, data_type as type from information_schema.columns
        where table_schema = 'public' and table_name = ${table} and is_nullable = 'NO' and column_default is null`;
      const values = new Map(columns.map(({ name, type }) => [name, fillers[type] ?? "''"]));
      if (values.has("brand_id")) values.set("brand_id", `'${lumenTea}'`);
      for (const [name, value] of Object.entries(row))
        values.set(name, typeof value === "string" ? `'${value}'` : String(value));
      await tx.unsafe(`insert into ${table} (${[...values.keys()].join()}) values (${[...values.values()].join()})`);
    }
  });
}

const commission: Row = {
  id: one,
  sale_id: two,
  partnership_id: three,
  creator_id: mara,
  currency: "EUR",
  status: "held",
};
const transaction: Row = { id: one, event_code: "commission.earned" };
const entry: Row = { transaction_id: one, account: held, currency: "EUR" };
const payout: Row = { id: one, currency: "EUR", status: "prepared" };

const closedOctober: Row = { id: one, month: "2026-10", status: "closed", proposed_by: lumenTea, closed_by: mara };

/** For each check the rows that break it. */
const findings: Record<string, [table: string, row: Row][]> = {
  "ledger-transactions-balance": [
    ["ledger_transactions", transaction],
    ["ledger_entries", { ...entry, amount_minor: 1 }],
  ],
  "ledger-transactions-have-entries": [["ledger_transactions", transaction]],
  "ledger-entries-stay-in-their-brand": [
    ["ledger_entries", { ...entry, account: `creator:${mara}@brand:${two}:held` }],
  ],
  "sightings-agree-with-sales": [["shopper_sightings", { source_id: one, kind: "email", source: "order" }]],
  "shared-signs-are-known": [
    ["shopper_sightings", { source_id: one, sign_key: "k", kind: "email", source: "visit" }],
    ["shopper_sightings", { source_id: two, sign_key: "k", kind: "email", source: "visit" }],
    ["shopper_signs", { sign_key: "k" }],
  ],
  "awards-in-force-are-on-their-sale": [["sale_awards", { id: one, sale_id: two }]],
  "commission-positions-add-up": [["commissions", { ...commission, earned_minor: 5, held_minor: 4 }]],
  "commission-positions-match-ledger": [
    ["commissions", { ...commission, held_minor: 5 }],
    ["ledger_entries", { ...entry, amount_minor: 4 }],
  ],
  "commission-positions-follow-from-postings": [
    ["commissions", { ...commission, in_transit_minor: 5 }],
    ["payouts", { ...payout, status: "settled", amount_minor: 5 }],
    ["payout_lines", { payout_id: one, commission_id: one, amount_minor: 5 }],
  ],
  "commissions-paid-match-rails": [["commissions", { ...commission, paid_minor: 5 }]],
  "commissions-match-postings": [
    ["commissions", { ...commission, earned_minor: 5 }],
    ["ledger_transactions", { ...transaction, commission_id: one }],
    ["ledger_entries", { ...entry, amount_minor: 4 }],
  ],
  "commission-lines-add-up": [
    ["commissions", { ...commission, calculated_minor: 5, earned_minor: 5 }],
    ["commission_lines", { commission_id: one, calculated_minor: 5, earned_minor: 4 }],
  ],
  "commission-lines-keep-within-their-sale": [["commission_lines", { original_net_minor: 5, remaining_net_minor: 6 }]],
  "credits-are-whole": [["credits", { share_bps: 9_999 }]],
  "sales-point-to-their-latest-decision": [
    ["sales", { id: one, payment_status: "paid", attribution_id: two }],
    ["attributions", { id: two, sale_id: one, sequence: 1 }],
    ["attributions", { id: three, sale_id: one, sequence: 2 }],
  ],
  "commissions-belong-to-credits": [
    ["sales", { id: two, payment_status: "paid", attribution_id: one }],
    ["commissions", { ...commission, earned_minor: 5 }],
  ],
  "budgets-hold": [
    ["campaigns", { id: three, currency: "EUR", budget_minor: 4, status: "published", claim_mode: "at-once" }],
    ["commissions", { ...commission, campaign_id: three, earned_minor: 5 }],
  ],
  "sale-lines-add-up": [
    ["sales", { id: one, payment_status: "paid", net_minor: 5 }],
    ["sale_lines", { sale_id: one, net_minor: 4, gross_minor: 4, is_commissionable: true }],
  ],
  "payouts-match-their-lines": [
    ["payouts", { ...payout, amount_minor: 5 }],
    ["payout_lines", { payout_id: one, amount_minor: 4 }],
  ],
  "payouts-match-ledger": [["payouts", { ...payout, status: "in-transit", amount_minor: 5 }]],
  "payouts-are-funded": [["payouts", { ...payout, status: "settled", amount_minor: 5 }]],
  "funds-are-not-negative": [["ledger_entries", { ...entry, account: `brand:${lumenTea}:funds`, amount_minor: -1 }]],
  "top-ups-match-ledger": [
    ["top_ups", { id: one, source: "bank", status: "received", currency: "EUR", received_minor: 5 }],
  ],
  "withheld-tax-is-booked": [
    ["payouts", { ...payout, status: "settled", amount_minor: 5, withheld_minor: 2, withheld_reason: "w-9-missing" }],
  ],
  "vat-follows-from-fees": [
    [
      "fee_vats",
      {
        payout_id: one,
        kind: "sent",
        treatment: "seller-country",
        currency: "EUR",
        rate_bps: 1900,
        net_minor: 100,
        vat_minor: 19,
      },
    ],
  ],
  "batches-have-two-people": [["batches", { rail: "sepa", status: "approved", prepared_by: mara, approved_by: mara }]],
  "closed-months-stay-closed": [
    ["month_closings", { ...closedOctober, closed_at: "2026-11-03T12:00:00Z" }],
    [
      "ledger_transactions",
      { ...transaction, occurred_at: "2026-10-30T12:00:00Z", recorded_at: "2026-11-21T12:00:00Z" },
    ],
  ],
  "closed-statements-stand": [
    ["month_closings", closedOctober],
    ["statement_seals", { closing_id: one, creator_id: mara, entry_count: 2, sha256: "as it was" }],
  ],
  "rules-only-approve": [["commissions", { ...commission, status: "declined" }]],
  "appeals-are-answered-in-full": [
    ["appeals", { id: one, commission_id: two, decision_id: three, status: "answered", answer: "upheld" }],
  ],
};

async function brokenChecks(database: TestDatabase): Promise<string[]> {
  const results = await runChecks(database.ownerUrl);
  return results.filter((result) => result.findings > 0).map(({ name }) => name);
}

describe("npm run verify", () => {
  test("finds nothing in an empty database, and knows what each check claims", async () => {
    const { ownerUrl } = await openTestDatabase();
    const results = await runChecks(ownerUrl);
    expect(results.filter((result) => result.findings > 0 || result.claim === "")).toEqual([]);
  });

  test("has a planted finding for every check", () => {
    const checks = readdirSync("db/checks").map((file) => path.basename(file, ".sql"));
    expect([...Object.keys(findings), "ledger-is-protected"].sort()).toEqual(checks.sort());
  });

  test.each(Object.keys(findings))("%s: names what is wrong", async (check) => {
    const database = await openTestDatabase();
    await plant(database, findings[check] ?? []);
    expect(await brokenChecks(database)).toContain(check);
  });

  test.each([
    "alter table ledger_entries disable trigger append_only",
    "drop trigger ledger_balances on ledger_entries",
    "drop trigger ledger_has_entries on ledger_transactions",
    "drop trigger ledger_month_is_open on ledger_transactions",
    "grant delete on audit_events to fairshare_app",
  ])("ledger-is-protected: notices %s", async (weakening) => {
    const database = await openTestDatabase();
    await database.superuserSql.unsafe(weakening);
    expect(await brokenChecks(database)).toEqual(["ledger-is-protected"]);
  });
});
