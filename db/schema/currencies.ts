import { sql } from "drizzle-orm";
import { check, date, numeric, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/**
 * What a US dollar costs in each currency, for a day or a period of days. Of the platform, not of a brand. A rate that is in is never
 * changed: money may have been converted with it.
 */
export const exchangeRates = pgTable(
  "exchange_rates",
  {
    currency: text("currency").notNull(),
    firstDay: date("first_day", { mode: "string" }).notNull(),
    lastDay: date("last_day", { mode: "string" }).notNull(),
    unitsPerDollar: numeric("units_per_dollar", { precision: 24, scale: 12 }).notNull(),
    /** Who published it. */
    source: text("source").notNull(),
    loadedAt: instant("loaded_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.currency, table.firstDay, table.lastDay] }),
    check("exchange_rates_period", sql`${table.lastDay} >= ${table.firstDay}`),
    check("exchange_rates_positive", sql`${table.unitsPerDollar} > 0`),
  ],
);
