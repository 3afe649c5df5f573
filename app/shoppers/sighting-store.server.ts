import { and, eq, notInArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { arrayTextOf } from "#db/insert-rows.server.ts";
import { shopperSightings } from "#db/schema/shoppers.ts";
import { run, statement } from "#db/statement.server.ts";
import { groupedBy } from "#app/kit/grouped.ts";
import { MAX_SIGHTINGS_PER_SIGN } from "./merge-shoppers.ts";
import type { PartedSign, Sighting, SightingSource, Sign, SignKind } from "./sign.ts";

/** The most rows that are read to say who one shopper is. One with more is a crowd, and is left alone. */
const MAX_ROWS = 2_000;

/** Writes down one sighting. Returns whether any other ever carried one of its signs. */
export async function saveSighting(tx: Tx, brandId: string, sighting: Sighting): Promise<boolean> {
  return (await saveSightings(tx, brandId, [sighting])).size > 0;
}

/**
 * Writes down which signs were seen together, in one statement. Each sign's row is locked until the transaction ends, so that of two
 * sightings that share one the second sees the first; none of these share one. Returns those of which another ever carried a sign.
 */
export async function saveSightings(
  tx: Tx,
  brandId: string,
  sightings: readonly Sighting[],
): Promise<ReadonlySet<string>> {
  const rows = sightings.flatMap(({ id, source, seenAt, signs }) =>
    signs.map(({ key, kind }) => ({ id, source, seenAt, key, kind })),
  );
  if (rows.length === 0) return new Set();
  rows.sort((one, other) => (one.key < other.key ? -1 : 1));
  const column = (read: (row: (typeof rows)[number]) => unknown) => arrayTextOf(rows, read);
  const saving = statement`
    with stated as (
      select * from unnest(${column(({ id }) => id)}::text::uuid[], ${column(({ key }) => key)}::text::text[],
        ${column(({ kind }) => kind)}::text::text[], ${column(({ source }) => source)}::text::text[],
        ${column(({ seenAt }) => seenAt)}::text::timestamptz[])
        as one (source_id, sign_key, kind, source, seen_at)
    ),
    locked as (
      insert into shopper_signs as known (brand_id, sign_key, first_source_id, is_shared)
      select ${brandId}::uuid, sign_key, source_id, false from stated
      on conflict (brand_id, sign_key) do update
        set is_shared = known.is_shared or known.first_source_id <> excluded.first_source_id
      returning sign_key, is_shared
    ),
    seen as (
      insert into shopper_sightings as known (brand_id, source_id, sign_key, kind, source, seen_at)
      select ${brandId}::uuid, source_id, sign_key, kind, source, seen_at from stated
      on conflict (brand_id, source_id, sign_key) do update
        set seen_at = case known.source when 'visit' then least(known.seen_at, excluded.seen_at) else excluded.seen_at end
    )
    select distinct stated.source_id from stated join locked on locked.sign_key = stated.sign_key where locked.is_shared`;
  const shared = await run<{ source_id: string }>(tx, saving);
  return new Set(shared.map(({ source_id }) => source_id));
}

/** Forgets the signs that a newer version of the order no longer carries. Returns whether there were any. */
export async function removeOtherSigns(
  tx: Tx,
  brandId: string,
  sourceId: string,
  kept: readonly Sign[],
): Promise<boolean> {
  const gone = await tx.delete(shopperSightings).where(
    and(
      eq(shopperSightings.brandId, brandId),
      eq(shopperSightings.sourceId, sourceId),
      kept.length === 0
        ? undefined
        : notInArray(
            shopperSightings.signKey,
            kept.map(({ key }) => key),
          ),
    ),
  );
  return gone.count > 0;
}

/** The sightings that may be of one shopper with each other, and what was parted of them. */
export interface ReachedSightings {
  readonly sightings: readonly Sighting[];
  readonly parted: readonly PartedSign[];
}

interface ReachedRow extends Record<string, unknown> {
  readonly place: number;
  readonly source_id: string;
  readonly sign_key: string;
  readonly kind: SignKind;
  readonly source: SightingSource;
  readonly seen_ms: number;
  readonly is_parted: boolean | null;
}

/**
 * From each of these sightings everything that one sign after the other leads to, up to its instant. Signs that were seen too often by
 * then lead nowhere. One statement, however many are asked for; null for a crowd, and nothing for what is no sighting.
 */
export async function findReached(
  tx: Tx,
  brandId: string,
  asked: readonly { readonly sourceId: string; readonly asOf: Date }[],
): Promise<(ReachedSightings | null)[]> {
  if (asked.length === 0) return [];
  const rows = await tx.execute<ReachedRow>(sql`
    select asked.place::int as place, found.*, (
      select p.is_parted from shopper_partings p
      where p.brand_id = ${brandId} and p.source_id = found.source_id and p.sign_key = found.sign_key
      order by p.decided_at desc, p.id desc limit 1
    ) as is_parted
    from unnest(${sql.param(asked.map(({ sourceId }) => sourceId))}::uuid[],
      ${sql.param(asked.map(({ asOf }) => asOf.toISOString()))}::text[]::timestamptz[]) with ordinality as asked (source_id, as_of, place)
    cross join lateral (
      with recursive reached as (
        select s.source_id, s.sign_key, s.kind, s.source, s.seen_at from shopper_sightings s
        where s.brand_id = ${brandId} and s.source_id = asked.source_id
        union
        select further.source_id, further.sign_key, further.kind, further.source, further.seen_at
        from reached
        cross join lateral (
          select together.* from shopper_sightings same
          join shopper_sightings together on together.brand_id = same.brand_id and together.source_id = same.source_id
          where same.brand_id = ${brandId} and same.sign_key = reached.sign_key and same.seen_at <= asked.as_of
            and (select count(*) from (
              select from shopper_sightings c
              where c.brand_id = ${brandId} and c.sign_key = reached.sign_key and c.seen_at <= asked.as_of
              limit ${MAX_SIGHTINGS_PER_SIGN + 1}
            ) often) <= ${MAX_SIGHTINGS_PER_SIGN}
          offset 0
        ) further
      )
      select source_id, sign_key, kind, source, (date_part('epoch', seen_at) * 1000)::float8 as seen_ms from reached limit ${MAX_ROWS + 1}
    ) found`);
  const byPlace = groupedBy(rows, ({ place }) => place);
  return asked.map((_one, index) => reachedOf(byPlace.get(index + 1) ?? []));
}

function reachedOf(rows: readonly ReachedRow[]): ReachedSightings | null {
  if (rows.length > MAX_ROWS) return null;
  const bySource = groupedBy(rows, ({ source_id }) => source_id);
  return {
    sightings: [...bySource].flatMap(([id, ofSource]): Sighting[] => {
      const [first] = ofSource;
      if (!first) return [];
      const signs = ofSource.map(({ kind, sign_key }) => ({ kind, key: sign_key }));
      return [{ id, source: first.source, seenAt: new Date(first.seen_ms), signs }];
    }),
    parted: rows
      .filter(({ is_parted }) => is_parted === true)
      .map(({ source_id, sign_key }) => ({ sightingId: source_id, signKey: sign_key })),
  };
}
