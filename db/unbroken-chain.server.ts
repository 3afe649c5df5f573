import { and, asc, eq, sql } from "drizzle-orm";
import { earliestBeside, PLATFORM_CHAIN, timeOfId } from "#app/ledger/seal.ts";
import type { Tx } from "./client.server.ts";
import { BATCH_ROWS, rowsInBatches, type OnRows } from "./ordered-rows.server.ts";
import type { BadRow, RowCheck } from "./row-check.ts";
import { rowHashOf } from "./row-hash.server.ts";
import { auditEvents, ledgerTransactions, seals } from "./schema/index.ts";
import { after } from "./unchanged-rows.server.ts";

/** What app/ledger/seal.ts promises. */
export const chainChecks: readonly RowCheck[] = [
  {
    name: "seals-unbroken",
    claim: "Every seal follows on the one before, and the row it is about is there, as it was sealed and in its turn.",
    table: "seals",
    badRows: brokenSeals,
  },
  {
    name: "nothing-slipped-past-the-seals",
    claim: "No ledger transaction or audit event from before a chain's latest seal is without a seal.",
    table: "brands",
    badRows: unsealedRows,
  },
];

type Seal = typeof seals.$inferSelect;

interface SealedRow {
  readonly seal: Seal;
  /** The row hash of its subject as it is now; null when the row is gone. */
  readonly foundHash: string | null;
}

async function* brokenSeals(tx: Tx, onRows: OnRows): AsyncGenerator<BadRow> {
  const found = sql<string | null>`coalesce(${ledgerTransactions.rowHash}, ${auditEvents.rowHash})`;
  const batches = rowsInBatches<SealedRow>((last) => {
    const key = [seals.brandId, seals.number];
    return tx
      .select({ seal: seals, foundHash: found })
      .from(seals)
      .leftJoin(
        ledgerTransactions,
        and(
          eq(seals.kind, "transaction"),
          eq(ledgerTransactions.brandId, seals.brandId),
          eq(ledgerTransactions.id, seals.subjectId),
        ),
      )
      .leftJoin(auditEvents, and(eq(seals.kind, "audit-event"), eq(auditEvents.id, seals.subjectId)))
      .where(after(key, last && [last.seal.brandId, last.seal.number]))
      .orderBy(...key.map(asc))
      .limit(BATCH_ROWS);
  }, onRows);
  let before: Seal | null = null;
  let newestMs = 0;
  for await (const batch of batches) {
    for (const row of batch) {
      const { seal } = row;
      if (before?.brandId !== seal.brandId) {
        before = null;
        newestMs = 0;
      }
      const differs = differenceOf(row, before, newestMs);
      if (differs !== null) {
        yield {
          brand_id: chainNameOf(seal.brandId),
          seal_number: String(seal.number),
          kind: seal.kind,
          subject_id: seal.subjectId,
          differs,
        };
      }
      before = seal;
      newestMs = Math.max(newestMs, timeOfId(seal.subjectId));
    }
  }
}

function differenceOf({ seal, foundHash }: SealedRow, before: Seal | null, newestMs: number): string | null {
  const expected = (before?.number ?? 0) + 1;
  if (seal.number !== expected) return `seal ${expected} is missing before it`;
  if (seal.rowHash !== rowHashOf(seal)) return "a column of the seal itself";
  if (seal.previousHash !== (before?.rowHash ?? "")) return "it does not follow on the seal before";
  if (foundHash === null) return "its row was deleted";
  if (foundHash !== seal.subjectHash) return "its row was changed after it was sealed";
  if (timeOfId(seal.subjectId) < timeOfId(earliestBeside(idAt(newestMs)))) {
    return "its row was put in later than it says: newer rows were sealed before it";
  }
  return null;
}

/** An id made at an instant, for comparing. */
function idAt(ms: number): string {
  return ms.toString(16).padStart(12, "0");
}

async function* unsealedRows(tx: Tx, onRows: OnRows): AsyncGenerator<BadRow> {
  const heads = await tx.execute<{ brand_id: string; subject_id: string }>(sql`
    select distinct on (brand_id) brand_id, subject_id from seals order by brand_id, number desc`);
  const brandIds = sql.param(heads.map((head) => head.brand_id));
  const until = sql.param(heads.map((head) => earliestBeside(head.subject_id)));
  const head = sql`unnest(${brandIds}::uuid[], ${until}::uuid[]) as head (brand_id, until_id)`;
  const rows = await tx.execute<{ brand_id: string; kind: string; id: string }>(sql`
    select t.brand_id, 'transaction' as kind, t.id from ${head} join ledger_transactions t on t.brand_id = head.brand_id
    where t.id < head.until_id and not exists (select from seals s where s.brand_id = t.brand_id and s.subject_id = t.id)
    union all
    select head.brand_id, 'audit-event', a.id from ${head} join audit_events a on coalesce(a.brand_id, ${PLATFORM_CHAIN}::uuid) = head.brand_id
    where a.id < head.until_id and not exists (select from seals s where s.brand_id = head.brand_id and s.subject_id = a.id)
    limit ${BATCH_ROWS}`);
  for (const row of rows) {
    yield {
      brand_id: chainNameOf(row.brand_id),
      kind: row.kind,
      subject_id: row.id,
      differs: "it has no seal, though newer rows have",
    };
  }
  onRows(heads.length);
}

function chainNameOf(brandId: string): string {
  return brandId === PLATFORM_CHAIN ? "platform" : brandId;
}

/** The latest seal of each chain, and which of them carries a hash that somebody noted: what lies outside the database. */
export interface ChainHeads {
  readonly heads: readonly { readonly chain: string; readonly number: number; readonly hash: string }[];
  /** Null when no hash was asked for, or no seal has it. */
  readonly noted: { readonly chain: string; readonly number: number; readonly sealedAt: string } | null;
}

export async function readChainHeads(tx: Tx, notedHash: string | null): Promise<ChainHeads> {
  const heads = await tx.execute<{ brand_id: string; number: string; row_hash: string }>(sql`
    select distinct on (brand_id) brand_id, number::text, row_hash from seals order by brand_id, number desc`);
  const [noted] = notedHash === null ? [] : await tx.select().from(seals).where(eq(seals.rowHash, notedHash)).limit(1);
  return {
    heads: heads.map((head) => ({
      chain: chainNameOf(head.brand_id),
      number: Number(head.number),
      hash: head.row_hash,
    })),
    noted: noted
      ? { chain: chainNameOf(noted.brandId), number: noted.number, sealedAt: noted.sealedAt.toISOString() }
      : null,
  };
}
