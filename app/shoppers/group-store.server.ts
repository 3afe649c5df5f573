import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";

/**
 * Puts customers whom a sighting joined into one group, for good, and locks it: the sales of all of them are recorded one after another.
 * Keys that are no customer's are passed over.
 */
export async function joinCustomers(tx: Tx, brandId: string, signKeys: readonly string[]): Promise<void> {
  const keys = sql.param([...signKeys].sort());
  await tx.execute(sql`
    with met as (
      select customer_key, group_key from customers where brand_id = ${brandId} and customer_key = any(${keys}::text[])
    ),
    grouped as (
      select customer_key, group_key from met
      union
      select c.customer_key, c.group_key from customers c
      where c.brand_id = ${brandId} and c.group_key in (select group_key from met where group_key is not null)
    ),
    locked as (
      select c.customer_key from customers c
      where c.brand_id = ${brandId} and c.customer_key in (select customer_key from grouped) and (select count(*) from grouped) > 1
      order by c.customer_key for update
    )
    update customers c set group_key = (select min(least(customer_key, group_key)) from grouped)
    from locked where c.brand_id = ${brandId} and c.customer_key = locked.customer_key`);
}
