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
import { compareTopUp, topUpKeyOf, type ComparedTopUp } from "./compare-top-up.ts";
import type { LineKind } from "./rail-statement.ts";
import { findCoverage } from "./statement-store.server.ts";
import { findComparedTopUps } from "./top-up-lines-store.server.ts";

/** A rail books a payment at the latest so many days after it should have arrived: a weekend and a holiday. */
const BOOKING_DAYS = 4;
/** Stripe books a transfer when it takes it; a day for calls that had to be made again. */
const STRIPE_BOOKING_DAYS = 1;

/** A difference between ledger, batch and rail. */
export interface Finding {
  readonly key: string;
  readonly kind: FindingKind;
  readonly rail: Rail;
  /** The day it is about: when it was sent, or booked by the rail. */
  readonly day: string;
  /** The payout; null for anything else. */
  readonly payout: ComparedRow | null;
  /** The brand's payment; null for anything else. */
  readonly topUp: ComparedTopUp | null;
  /** What the rail's line of an extra one is; null for a payout or a brand's payment. */
  readonly lineKind: LineKind | null;
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
        ...{ topUp: null, lineKind: null },
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
      ...{ topUp: null, lineKind: line.kind },
      ...{ currency: line.currency, oursMinor: 0n, theirsMinor: toldBy(line), note: notes.get(key) ?? null },
    };
  });
  return [...differing, ...(await findTopUpFindings(tx, scope, { coverage, notes })), ...extras].sort((a, b) =>
    a.day === b.day ? (a.key < b.key ? -1 : 1) : a.day < b.day ? 1 : -1,
  );
}

/** Money that came back to us is the opposite of a payment. */
function toldBy({ kind, amountMinor }: { readonly kind: LineKind; readonly amountMinor: bigint }): bigint {
  return kind === "returned" ? -amountMinor : amountMinor;
}

interface Known {
  readonly coverage: ReadonlyMap<Rail, Coverage>;
  readonly notes: ReadonlyMap<string, NonNullable<Finding["note"]>>;
}

/** Brands' payments by Stripe on which the ledger and Stripe disagree. */
async function findTopUpFindings(tx: Tx, { rail }: FindingScope, { coverage, notes }: Known): Promise<Finding[]> {
  if (rail !== undefined && rail !== "stripe") return [];
  const told = coverage.get("stripe") ?? null;
  return (await findComparedTopUps(tx, { all: false })).flatMap((topUp): Finding[] => {
    const kind = compareTopUp(topUp, told);
    if (kind === "matched" || kind === "not-yet") return [];
    const key = topUpKeyOf(kind, topUp);
    return [
      {
        ...{ key, kind, rail: "stripe", day: topUp.firstBookedOn, payout: null, topUp, lineKind: null },
        ...{ reference: topUp.paymentId, currency: topUp.currency, note: notes.get(key) ?? null },
        ...{ oursMinor: topUp.bookedMinor, theirsMinor: topUp.toldMinor ?? 0n },
      },
    ];
  });
}

/** How one payout compares, given the days the rails have told of. */
export function compareRow(row: ComparedRow, coverage: ReadonlyMap<Rail, Coverage>): Comparison {
  const dueOn = addDays(new Date(`${row.sentOn}T00:00:00.000Z`), daysToBook(row.rail));
  return comparePayout(row, dueOn.toISOString().slice(0, "2026-06-01".length), coverage.get(row.rail) ?? null);
}

function daysToBook(rail: Rail): number {
  return rail === "stripe" ? STRIPE_BOOKING_DAYS : railDays[rail] + BOOKING_DAYS;
}
