import { addDays } from "#app/kit/clock.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { sha256 } from "#app/platform/keys.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { StripeTrouble, type StripeGateway } from "#app/platform/stripe/stripe-gateway.ts";
import { keepStatement } from "./keep-statement.server.ts";
import { MAX_STATEMENT_LINES, type RailStatement } from "./rail-statement.ts";
import { readMovements } from "./read-movements.ts";
import { findFirstStripeDay, findLastFetchedDay } from "./statement-store.server.ts";

export interface FetchedStripe {
  /** The days that were read; null where all were read before. */
  readonly days: { readonly from: string; readonly until: string } | null;
  readonly newLineCount: number;
  readonly settledCount: number;
  readonly returnedCount: number;
}

export type FetchRefusal = "not-configured" | "stripe-trouble";

/** Days read at once, so that the first time of an old account is several statements and not one beyond all limits. */
const MAX_DAYS = 31;

/**
 * Reads what moved the platform's balance at Stripe, from the day after the last that was read until the end of yesterday, and keeps it as
 * a statement of the rail, whole days at a time. A day that Stripe does not tell in full is not kept; what was kept before stays.
 */
export async function fetchStripe(
  services: Services,
  { userId }: { readonly userId: string | null },
): Promise<Outcome<FetchedStripe, FetchRefusal>> {
  const { stripe } = services;
  if (stripe === null) return refused("not-configured");
  const yesterday = dayOf(addDays(services.clock.now(), -1));
  const first = await services.db.inPlatform(firstDay(yesterday));
  const sum = { newLineCount: 0, settledCount: 0, returnedCount: 0 };
  let from = first;
  while (from <= yesterday) {
    const statement = await readStatement(stripe, from, earlier(dayAfter(from, MAX_DAYS - 1), yesterday));
    if (statement === "trouble") return refused("stripe-trouble");
    const contentHash = sha256(`stripe ${statement.periodFrom} ${statement.periodUntil}`);
    const kept = await keepStatement(services, statement, { contentHash, userId });
    // Who fetched the same days at this moment has kept them.
    if (kept.ok) {
      sum.newLineCount += kept.value.newLineCount;
      sum.settledCount += kept.value.settledCount;
      sum.returnedCount += kept.value.returnedCount;
    }
    from = dayAfter(statement.periodUntil, 1);
  }
  return done({ days: first <= yesterday ? { from: first, until: yesterday } : null, ...sum });
}

/** The day to read from: after the last that was read, else that of the first thing we did at Stripe, else yesterday alone. */
function firstDay(yesterday: string) {
  return async (tx: Parameters<typeof findLastFetchedDay>[0]): Promise<string> => {
    const last = await findLastFetchedDay(tx, "stripe");
    return last === null ? ((await findFirstStripeDay(tx)) ?? yesterday) : dayAfter(last, 1);
  };
}

/** A statement of whole days, fewer than asked for where it would have too many lines. */
async function readStatement(stripe: StripeGateway, from: string, until: string): Promise<RailStatement | "trouble"> {
  try {
    const lines = readMovements(await stripe.listMovements(startOf(from), startOf(dayAfter(until, 1))));
    const tooLate = lines[MAX_STATEMENT_LINES]?.bookedOn;
    const last = tooLate === undefined ? until : later(from, dayAfter(tooLate, -1));
    const period = { periodFrom: from, periodUntil: last };
    const name = from === last ? `Stripe, ${from}` : `Stripe, ${from} to ${last}`;
    return { rail: "stripe", format: "api", name, ...period, lines: lines.filter(({ bookedOn }) => bookedOn <= last) };
  } catch (error) {
    if (error instanceof StripeTrouble) return "trouble";
    throw error;
  }
}

function startOf(day: string): Date {
  return new Date(`${day}T00:00:00.000Z`);
}

function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, "2026-06-01".length);
}

function dayAfter(day: string, days: number): string {
  return dayOf(addDays(startOf(day), days));
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}
