import type postgres from "postgres";
import type { Tx } from "./client.server.ts";
import { driverOf } from "./statement.server.ts";

interface Unfinished {
  /** None of them rejects. */
  readonly writings: Promise<void>[];
  /** In the order in which they happened. */
  readonly failures: unknown[];
}

const unfinished = new WeakMap<postgres.TransactionSql, Unfinished>();

/** The transaction commits only when this has ended well, and fails with it; whoever goes on in the transaction need not wait. */
export function beforeCommit(tx: Tx, writing: Promise<unknown>): void {
  const state = unfinished.get(driverOf(tx));
  if (!state) throw new Error("Nobody waits for what is written in this transaction.");
  state.writings.push(
    writing.then(
      () => undefined,
      (error: unknown) => void state.failures.push(error),
    ),
  );
}

/**
 * Does the work of a transaction and waits for all that must end before it commits. Of several failures the first is told: after it the
 * database refuses whatever else is sent.
 */
export async function finish<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  const state: Unfinished = { writings: [], failures: [] };
  unfinished.set(driverOf(tx), state);
  // A query of drizzle's runs each time it is awaited.
  const worked = (async () => work(tx))();
  await worked.catch((error: unknown) => void state.failures.push(error));
  for (const writing of state.writings) await writing;
  if (state.failures.length > 0) throw state.failures[0];
  return worked;
}
