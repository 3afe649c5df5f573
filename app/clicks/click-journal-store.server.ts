import { sql as statement, type SQL } from "drizzle-orm";
import type { Sql, Tx } from "#db/client.server.ts";
import { repeatClassification, REPEAT_WINDOW_MS, usualReasons } from "./classify-click.ts";
import type { JournalBatch } from "./journal-line.ts";

const MS_PER_SECOND = 1_000;
const REPEAT_WINDOW_SECONDS = REPEAT_WINDOW_MS / MS_PER_SECOND;

/** Puts batches on disk, a row each, in a commit of their own. The same batch again changes nothing. */
export async function appendToJournal(sql: Sql, batches: readonly JournalBatch[]): Promise<void> {
  const rows = batches.map(({ id, body, clickCount, firstAt }) => ({
    id,
    body,
    click_count: clickCount,
    first_at: firstAt,
  }));
  await sql`insert into click_journal ${sql(rows)} on conflict do nothing`;
}

/**
 * Takes the turn of sorting clicks in, until the transaction ends; false when another process has it. A statement of its own, so that
 * the next one sees all that the process before us has committed. A drain may be repeated, so its commit need not wait for the disk:
 * after a power cut the journal still holds the clicks.
 */
export async function takeDrainTurn(tx: Tx): Promise<boolean> {
  await tx.execute(statement`set local synchronous_commit = off`);
  const turn = await tx.execute(statement`select from click_turns where work = 'drain' for update skip locked`);
  return turn.length > 0;
}

/**
 * How much time the journal rows of one drain may span, in seconds. With the span of one batch it stays below the repeat window, so
 * that of one visitor's clicks in a drain at most one can count.
 */
const DRAIN_SPAN_SECONDS = REPEAT_WINDOW_SECONDS / 2;

export interface SortedIn {
  /** How many journal rows went. */
  readonly batchCount: number;
  /** How many clicks are new in `clicks`. */
  readonly clickCount: number;
}

/**
 * Whether a click of this key counted within the hour around an arrived one. Asked as a value and not as a condition, so that it stays a
 * look at the primary key for each click: joined, it would read every visitor of the link.
 */
const countedWithin = (key: SQL) => {
  const window = statement`make_interval(secs => ${REPEAT_WINDOW_SECONDS}::int)`;
  return statement`exists (
          select from last_counted_clicks as last
          where last.brand_id = arrived.brand_id and last.link_id = arrived.link_id and last.visitor_key = arrived.${key}
            and last.counted_at > arrived.occurred_at - ${window} and last.counted_at < arrived.occurred_at + ${window}
        )`;
};

/** The clicks of `taken` as rows of `arrived`: each batch is read once, its links and browsers are put back into their places. */
const readingBatches = () => statement`
    batch as materialized (select row_number() over () as n, body::json as body from taken),
    followed as materialized (
      select n, (place - 1)::int as g, b as brand_id, l as link_id, p as partnership_id
      from batch cross join lateral rows from (json_to_recordset(batch.body -> 'l') as (b uuid, l uuid, p uuid))
        with ordinality as link (b, l, p, place)
    ),
    agent as materialized (
      select n, (place - 1)::int as u, user_agent
      from batch cross join lateral json_array_elements_text(batch.body -> 'u') with ordinality as agent (user_agent, place)
    ),
    arrived as materialized (
      select brand_id, i as id, link_id, partnership_id, to_timestamp(t / 1000) as occurred_at, k as class,
        coalesce(r, ${JSON.stringify(usualReasons)}::jsonb ->> k) as reason, coalesce(s, '') as placement, v as visitor_key,
        coalesce(a, '') as address_prefix, coalesce(user_agent, '') as user_agent, coalesce(f, '') as referer_host,
        coalesce(line.n, '') as network, coalesce(c, '') as country, d as device, q is not null as is_scan,
        k = 'counted' as claims, coalesce(h, v) as claim_key
      from batch cross join lateral json_to_recordset(batch.body -> 'c') as line (i uuid, g int, t float8, k text,
        r text, s text, v text, h text, a text, u int, f text, n text, c text, d text, q int)
      join followed on followed.n = batch.n and followed.g = line.g
      left join agent on agent.n = batch.n and agent.u = line.u
    )`;

