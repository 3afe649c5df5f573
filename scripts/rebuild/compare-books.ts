import type { Sql } from "#db/client.server.ts";

/** Something that two books of the same facts say differently. */
export interface BookDifference {
  readonly of: string;
  readonly name: string;
  /** Null where it is not there. */
  readonly original: string | null;
  readonly rebuilt: string | null;
}

export interface Comparison {
  /** How many were compared, by what they are of. */
  readonly compared: ReadonlyMap<string, number>;
  readonly differences: readonly BookDifference[];
}

/**
 * What of the books is compared, named by what the facts name: a commission has another id in every database. Statements are told month by
 * month, as the creators read them (app/statements/statement-store.server.ts).
 */
const subjects: Readonly<Record<string, string>> = {
  balances: `select account || ' ' || currency as name, sum(amount_minor)::text as said from ledger_entries
    group by account, currency having sum(amount_minor) <> 0`,
  decisions: `select s.brand_id || ' ' || s.external_id || ' ' || s.store_id as name, a.rule || ': ' || a.sentence || ' ' || coalesce((
      select string_agg(c.partnership_id || ' ' || c.share_bps || ' ' || c.touch_kind || ' ' || c.placement, ', ' order by c.partnership_id)
      from credits c where c.brand_id = a.brand_id and c.attribution_id = a.id), '') as said
    from sales s join attributions a on a.brand_id = s.brand_id and a.id = s.attribution_id`,
  commissions: `select sale_id || ' ' || partnership_id as name,
      concat_ws(' ', status, currency, calculated_minor, earned_minor, held_minor, payable_minor, in_transit_minor, paid_minor,
        coalesce(blocked_by, 'free'), extract(epoch from hold_until), coalesce(exchange_rate, '')) as said from commissions`,
  statements: `select account || ' ' || currency || ' ' || to_char(t.recorded_at at time zone 'utc', 'YYYY-MM') || ' ' || t.event_code as name,
      sum(amount_minor)::text || ' in ' || count(distinct t.id) as said
    from ledger_entries e join ledger_transactions t on t.brand_id = e.brand_id and t.id = e.transaction_id
    group by 1`,
  payouts: `select p.id::text as name, concat_ws(' ', p.status, p.currency, p.amount_minor, (
      select string_agg(concat_ws(' ', c.sale_id, c.partnership_id, l.amount_minor), ', ' order by c.sale_id, c.partnership_id)
      from payout_lines l join commissions c on c.brand_id = l.brand_id and c.id = l.commission_id where l.payout_id = p.id)) as said
    from payouts p`,
};

interface SaidRow {
  readonly name: string;
  readonly said: string;
}

/** Compares balances, decisions, commissions, statements and payouts of two databases. */
export async function compareBooks(from: Sql, to: Sql): Promise<Comparison> {
  const compared = new Map<string, number>();
  const differences: BookDifference[] = [];
  for (const [of, query] of Object.entries(subjects)) {
    const original = await saidBy(from, query);
    const rebuilt = await saidBy(to, query);
    compared.set(of, original.size);
    for (const name of new Set([...original.keys(), ...rebuilt.keys()])) {
      const [one = null, other = null] = [original.get(name), rebuilt.get(name)];
      if (one !== other) differences.push({ of, name, original: one, rebuilt: other });
    }
  }
  return { compared, differences };
}

async function saidBy(sql: Sql, query: string): Promise<Map<string, string>> {
  const said = new Map<string, string>();
  for await (const rows of sql.unsafe<SaidRow[]>(query).cursor(ROWS_AT_ONCE)) {
    for (const { name, said: words } of rows) said.set(name, words);
  }
  return said;
}

const ROWS_AT_ONCE = 5_000;
