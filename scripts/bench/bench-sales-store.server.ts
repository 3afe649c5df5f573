import postgres from "postgres";

/** How many touches lead to each of the many sales: nine clicks beside the one the order names. */
export const TOUCHES_PER_SALE = 10;
/** Sales of one customer in all. */
const SALES_PER_CUSTOMER = 3;
/** The days over which the sales are spread, the last one yesterday. */
export const SALES_DAYS = 60;
const CLICK_DAYS = 20;
/** Sales inserted by one statement. */
const SLICE = 100_000;

/**
 * Gives the brand so many sales with ten clicks each, decided and paid as the last click wins: as the administrator and without triggers,
 * straight into the tables. Every fourth sale was touched by another creator first; the others begin and end with the same one.
 */
export async function insertManySales(
  superuserUrl: string,
  brandId: string,
  first: number,
  count: number,
  onProgress: (doneCount: number) => void,
): Promise<void> {
  const sql = postgres(superuserUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql`select ensure_click_month(now() - back * interval '1 month') from generate_series(0, 4) as back`;
    await sql`set synchronous_commit = off`;
    await sql`set session_replication_role = replica`;
    await sql`
      insert into stores (brand_id, id, kind, name, address, created_at)
      select ${brandId}, '00000000-0000-7000-8000-00000000b001', 'csv', 'Order file', '', now() on conflict do nothing`;
    for (let start = first; start < first + count; start += SLICE) {
      const last = Math.min(start + SLICE, first + count) - 1;
      await insertSlice(sql, brandId, start, last);
      onProgress(last + 1 - first);
    }
    await sql`vacuum analyze clicks, sales, sale_lines, attributions, credits, commissions`;
  } finally {
    await sql.end();
  }
}

/** Ids that follow from the number of the sale, so that statements need not hand them on. */
const idOf = (kind: string) => `('00000000-0000-7000-8${kind}-' || lpad(to_hex(n), 12, '0'))::uuid`;

async function insertSlice(sql: postgres.Sql, brandId: string, first: number, last: number): Promise<void> {
  await sql.unsafe(`
    create temporary table if not exists many_sales as
      select n, now() as placed_at, '' as customer_key, 0::bigint as first_place, 0::bigint as net from generate_series(0, -1) as n;
    truncate many_sales;
    insert into many_sales
      select n, date_trunc('second', now()) - make_interval(secs => 86400 + (n::bigint * 7919 % ${SALES_DAYS * 86_400}))::interval,
        'customer ' || n / ${SALES_PER_CUSTOMER}, n % 4, 2000 + n % 5000
      from generate_series(${first}, ${last}) as n;
    create temporary table if not exists many_partners as
      select p.id, p.creator_id, p.campaign_id, row_number() over (order by p.id) - 1 as place, count(*) over () as total, l.id as link_id
      from partnerships p join links l on l.brand_id = p.brand_id and l.partnership_id = p.id and l.spot = 'general'
      where p.brand_id = '${brandId}';
  `);
  await sql.unsafe(`
    insert into clicks (brand_id, id, link_id, partnership_id, occurred_at, class, is_counted, reason, placement, visitor_key,
      address_prefix, user_agent, referer_host, network, country, device, is_scan)
    select '${brandId}', case when k = ${TOUCHES_PER_SALE - 1} then ${idOf("c00")} else gen_random_uuid() end, link_id, p.id,
      placed_at - make_interval(mins => ((${TOUCHES_PER_SALE} - k) * ${(CLICK_DAYS * 1_440) / TOUCHES_PER_SALE})::int), 'counted', true,
      'measured', 'instagram-story', md5('visitor ' || n), '192.0.2.0/24', 'Mozilla/5.0', '', 'instagram', 'DE', 'phone', false
    from many_sales cross join generate_series(0, ${TOUCHES_PER_SALE - 1}) as k
    join many_partners p on p.place = (n + case when first_place = 0 then k else k % ${TOUCHES_PER_SALE - 1} end) % p.total`);
  await sql.unsafe(`
    insert into sales (brand_id, id, store_id, external_id, external_name, currency, placed_at, provider_updated_at, payment_status,
      net_minor, discount_minor, tax_minor, shipping_minor, total_minor, customer_key, codes, click_ids, referer_host, facts_hash,
      facts_version, attribution_id, recorded_at)
    select '${brandId}', ${idOf("000")}, '00000000-0000-7000-8000-00000000b001', n::text, '#' || n, 'EUR', placed_at, placed_at, 'paid',
      net, 0, 0, 0, net, customer_key, '{}', array[${idOf("c00")}::text], '', '', 1, ${idOf("a00")}, placed_at
    from many_sales`);
  await sql.unsafe(`
    insert into sale_lines (brand_id, id, sale_id, external_id, position, product_id, sku, title, quantity, gross_minor, discount_minor,
      net_minor, is_commissionable)
    select '${brandId}', ${idOf("100")}, ${idOf("000")}, '1', 0, 'tea', 'TEA', 'Tea', 1, net, 0, net, true from many_sales`);
  await sql.unsafe(`
    insert into attributions (brand_id, id, sale_id, sequence, decided_at, facts_version, rule, sentence, candidates, fingerprint, row_hash)
    select '${brandId}', ${idOf("a00")}, ${idOf("000")}, 1, placed_at, 1, 'click-wins', 'Credited by the last click.', '[]', '', ''
    from many_sales`);
  const lastPartner = `p.place = (n + case when first_place = 0 then ${TOUCHES_PER_SALE - 1} else 0 end) % p.total`;
  await sql.unsafe(`
    insert into credits (brand_id, attribution_id, partnership_id, share_bps, policy_id, touch_kind, placement)
    select '${brandId}', ${idOf("a00")}, p.id, 10000, gen_random_uuid(), 'click', '' from many_sales join many_partners p on ${lastPartner}`);
  await sql.unsafe(`
    insert into commissions (brand_id, id, sale_id, partnership_id, campaign_id, creator_id, currency, calculated_minor, earned_minor,
      held_minor, payable_minor, in_transit_minor, paid_minor, status, revision, hold_until, sale_occurred_at, created_at, updated_at)
    select '${brandId}', ${idOf("d00")}, ${idOf("000")}, p.id, p.campaign_id, p.creator_id, 'EUR', net / 10, net / 10, net / 10, 0, 0, 0,
      'held', 1, placed_at + interval '30 days', placed_at, placed_at, placed_at
    from many_sales join many_partners p on ${lastPartner}`);
}
