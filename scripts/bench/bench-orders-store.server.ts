import postgres from "postgres";
import type { Database } from "#db/client.server.ts";

/** The brand's codes that many shoppers share. */
export async function listSharedCodes(db: Database, brandId: string): Promise<string[]> {
  const rows = await db.sql<{ code: string }[]>`select code from codes where brand_id = ${brandId} order by code`;
  return rows.map(({ code }) => code);
}

/** How many of the brand's commissions have earned something. */
export async function countEarning(db: Database, brandId: string): Promise<number> {
  const [row] = await db.sql<{ count: number }[]>`
    select count(*)::int as count from commissions where brand_id = ${brandId} and earned_minor > 0`;
  return row?.count ?? 0;
}

/** Ids of sales spread evenly over all of the brand. */
export async function listSaleIds(db: Database, brandId: string, count: number): Promise<string[]> {
  const rows = await db.sql<{ id: string }[]>`
    select id from (
      select id, row_number() over (order by id) as place, count(*) over () as total from sales where brand_id = ${brandId}
    ) as numbered
    where place % greatest(total / ${count}, 1) = 0 limit ${count}`;
  return rows.map(({ id }) => id);
}

/** Makes a table and gives a transaction of five statements on it - two reads, two inserts, an update - that commits like any other. */
export async function createBaseline(superuserUrl: string, db: Database): Promise<(index: number) => Promise<void>> {
  const administrator = postgres(superuserUrl, { max: 1, onnotice: () => undefined });
  try {
    await administrator`create table bench_rows (id bigserial primary key, word text not null, amount bigint not null)`;
    await administrator`grant all on bench_rows, bench_rows_id_seq to public`;
  } finally {
    await administrator.end();
  }
  return (index) =>
    db.sql.begin(async (sql) => {
      await sql`insert into bench_rows (word, amount) values (${`one ${index}`}, ${index})`;
      await sql`select amount from bench_rows where id = ${index}`;
      await sql`insert into bench_rows (word, amount) values (${`two ${index}`}, ${index})`;
      await sql`update bench_rows set amount = amount + 1 where id = ${index}`;
      await sql`select count(*) from bench_rows where id > ${index} and id < ${index + 10}`;
    }) as Promise<void>;
}
