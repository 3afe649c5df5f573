import type { Sql } from "#db/client.server.ts";

/** Who and what there is, what was agreed, clicked and sent: everything the books follow from. In an order that foreign keys allow. */
const firstFacts = [
  ...[
    "users",
    "brands",
    "brand_members",
    "creators",
    "payee_details",
    "brand_invoice_details",
    "payout_terms",
    "own_minimums",
    "sellers",
    "top_ups",
    "approval_rules",
    "stores",
    "campaigns",
    "campaign_terms",
  ],
  ...["attribution_policies", "partnerships", "links", "link_slugs", "codes", "clicks", "click_tallies", "visits"],
  ...["exchange_rates", "sale_keys", "inbox_events", "shopper_signs", "shopper_sightings"],
];

/** Copies the facts that books are rebuilt from. The events of the inbox wait in it as on the day they came; what people dismissed stays so. */
export async function copyFirstFacts(from: Sql, to: Sql): Promise<void> {
  const months = await from<
    { month: Date }[]
  >`select distinct date_trunc('month', occurred_at at time zone 'utc') as month from clicks`;
  for (const { month } of months) await to`select ensure_click_month(${month.toISOString()}::timestamptz)`;
  for (const table of firstFacts) await copyTable(from, to, table);
  await to`update inbox_events set status = 'received', outcome = null, external_order_id = null, attempts = 0, processed_at = null
    where status <> 'dismissed'`;
  // What orders were seen with follows from them; what visits were seen with does not.
  await to`delete from shopper_sightings where source = 'order'`;
  // Whether a code of one order was used is a fact of its orders.
  await to`update codes set used_at = null where kind = 'single-use'`;
}

const ROWS_AT_ONCE = 1_000;

/** Copies all rows of a table, so many at a time. Both sides have the same migrations. */
async function copyTable(from: Sql, to: Sql, table: string): Promise<void> {
  const rows = from<{ row: string }[]>`select to_jsonb(t)::text as row from ${from(table)} t`;
  for await (const some of rows.cursor(ROWS_AT_ONCE)) {
    const text = `[${some.map(({ row }) => row).join(",")}]`;
    await to`insert into ${to(table)} select * from jsonb_populate_recordset(null::${to(table)}, ${text}::text::jsonb)`;
  }
}

/** Copies what payouts, fees and top-ups moved in the books: they are facts, and follow from no event of a shop. */
export async function copyBookedByPeople(from: Sql, to: Sql): Promise<void> {
  const booked = from<{ row: string; entries: string }[]>`
    select to_jsonb(t)::text as row, (
      select jsonb_agg(to_jsonb(e) order by e.position)::text from ledger_entries e
      where e.brand_id = t.brand_id and e.transaction_id = t.id
    ) as entries
    from ledger_transactions t where t.commission_id is null`;
  for await (const some of booked.cursor(ROWS_AT_ONCE)) {
    const transactions = `[${some.map(({ row }) => row).join(",")}]`;
    const entries = `[${some.map((one) => one.entries.slice(1, -1)).join(",")}]`;
    await to.begin(async (sql) => {
      await sql`insert into ledger_transactions select * from jsonb_populate_recordset(null::ledger_transactions, ${transactions}::text::jsonb)`;
      await sql`insert into ledger_entries select * from jsonb_populate_recordset(null::ledger_entries, ${entries}::text::jsonb)`;
    });
  }
}

/** Copies how VAT stood on the fees of a payout: decided when they were charged. */
export async function copyFeeVats(from: Sql, to: Sql, payoutId: string): Promise<void> {
  const rows = await from<{ row: string }[]>`
    select to_jsonb(v)::text as row from fee_vats v where v.payout_id = ${payoutId}::uuid`;
  const text = `[${rows.map(({ row }) => row).join(",")}]`;
  await to`insert into fee_vats select * from jsonb_populate_recordset(null::fee_vats, ${text}::text::jsonb)`;
}

/** Copies single rows, as they stand but for the columns given. */
export async function copyRows(
  from: Sql,
  to: Sql,
  table: string,
  ids: readonly string[],
  instead: Readonly<Record<string, string | null>> = {},
): Promise<void> {
  const rows = await from<
    { row: string }[]
  >`select to_jsonb(t)::text as row from ${from(table)} t where t.id::text = any(${from.array([...ids])}::text[])`;
  for (const { row } of rows) {
    const text = JSON.stringify({ ...(JSON.parse(row) as object), ...instead });
    await to`insert into ${to(table)} select * from jsonb_populate_record(null::${to(table)}, ${text}::text::jsonb)`;
  }
}
