import { sql as statement } from "drizzle-orm";
import type { Sql, Tx } from "#db/client.server.ts";
import type { CountedSlug } from "./count-unknown-slugs.ts";

/** Adds to what was counted. */
export async function addUnknownSlugs(sql: Sql, counts: readonly CountedSlug[]): Promise<void> {
  await sql`
    insert into unknown_slugs as total (slug, hour_at, request_count)
    select * from unnest(
      ${counts.map(({ slug }) => slug)}::text[],
      ${counts.map(({ hourAt }) => hourAt.toISOString())}::timestamptz[],
      ${counts.map(({ requestCount }) => requestCount)}::int[]
    ) as added (slug, hour_at, request_count)
    order by slug, hour_at
    on conflict (slug, hour_at) do update set request_count = total.request_count + excluded.request_count`;
}

/** Forgets the hours before an instant. Returns how many rows went. */
export async function deleteOldUnknownSlugs(tx: Tx, before: Date): Promise<number> {
  const gone = await tx.execute(
    statement`delete from unknown_slugs where hour_at < ${before.toISOString()}::timestamptz`,
  );
  return gone.count;
}
