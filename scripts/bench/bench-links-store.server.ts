import postgres from "postgres";

/** Slugs of the many links: `l-0`, `l-1` and so on. */
export const manySlug = (index: number) => `l-${index}`;

const PAGES = 5_000;

/**
 * Gives the brand so many further links, spread over its partnerships and over 5,000 pages of its shop. As the administrator and without
 * triggers: no process has these links in memory yet, so nobody need be told of each.
 */
export async function insertManyLinks(superuserUrl: string, brandId: string, count: number): Promise<void> {
  const sql = postgres(superuserUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`
        with partners as (
          select id, row_number() over (order by id) - 1 as place, count(*) over () as total
          from partnerships where brand_id = ${brandId}
        ),
        made as (
          insert into links (brand_id, id, partnership_id, slug, destination_url, placement, title, spot, network, created_at)
          select ${brandId}, gen_random_uuid(), partners.id, 'l-' || n, 'https://bench.example/products/tea-' || n % ${PAGES},
            'instagram-post-' || n, 'Post ' || n, 'post', 'instagram', now()
          from generate_series(0, ${count - 1}::int) as n join partners on partners.place = n % partners.total
          returning brand_id, id, slug, created_at
        )
        insert into link_slugs (slug, brand_id, link_id, created_at) select slug, brand_id, id, created_at from made`;
    });
    // As links are that were stored long ago: not still on their way to the disk.
    await sql`vacuum analyze links, link_slugs`;
    await sql`checkpoint`;
  } finally {
    await sql.end();
  }
}

/**
 * Stores so many clicks of the past 90 days on the brand's first links, with the roll-ups that belong to them: as the administrator and
 * without triggers, straight into the tables. `onProgress` is told after each day.
 */
export async function insertManyClicks(
  superuserUrl: string,
  brandId: string,
  count: number,
  onProgress: (day: number, days: number) => void,
): Promise<void> {
  const sql = postgres(superuserUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql`select ensure_click_month(now() - back * interval '1 month') from generate_series(0, 3) as back`;
    // Indexes are made anew at the end: row by row they take longer than everything else.
    const indexes = await sql<{ name: string; definition: string }[]>`
      select indexname as name, indexdef as definition from pg_indexes where tablename = 'clicks' and indexname not like '%_pk'`;
    for (const { name } of indexes) await sql`drop index ${sql(name)}`;
    await sql`set synchronous_commit = off`;
    for (let day = DAYS - 1; day >= 0; day -= 1) {
      await insertClicksOfDay(sql, brandId, day, Math.ceil(count / DAYS));
      onProgress(DAYS - day, DAYS);
    }
    for (const { definition } of indexes) await sql.unsafe(definition);
    await rollUpAll(sql);
    await sql`vacuum analyze clicks`;
    await sql`vacuum analyze click_hours`;
    await sql`vacuum analyze click_days`;
    await sql`checkpoint`;
  } finally {
    await sql.end();
  }
}

const DAYS = 90;
const MINUTES_PER_DAY = 1_440;

async function insertClicksOfDay(sql: postgres.Sql, brandId: string, daysBack: number, count: number): Promise<void> {
  await sql`
    insert into clicks (brand_id, id, link_id, partnership_id, occurred_at, class, is_counted, reason, placement, visitor_key,
      address_prefix, user_agent, referer_host, network, country, device, is_scan)
    select link.brand_id, uuidv7(), link.id, link.partnership_id,
      now() - make_interval(days => ${daysBack}::int, mins => n % ${MINUTES_PER_DAY}),
      case when n % 10 < 7 then 'counted' when n % 10 = 7 then 'repeat' when n % 10 = 8 then 'bot' else 'preview' end, n % 10 < 7,
      'measured', (array['instagram-story', 'instagram-bio', 'youtube-video', 'newsletter', ''])[n % 5 + 1],
      md5((n * ${daysBack + 1}::bigint)::text), '192.0.2.0/24', 'Mozilla/5.0', '',
      (array['instagram', 'tiktok', 'youtube', ''])[n % 4 + 1],
      (array['DE', 'AT', 'CH', 'FR', 'NL', 'SE', 'US', 'GB', 'IT', 'ES'])[n % 10 + 1],
      (array['phone', 'phone', 'tablet', 'computer', 'other'])[n % 5 + 1], n % 50 = 0
    from generate_series(1, ${count}::int) as n
    join (
      select brand_id, id, partnership_id, row_number() over (order by id) - 1 as place, count(*) over () as total
      from links where brand_id = ${brandId} and spot = 'general'
    ) as link on link.place = n % link.total`;
}

async function rollUpAll(sql: postgres.Sql): Promise<void> {
  await sql`truncate click_hours, click_days`;
  await sql`
    insert into click_hours (brand_id, hour_at, link_id, partnership_id, class, click_count)
    select brand_id, date_trunc('hour', occurred_at, 'UTC'), link_id, partnership_id, class, count(*)
    from clicks group by 1, 2, 3, 4, 5`;
  await sql`
    insert into click_days (brand_id, day_at, partnership_id, dimension, value, gross_count, net_count)
    select brand_id, date_trunc('day', occurred_at, 'UTC'), partnership_id, dimension, value, count(*), count(*) filter (where is_counted)
    from clicks cross join lateral (values ('placement', placement), ('network', network), ('country', country), ('device', device),
      ('way', case when is_scan then 'scan' else 'link' end)) as part (dimension, value)
    group by 1, 2, 3, 4, 5`;
}
