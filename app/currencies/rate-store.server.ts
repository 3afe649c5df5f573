import { and, desc, eq, gte, lte, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { exchangeRates } from "#db/schema/currencies.ts";
import { crossRate, type ExchangeRate } from "./exchange-rate.ts";

export type LoadedRate = Omit<typeof exchangeRates.$inferInsert, "loadedAt">;

/** All rates are to it. */
const BASE = "USD";
const RATES_PER_STATEMENT = 1_000;

/** Keeps rates that are not known yet; one that is stays as it is, because money may have been converted with it. Returns how many are new. */
export async function insertRates(tx: Tx, rates: readonly LoadedRate[], loadedAt: Date): Promise<number> {
  let newCount = 0;
  for (let start = 0; start < rates.length; start += RATES_PER_STATEMENT) {
    const some = rates.slice(start, start + RATES_PER_STATEMENT).map((rate) => ({ ...rate, loadedAt }));
    const inserted = await tx
      .insert(exchangeRates)
      .values(some)
      .onConflictDoNothing()
      .returning({ currency: exchangeRates.currency });
    newCount += inserted.length;
  }
  return newCount;
}

/** The rate between two currencies on a day in UTC; null when one of them is not known for it. Nothing is guessed from other days. */
export async function findRate(tx: Tx, from: string, to: string, at: Date): Promise<ExchangeRate | null> {
  const day = at.toISOString().slice(0, "2026-06-01".length);
  const [one, other] = [await findPerDollar(tx, from, day), await findPerDollar(tx, to, day)];
  if (!one || !other) return null;
  const sources = [...new Set([one.source, other.source].filter((source) => source !== ""))];
  return { from, to, rate: crossRate(one.unitsPerDollar, other.unitsPerDollar), day, source: sources.join(", ") };
}

/** Of several periods around a day the one that begins last: a daily rate goes before a monthly one. */
async function findPerDollar(tx: Tx, currency: string, day: string) {
  if (currency === BASE) return { unitsPerDollar: "1", source: "" };
  const [rate] = await tx
    .select({
      unitsPerDollar: sql<string>`trim_scale(${exchangeRates.unitsPerDollar})::text`,
      source: exchangeRates.source,
    })
    .from(exchangeRates)
    .where(and(eq(exchangeRates.currency, currency), lte(exchangeRates.firstDay, day), gte(exchangeRates.lastDay, day)))
    .orderBy(desc(exchangeRates.firstDay))
    .limit(1);
  return rate ?? null;
}
