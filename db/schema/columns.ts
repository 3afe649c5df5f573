import { sql } from "drizzle-orm";
import { bigint, check, text, timestamp, uuid, type AnyPgColumn } from "drizzle-orm/pg-core";

/** An instant in UTC. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date", precision: 3 });

/** Integer minor units of the row's currency. */
export const minor = (name: string) => bigint(name, { mode: "bigint" });

/** The tenant. Part of every key of a tenant-owned table. */
export const brandId = () => uuid("brand_id").notNull();

/** A text column that holds one of a closed list of words; pair it with `listed` in the table's constraints. */
export const word = <Words extends readonly [string, ...string[]]>(name: string, words: Words) =>
  text(name, { enum: words as unknown as [Words[number], ...Words[number][]] });

/** The check constraint behind `word`: the database refuses a word outside the list. */
export const listed = (constraint: string, column: AnyPgColumn, words: readonly string[]) =>
  check(constraint, sql`${column} in (${sql.raw(words.map((item) => `'${item}'`).join(", "))})`);
