import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { ledgerTransactions } from "#db/schema/ledger.ts";
import type { ComparedTopUp } from "./compare-top-up.ts";
import { findEntriesWhere } from "./finding-store.server.ts";
import { fundingLineKinds } from "./rail-statement.ts";

interface RawTopUp {
  readonly [column: string]: unknown;
  readonly top_up_id: string;
  readonly brand_id: string;
  readonly brand_name: string;
  readonly brand_slug: string;
  readonly payment_id: string;
  readonly currency: string;
  readonly booked_minor: string;
  readonly told_minor: string | null;
  readonly is_converted: boolean;
  readonly first_booked_on: string;
  readonly last_booked_on: string;
}

const fundingKinds = sql.join(
  fundingLineKinds.map((kind) => sql`${kind}`),
  sql`, `,
);

/** Brands' payments by Stripe that the ledger has, beside Stripe's own lines of them; `all` for a report, else only those that differ. */
export async function findComparedTopUps(tx: Tx, { all }: { readonly all: boolean }): Promise<ComparedTopUp[]> {
  const rows = await tx.execute<RawTopUp>(sql`
    select t.id as top_up_id, t.brand_id, b.name as brand_name, b.slug as brand_slug, t.payment_id, t.currency,
      t.received_minor - t.refunded_minor - t.disputed_minor as booked_minor, told.told_minor,
      coalesce(told.is_converted, false) as is_converted,
      to_char(first.recorded_at at time zone 'UTC', 'YYYY-MM-DD') as first_booked_on,
      to_char(last.recorded_at at time zone 'UTC', 'YYYY-MM-DD') as last_booked_on
    from top_ups t
    join brands b on b.id = t.brand_id
    join ledger_transactions first on first.brand_id = t.brand_id and first.idempotency_key = 'top-up:' || t.id || ':1'
    join ledger_transactions last on last.brand_id = t.brand_id and last.idempotency_key = 'top-up:' || t.id || ':' || t.revision
    left join lateral (
      select sum(l.amount_minor) as told_minor, bool_or(l.currency <> t.currency) as is_converted
      from rail_statement_lines l
      where l.rail = 'stripe' and l.reference = t.payment_id and l.kind in (${fundingKinds}) having count(*) > 0
    ) told on true
    where t.source = 'stripe' and t.payment_id is not null
      ${all ? sql`` : sql`and told.told_minor is distinct from t.received_minor - t.refunded_minor - t.disputed_minor`}
    order by first.recorded_at desc, t.id`);
  return [...rows].map((row) => ({
    ...{ topUpId: row.top_up_id, brandId: row.brand_id, brandName: row.brand_name, brandSlug: row.brand_slug },
    ...{ paymentId: row.payment_id, currency: row.currency, isConverted: row.is_converted },
    bookedMinor: BigInt(row.booked_minor),
    toldMinor: row.told_minor === null ? null : BigInt(row.told_minor),
    ...{ firstBookedOn: row.first_booked_on, lastBookedOn: row.last_booked_on },
  }));
}

/** Brands' payments on which ledger and Stripe agree to the minor unit. */
export async function countMatchedTopUps(tx: Tx): Promise<number> {
  const [row] = await tx.execute<{ count: number }>(sql`
    select count(*)::int as count from top_ups t
    where t.source = 'stripe' and t.received_minor - t.refunded_minor - t.disputed_minor = (
      select sum(l.amount_minor) from rail_statement_lines l
      where l.rail = 'stripe' and l.reference = t.payment_id and l.currency = t.currency and l.kind in (${fundingKinds}))`);
  return row?.count ?? 0;
}

/** What the provider says of one payment, line by line. */
export async function findTopUpLines(tx: Tx, paymentId: string) {
  return [
    ...(await tx.execute<{
      readonly [column: string]: unknown;
      readonly statement_id: string;
      readonly statement_name: string;
      readonly position: number;
      readonly kind: (typeof fundingLineKinds)[number];
      readonly currency: string;
      readonly amount_minor: string;
      readonly booked_on: string;
      readonly reason: string;
    }>(sql`
      select l.statement_id, s.name as statement_name, l.position, l.kind, l.currency, l.amount_minor::text, l.booked_on::text, l.reason
      from rail_statement_lines l join rail_statements s on s.id = l.statement_id
      where l.rail = 'stripe' and l.reference = ${paymentId} and l.kind in (${fundingKinds})
      order by l.booked_on, l.position`)),
  ].map((row) => ({
    ...{ statementId: row.statement_id, statementName: row.statement_name, position: row.position, kind: row.kind },
    ...{ currency: row.currency, amountMinor: BigInt(row.amount_minor), bookedOn: row.booked_on, reason: row.reason },
  }));
}

/** What the ledger says of one payment, entry by entry. */
export function findLedgerOfTopUp(tx: Tx, { brandId, topUpId }: ComparedTopUp) {
  const isItsKey = sql`${ledgerTransactions.idempotencyKey} in (
    select 'top-up:' || t.id || ':' || number from top_ups t, generate_series(1, t.revision) number
    where t.brand_id = ${brandId} and t.id = ${topUpId})`;
  return findEntriesWhere(tx, and(eq(ledgerTransactions.brandId, brandId), isItsKey));
}
