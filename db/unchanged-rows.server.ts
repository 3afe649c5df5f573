import { asc, sql, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { fingerprintTextOf } from "#app/attribution/decision.ts";
import type { LedgerEventCode } from "#app/ledger/account.ts";
import { canonicalTextOf } from "#app/ledger/posting.ts";
import type { BadRow, RowCheck } from "./row-check.ts";
import type { Tx } from "./client.server.ts";
import { BATCH_ROWS, familiesOf, rowsInBatches, type Family, type OnRows } from "./ordered-rows.server.ts";
import { hashOf, rowHashOf } from "./row-hash.server.ts";
import {
  auditEvents,
  attributions,
  commissionDecisions,
  credits,
  ledgerEntries,
  ledgerTransactions,
} from "./schema/index.ts";

const OWN_ROW = "a column of the row itself";

/** One per table of facts that carry their own hash. Credits are part of their decision's fingerprint. */
export const unchangedChecks: readonly RowCheck[] = [
  {
    name: "ledger-transactions-unchanged",
    table: "ledger_transactions",
    claim: "Every ledger transaction and each of its entries is what was booked.",
    badRows: changedTransactions,
  },
  {
    name: "attributions-unchanged",
    table: "attributions",
    claim: "Every decision on a sale, its candidates and its credits are what was decided.",
    badRows: changedDecisions,
  },
  {
    name: "commission-decisions-unchanged",
    table: "commission_decisions",
    claim: "Every decision of finance on a commission is what was decided.",
    badRows: changedCommissionDecisions,
  },
  {
    name: "audit-events-unchanged",
    table: "audit_events",
    claim: "Every audit event is what was recorded.",
    badRows: changedAuditEvents,
  },
];

type LedgerTransaction = typeof ledgerTransactions.$inferSelect;
type LedgerEntry = typeof ledgerEntries.$inferSelect;

async function* changedTransactions(tx: Tx, onRows: OnRows): AsyncGenerator<BadRow> {
  const transactions = rowsInBatches<LedgerTransaction>((last) => {
    const key = [ledgerTransactions.brandId, ledgerTransactions.id];
    const rows = tx.select().from(ledgerTransactions);
    return rows
      .where(after(key, last && [last.brandId, last.id]))
      .orderBy(...key.map(asc))
      .limit(BATCH_ROWS);
  }, onRows);
  const entries = rowsInBatches<LedgerEntry>((last) => {
    const key = [ledgerEntries.brandId, ledgerEntries.transactionId, ledgerEntries.position];
    const rows = tx
      .select()
      .from(ledgerEntries)
      .where(after(key, last && [last.brandId, last.transactionId, last.position]));
    return rows.orderBy(...key.map(asc)).limit(BATCH_ROWS);
  });
  const families = familiesOf(transactions, keyOf, entries, (entry) => `${entry.brandId}/${entry.transactionId}`);
  for await (const batch of families) {
    for (const { parent, children } of batch) {
      const differs = differenceOf({ parent, children });
      if (differs === null) continue;
      yield {
        brand_id: parent?.brandId ?? children[0]?.brandId ?? null,
        transaction_id: parent?.id ?? children[0]?.transactionId ?? null,
        idempotency_key: parent?.idempotencyKey ?? null,
        differs,
      };
    }
  }
}

function differenceOf({ parent, children }: Family<LedgerTransaction, LedgerEntry>): string | null {
  if (parent === null) return "entries without their transaction";
  if (isChanged(parent)) return OWN_ROW;
  const isInOrder = children.every(({ position }, index) => position === index);
  const posting = { ...parent, eventCode: parent.eventCode as LedgerEventCode, entries: children };
  return isInOrder && parent.inputHash === hashOf(canonicalTextOf(posting)) ? null : "its entries";
}

type Attribution = typeof attributions.$inferSelect;
type AttributionCredit = typeof credits.$inferSelect;

async function* changedDecisions(tx: Tx, onRows: OnRows): AsyncGenerator<BadRow> {
  const decisions = rowsInBatches<Attribution>((last) => {
    const key = [attributions.brandId, attributions.id];
    const rows = tx
      .select()
      .from(attributions)
      .where(after(key, last && [last.brandId, last.id]));
    return rows.orderBy(...key.map(asc)).limit(BATCH_ROWS);
  }, onRows);
  const shares = rowsInBatches<AttributionCredit>((last) => {
    const key = [credits.brandId, credits.attributionId, credits.partnershipId];
    const rows = tx
      .select()
      .from(credits)
      .where(after(key, last && [last.brandId, last.attributionId, last.partnershipId]));
    return rows.orderBy(...key.map(asc)).limit(BATCH_ROWS);
  });
  const families = familiesOf(decisions, keyOf, shares, (credit) => `${credit.brandId}/${credit.attributionId}`);
  for await (const batch of families) {
    for (const { parent, children } of batch) {
      const differs = differenceOfDecision({ parent, children });
      if (differs === null) continue;
      yield {
        brand_id: parent?.brandId ?? children[0]?.brandId ?? null,
        attribution_id: parent?.id ?? children[0]?.attributionId ?? null,
        sale_id: parent?.saleId ?? null,
        differs,
      };
    }
  }
}

function differenceOfDecision({ parent, children }: Family<Attribution, AttributionCredit>): string | null {
  if (parent === null) return "credits without their decision";
  if (isChanged(parent)) return OWN_ROW;
  return parent.fingerprint === hashOf(fingerprintTextOf({ ...parent, credits: children })) ? null : "its credits";
}

async function* changedCommissionDecisions(tx: Tx, onRows: OnRows): AsyncGenerator<BadRow> {
  const decisions = rowsInBatches<typeof commissionDecisions.$inferSelect>((last) => {
    const key = [commissionDecisions.brandId, commissionDecisions.id];
    const rows = tx
      .select()
      .from(commissionDecisions)
      .where(after(key, last && [last.brandId, last.id]));
    return rows.orderBy(...key.map(asc)).limit(BATCH_ROWS);
  }, onRows);
  for await (const batch of decisions) {
    for (const row of batch.filter(isChanged)) {
      yield {
        brand_id: row.brandId,
        commission_decision_id: row.id,
        commission_id: row.commissionId,
        differs: OWN_ROW,
      };
    }
  }
}

async function* changedAuditEvents(tx: Tx, onRows: OnRows): AsyncGenerator<BadRow> {
  const events = rowsInBatches<typeof auditEvents.$inferSelect>((last) => {
    const rows = tx
      .select()
      .from(auditEvents)
      .where(after([auditEvents.id], last && [last.id]));
    return rows.orderBy(asc(auditEvents.id)).limit(BATCH_ROWS);
  }, onRows);
  for await (const batch of events) {
    for (const row of batch.filter(isChanged)) {
      yield { brand_id: row.brandId, audit_event_id: row.id, action: row.action, differs: OWN_ROW };
    }
  }
}

function isChanged(row: { readonly rowHash: string }): boolean {
  return row.rowHash !== rowHashOf(row);
}

/** Equal and ordered like the pair of ids in the database. */
function keyOf({ brandId, id }: { readonly brandId: string; readonly id: string }): string {
  return `${brandId}/${id}`;
}

/** The rows whose key follows that of the last one read; all of them at first. */
export function after(key: readonly PgColumn[], last: readonly (string | number)[] | null): SQL | undefined {
  if (last === null) return undefined;
  const values = key.map((column, index) => sql.param(last[index], column));
  return sql`(${sql.join([...key], sql`, `)}) > (${sql.join(values, sql`, `)})`;
}
