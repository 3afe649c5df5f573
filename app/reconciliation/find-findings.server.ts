import { addDays } from "#app/kit/clock.ts";
import { railDays } from "#app/payouts/payout-eta.ts";
import type { Rail } from "#app/payouts/payout.ts";
import type { Tx } from "#db/client.server.ts";
import {
  comparePayout,
  extraKeyOf,
  findingKeyOf,
  type Comparison,
  type Coverage,
  type FindingKind,
} from "./finding.ts";
import { findCompared, findExtras, findNotes, type ComparedRow } from "./finding-store.server.ts";
import { findCoverage } from "./statement-store.server.ts";

/** A rail books a payment at the latest so many days after it should have arrived: a weekend and a holiday. */
const BOOKING_DAYS = 4;

/** A difference between ledger, batch and rail. */
export interface Finding {
  readonly key: string;
  readonly kind: FindingKind;
  readonly rail: Rail;
  /** The day it is about: when it was sent, or booked by the rail. */
  readonly day: string;
  /** The payout; null for a payment we did not send. */
  readonly payout: ComparedRow | null;
  /** What names it at the rail, for an extra one. */
  readonly reference: string;
  readonly currency: string;
  /** What we say, and what the rail or the ledger says. */
  readonly oursMinor: bigint;
  readonly theirsMinor: bigint;
  /** What a person found out; null while it is open. */
  readonly note: { readonly note: string; readonly byName: string; readonly notedAt: Date } | null;
}

export interface FindingScope {
  readonly rail?: Rail;
}

/** Every difference, noted ones too, newest first. */
export async function findFindings(tx: Tx, scope: FindingScope = {}): Promise<Finding[]> {
  const [coverage, notes] = [await findCoverage(tx), await findNotes(tx)];
  const compared = await findCompared(tx, { ...scope, all: false });
  const differing = compared.flatMap((row): Finding[] => {
    const kind = compareRow(row, coverage);
    if (kind === "matched" || kind === "not-yet") return [];
    const key = findingKeyOf(kind, row);
    const isLedger = kind === "not-in-ledger";
    return [
      {
        ...{ key, kind, rail: row.rail, day: row.sentOn, payout: row, reference: "", note: notes.get(key) ?? null },
        currency: isLedger ? row.currency : row.paidCurrency,
        oursMinor: isLedger ? row.amountMinor : row.status === "returned" ? 0n : row.paidMinor,
        theirsMinor: isLedger ? row.ledgerMinor : (row.railMinor ?? 0n),
      },
    ];
  });
  const extras = (await findExtras(tx, scope)).map((line): Finding => {
    const key = extraKeyOf(line.statementId, line.position);
    return {
      ...{ key, kind: "extra", rail: line.rail, day: line.bookedOn, payout: null, reference: line.reference },
      ...{ currency: line.currency, oursMinor: 0n, theirsMinor: line.amountMinor, note: notes.get(key) ?? null },
    };
  });
  return [...differing, ...extras].sort((a, b) =>
    a.day === b.day ? (a.key < b.key ? -1 : 1) : a.day < b.day ? 1 : -1,
  );
}

/** How one payout compares, given the days the rails have told of. */
export function compareRow(row: ComparedRow, coverage: ReadonlyMap<Rail, Coverage>): Comparison {
  const dueOn = addDays(new Date(`${row.sentOn}T00:00:00.000Z`), railDays[row.rail] + BOOKING_DAYS);
  return comparePayout(row, dueOn.toISOString().slice(0, "2026-06-01".length), coverage.get(row.rail) ?? null);
}
