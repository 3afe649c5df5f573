import type postgres from "postgres";
import type { Tx } from "./client.server.ts";

/** A statement as the driver takes it: its text with $1, $2 and so on, and what stands for them. */
export interface Statement {
  readonly text: string;
  readonly params: readonly Param[];
}

/** Dates and lists travel as texts: `instantTextOf`, `arrayTextOf`. */
export type Param = string | number | bigint | boolean | null;

const texts = new WeakMap<TemplateStringsArray, string>();

/**
 * A statement whose text never varies, only what stands in it. Put together once: drizzle builds the text anew for every run, which for a
 * sale of twenty statements takes as long as running them.
 */
export function statement(strings: TemplateStringsArray, ...params: readonly Param[]): Statement {
  let text = texts.get(strings);
  if (text === undefined) {
    text = strings.reduce((whole, part, place) => `${whole}$${place}${part}`);
    texts.set(strings, text);
  }
  return { text, params };
}

/** Runs a statement in the transaction. Columns come as the database names them, instants and bigints as texts. */
export async function run<Row extends object>(tx: Tx, { text, params }: Statement): Promise<readonly Row[]> {
  return driverOf(tx).unsafe<Row[]>(text, params as postgres.ParameterOrJSON<never>[]);
}

/** Drizzle keeps the driver's transaction in its session, and has no other way to run a text that is ready. */
export function driverOf(tx: Tx): postgres.TransactionSql {
  return (tx as unknown as { readonly session: { readonly client: postgres.TransactionSql } }).session.client;
}

interface Prepared<Rows> {
  execute(values?: Record<string, unknown>): Promise<Rows>;
}

/**
 * A query of drizzle's that is put together once, with `sql.placeholder` for what varies, and runs in every transaction from then on.
 *
 * @param build makes the query; `asked` in what it returns are the names of its placeholders.
 */
export function readyQuery<Rows>(
  build: (tx: Tx) => { prepare(name: string): Prepared<Rows> },
): (tx: Tx, asked: Readonly<Record<string, unknown>>) => Promise<Rows> {
  let ready: Prepared<Rows> | null = null;
  return (tx, asked) => {
    ready ??= build(tx).prepare("ready");
    // What was prepared holds the driver of the transaction it was made in; everything else of it is the same for all.
    const own = Object.assign(Object.create(Object.getPrototypeOf(ready) as object), ready, { client: driverOf(tx) });
    return (own as Prepared<Rows>).execute(asked);
  };
}
