import { sql as statement } from "drizzle-orm";
import type { Sql, Tx } from "#db/client.server.ts";

/** One change: of a slug, or of every link of a brand. */
export interface LinkChange {
  /** In the order of beginning, not of commit. */
  readonly id: bigint;
  readonly slug: string | null;
  readonly brandId: string | null;
}

/** The changes of the last while by the database's clock, newest first; at most `limit`. */
export async function findLinkChanges(sql: Sql, overlapSeconds: number, limit: number): Promise<LinkChange[]> {
  return sql<LinkChange[]>`
    select id, slug, brand_id as "brandId" from link_changes
    where changed_at > now() - make_interval(secs => ${overlapSeconds}::int)
    order by changed_at desc limit ${limit}`;
}

/** Forgets changes that every process has read long ago. Returns how many went. */
export async function deleteOldLinkChanges(tx: Tx, keptHours: number): Promise<number> {
  const gone = await tx.execute(
    statement`delete from link_changes where changed_at < now() - make_interval(hours => ${keptHours}::int)`,
  );
  return gone.count;
}