/**
 * Sorts the oldest journal rows into `clicks`, in the caller's transaction, under the turn. All in one statement: the journal rows go, their
 * clicks are judged and inserted, and what was really inserted is tallied, so that a click which came twice - through the journal and
 * through the spool - is stored and counted once.
 *
 * A person's click counts when no other of the same hour key counted within the hour around it. Clicks without a cookie are judged first:
 * one that counts also opens the hour of the cookie it was given, and a click with that cookie may be in the same drain.
 */
export async function sortJournal(tx: Tx, maxBatches: number): Promise<SortedIn> {
  const [sorted] = await tx.execute<{ batches: number; clicks: number }>(statement`
    with oldest as materialized (
      select id, first_at from click_journal order by id limit ${maxBatches}
    ),
    taken as (
      delete from click_journal where id in (
        select id from oldest
        where first_at < (select min(first_at) from oldest) + make_interval(secs => ${DRAIN_SPAN_SECONDS}::int)
      )
      returning body
    ),
    ${readingBatches()},
    judged as materialized (
      select brand_id, link_id, id, occurred_at, claim_key, visitor_key,
        ${countedWithin(statement`claim_key`)} or ${countedWithin(statement`visitor_key`)} as has_counted
      from arrived where claims
    ),
    free as materialized (
      select * from judged where not has_counted
    ),
    without_cookie as materialized (
      select distinct on (brand_id, link_id, claim_key) * from free where claim_key <> visitor_key
      order by brand_id, link_id, claim_key, occurred_at, id
    ),
    with_cookie as (
      select distinct on (brand_id, link_id, claim_key) * from free
      where claim_key = visitor_key and (brand_id, link_id, visitor_key) not in (
        select brand_id, link_id, visitor_key from without_cookie
      )
      order by brand_id, link_id, claim_key, occurred_at, id
    ),
    counted as materialized (select * from without_cookie union all select * from with_cookie),
    opened as (
      insert into last_counted_clicks (brand_id, link_id, visitor_key, counted_at)
      select brand_id, link_id, claim_key, occurred_at from counted
      union all select brand_id, link_id, visitor_key, occurred_at from without_cookie
      on conflict do nothing
    ),
    stored as (
      insert into clicks (brand_id, id, link_id, partnership_id, occurred_at, class, is_counted, reason, placement, visitor_key,
        address_prefix, user_agent, referer_host, network, country, device, is_scan)
      select brand_id, id, link_id, partnership_id, occurred_at,
        case when claims and counted.id is null then ${repeatClassification.class} else class end,
        counted.id is not null,
        case when claims and counted.id is null then ${repeatClassification.reason} else reason end,
        placement, arrived.visitor_key, address_prefix, user_agent, referer_host, network, country, device, is_scan
      from arrived left join (select id from counted) as counted using (id)
      on conflict do nothing
      returning brand_id, date_trunc('hour', occurred_at, 'UTC') as hour_at, link_id, partnership_id, class, placement, network,
        country, device, is_scan
    ),
    tallied as (
      insert into click_tallies (id, brand_id, hour_at, link_id, partnership_id, class, placement, network, country, device, is_scan,
        click_count)
      select gen_random_uuid(), *, count(*) from stored
      group by brand_id, hour_at, link_id, partnership_id, class, placement, network, country, device, is_scan
      returning click_count
    )
    select (select count(*) from taken)::int as batches, (select coalesce(sum(click_count), 0) from tallied)::int as clicks`);
  return { batchCount: sorted?.batches ?? 0, clickCount: sorted?.clicks ?? 0 };
}
