import { desc, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { rowHashOf } from "#db/row-hash.server.ts";
import { brands } from "#db/schema/brands.ts";
import { seals } from "#db/schema/ledger.ts";
import { PLATFORM_CHAIN, type SealedKind } from "./seal.ts";

/** The latest seal of a chain: its hash stands for everything sealed so far. */
export interface ChainHead {
  readonly number: number;
  readonly subjectId: string;
  readonly rowHash: string;
  readonly sealedAt: Date;
}

/** A row without a seal. */
export interface UnsealedRow {
  readonly kind: SealedKind;
  readonly id: string;
  readonly rowHash: string;
}

/** Null for a chain that has not begun. */
export async function findHead(tx: Tx, brandId: string): Promise<ChainHead | null> {
  const [row] = await tx
    .select({
      number: seals.number,
      subjectId: seals.subjectId,
      rowHash: seals.rowHash,
      sealedAt: seals.sealedAt,
    })
    .from(seals)
    .where(eq(seals.brandId, brandId))
    .orderBy(desc(seals.number))
    .limit(1);
  return row ?? null;
}

/** Every chain with the row its latest seal is about; null for one that has not begun. The platform's is the first. */
export async function listChains(tx: Tx): Promise<{ brandId: string; headSubjectId: string | null }[]> {
  const rows = await tx.execute<{ brand_id: string; subject_id: string | null }>(sql`
    select chain.brand_id, head.subject_id
    from (select ${PLATFORM_CHAIN}::uuid as brand_id union all select ${brands.id} from ${brands}) as chain
    left join lateral (
      select s.subject_id from seals s where s.brand_id = chain.brand_id order by s.number desc limit 1) as head on true
    order by chain.brand_id`);
  return rows.map((row) => ({ brandId: row.brand_id, headSubjectId: row.subject_id }));
}

/** Which of these chains have a row to seal from an id on. */
export async function findWaitingChains(
  tx: Tx,
  chains: readonly { readonly brandId: string; readonly from: string }[],
): Promise<string[]> {
  const brandIds = sql.param(chains.map(({ brandId }) => brandId));
  const from = sql.param(chains.map((chain) => chain.from));
  const rows = await tx.execute<{ brand_id: string }>(sql`
    select chain.brand_id from unnest(${brandIds}::uuid[], ${from}::uuid[]) as chain (brand_id, from_id)
    where exists (
      select from ledger_transactions t where t.brand_id = chain.brand_id and t.id >= chain.from_id
        and not exists (select from seals s where s.brand_id = t.brand_id and s.subject_id = t.id))
    or exists (
      select from audit_events a
      where (a.brand_id = chain.brand_id or (a.brand_id is null and chain.brand_id = ${PLATFORM_CHAIN}::uuid))
        and a.id >= chain.from_id
        and not exists (select from seals s where s.brand_id = chain.brand_id and s.subject_id = a.id))`);
  return rows.map((row) => row.brand_id);
}

/** Rows of a chain that have no seal, in the order in which their ids were made. */
export async function findUnsealed(
  tx: Tx,
  brandId: string,
  { from, limit }: { readonly from: string; readonly limit: number },
): Promise<UnsealedRow[]> {
  const ofChain = brandId === PLATFORM_CHAIN ? sql`a.brand_id is null` : sql`a.brand_id = ${brandId}`;
  const rows = await tx.execute<{ kind: SealedKind; id: string; row_hash: string }>(sql`
    select kind, id, row_hash from (
      (select 'transaction' as kind, t.id, t.row_hash from ledger_transactions t
       where t.brand_id = ${brandId} and t.id >= ${from}
         and not exists (select from seals s where s.brand_id = ${brandId} and s.subject_id = t.id)
       order by t.id limit ${limit})
      union all
      (select 'audit-event', a.id, a.row_hash from audit_events a
       where ${ofChain} and a.id >= ${from}
         and not exists (select from seals s where s.brand_id = ${brandId} and s.subject_id = a.id)
       order by a.id limit ${limit})) as unsealed
    order by id limit ${limit}`);
  return rows.map((row) => ({ kind: row.kind, id: row.id, rowHash: row.row_hash }));
}

/** Appends one seal per row. False, for the caller to give up, when another sealer took one of the numbers meanwhile. */
export async function insertSeals(
  tx: Tx,
  brandId: string,
  head: ChainHead | null,
  rows: readonly UnsealedRow[],
  sealedAt: Date,
): Promise<boolean> {
  let previousHash = head?.rowHash ?? "";
  const chained = rows.map(({ kind, id, rowHash: subjectHash }, index) => {
    const stated = { brandId, number: (head?.number ?? 0) + index + 1, kind, subjectId: id, subjectHash };
    const seal = { ...stated, previousHash, sealedAt };
    previousHash = rowHashOf(seal);
    return { ...seal, rowHash: previousHash };
  });
  const column = <T>(read: (seal: (typeof chained)[number]) => T) => sql.param(chained.map(read));
  const inserted = await tx.execute(sql`
    insert into seals (brand_id, number, kind, subject_id, subject_hash, previous_hash, sealed_at, row_hash)
    select ${brandId}::uuid, seal.number, seal.kind, seal.subject_id, seal.subject_hash, seal.previous_hash,
      ${sealedAt.toISOString()}::timestamptz, seal.row_hash
    from unnest(
      ${column(({ number }) => number)}::bigint[],
      ${column(({ kind }) => kind)}::text[],
      ${column(({ subjectId }) => subjectId)}::uuid[],
      ${column(({ subjectHash }) => subjectHash)}::text[],
      ${column((seal) => seal.previousHash)}::text[],
      ${column(({ rowHash }) => rowHash)}::text[]
    ) as seal (number, kind, subject_id, subject_hash, previous_hash, row_hash)
    on conflict do nothing`);
  return inserted.count === rows.length;
}
