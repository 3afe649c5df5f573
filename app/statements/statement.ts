import { sumMinor } from "#app/kit/money.ts";
import type { LedgerEventCode } from "#app/ledger/account.ts";

/** What a line of a statement is about. */
export const statementKinds = [
  "earned",
  "reinstated",
  "reversed",
  "declined",
  "clawed-back",
  "paid",
  "returned",
] as const;
export type StatementKind = (typeof statementKinds)[number];

export const statementKindWords: Readonly<Record<StatementKind, string>> = {
  earned: "Earned",
  reinstated: "Reinstated",
  reversed: "Reversed",
  declined: "Declined",
  "clawed-back": "Clawed back",
  paid: "Paid out",
  returned: "Payout returned",
};

/** What a brand pays in and is charged never touches a creator's account. */
type CreatorEventCode = Exclude<LedgerEventCode, `funding.${string}` | `fee.${string}` | `vat.${string}`>;

const kindOfEvent: Readonly<Record<CreatorEventCode, StatementKind>> = {
  "commission.earned": "earned",
  "commission.reinstated": "reinstated",
  "commission.approved": "earned",
  "commission.reversed": "reversed",
  "commission.frozen": "reversed",
  "commission.declined": "declined",
  "commission.clawed-back": "clawed-back",
  "payout.sent": "paid",
  "payout.settled": "paid",
  "payout.returned": "returned",
};

/** The kind of a booking. Approvals and freezes only move money between held and payable, so they make no line of their own. */
export function statementKindOf(eventCode: string): StatementKind {
  return kindOfEvent[eventCode as CreatorEventCode];
}

/** One booking that changed what a creator is owed. */
export interface StatementMovement {
  readonly transactionId: string;
  readonly bookedAt: Date;
  readonly kind: StatementKind;
  readonly currency: string;
  /** Positive: owed more. */
  readonly amountMinor: bigint;
  readonly sentence: string;
  readonly brandId: string;
  readonly brandName: string;
  /** The sale behind it; null for a payout, which has one or many. */
  readonly sale: { readonly id: string; readonly orderName: string; readonly placedAt: Date } | null;
  /** The payout that was sent or came back; null for everything else. */
  readonly payoutId: string | null;
}

export interface StatementLine extends StatementMovement {
  /** The balance after this line. */
  readonly balanceMinor: bigint;
}

/** One of the sales whose commission a payout carried, as it was paid: below zero for a clawback that was netted. */
export interface PaidSale {
  readonly commissionId: string;
  readonly saleId: string;
  readonly orderName: string;
  readonly placedAt: Date;
  readonly amountMinor: bigint;
}

/** A sale behind a line of a payout, with its part of that line: the parts of all sales sum to the line. */
export function partOfLine(line: Pick<StatementMovement, "kind">, sale: PaidSale): PaidSale {
  return line.kind === "paid" ? { ...sale, amountMinor: -sale.amountMinor } : sale;
}

/** One currency of one month. The balance is what is earned and not yet paid out: held and payable together. */
export interface StatementPart {
  readonly currency: string;
  readonly openingMinor: bigint;
  readonly totals: readonly { readonly kind: StatementKind; readonly amountMinor: bigint; readonly count: number }[];
  readonly lineCount: number;
  readonly closingMinor: bigint;
}

/** What the bookings of one kind did to a balance in a month. */
export interface KindSum {
  readonly currency: string;
  readonly kind: StatementKind;
  readonly amountMinor: bigint;
  readonly count: number;
}

/** A month's statement, one part per currency that has a balance or a movement, by currency. */
export function composeStatement(openings: ReadonlyMap<string, bigint>, sums: readonly KindSum[]): StatementPart[] {
  const currencies = new Set([...openings].filter(([, minor]) => minor !== 0n).map(([currency]) => currency));
  for (const sum of sums) currencies.add(sum.currency);
  return [...currencies].sort().map((currency) => {
    const own = sums.filter((sum) => sum.currency === currency);
    const openingMinor = openings.get(currency) ?? 0n;
    const totals = statementKinds.flatMap((kind) => {
      const ofKind = own.filter((sum) => sum.kind === kind);
      if (ofKind.length === 0) return [];
      const count = ofKind.reduce((total, sum) => total + sum.count, 0);
      return [{ kind, amountMinor: sumMinor(ofKind.map((sum) => sum.amountMinor)), count }];
    });
    return {
      currency,
      openingMinor,
      totals,
      lineCount: totals.reduce((count, total) => count + total.count, 0),
      closingMinor: openingMinor + sumMinor(totals.map((total) => total.amountMinor)),
    };
  });
}

/** A whole statement in the order it is read, part after part: what a file of it is written from. */
export type StatementEntry =
  | { readonly entry: "opening"; readonly part: StatementPart }
  | { readonly entry: "line"; readonly line: StatementLine }
  /** Follows the line of its payout. */
  | { readonly entry: "sale"; readonly line: StatementLine; readonly sale: PaidSale }
  | { readonly entry: "closing"; readonly part: StatementPart; readonly balanceMinor: bigint };

/** A calendar month in UTC. */
export interface StatementMonth {
  /** 2026-06. */
  readonly name: string;
  readonly from: Date;
  /** The first instant of the next month. */
  readonly until: Date;
}

/** Reads "2026-06"; null for anything else. */
export function readMonth(text: string | undefined): StatementMonth | null {
  const match = /^(20\d\d)-(0[1-9]|1[0-2])$/.exec(text ?? "");
  if (!match) return null;
  const [year, month] = [Number(match[1]), Number(match[2])];
  return { name: match[0], from: new Date(Date.UTC(year, month - 1)), until: new Date(Date.UTC(year, month)) };
}

export function monthOf(instant: Date): StatementMonth {
  const month = readMonth(instant.toISOString().slice(0, 7));
  if (month === null) throw new RangeError("Statements exist for the years 2000 to 2099.");
  return month;
}

const monthFormat = new Intl.DateTimeFormat("en", { month: "long", year: "numeric", timeZone: "UTC" });

/** "June 2026". */
export function formatMonth(month: StatementMonth): string {
  return monthFormat.format(month.from);
}

/** What one month did in one currency, for the list of statements. */
export interface MonthSummary {
  readonly month: string;
  readonly currency: string;
  readonly openingMinor: bigint;
  readonly changeMinor: bigint;
  readonly paidMinor: bigint;
  readonly closingMinor: bigint;
}

/** Chains the changes of each month: what one closes with, the next opens with. Latest month first. */
export function chainMonths(
  changes: readonly {
    readonly month: string;
    readonly currency: string;
    readonly changeMinor: bigint;
    readonly paidMinor: bigint;
  }[],
): MonthSummary[] {
  const balances = new Map<string, bigint>();
  const inOrder = [...changes].sort((a, b) =>
    a.month === b.month ? (a.currency < b.currency ? -1 : 1) : a.month < b.month ? -1 : 1,
  );
  const summaries = inOrder.map((change) => {
    const openingMinor = balances.get(change.currency) ?? 0n;
    const closingMinor = openingMinor + change.changeMinor;
    balances.set(change.currency, closingMinor);
    return { ...change, openingMinor, closingMinor };
  });
  return summaries.reverse();
}
