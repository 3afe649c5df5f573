import type { Tx } from "./client.server.ts";
import type { OnRows } from "./ordered-rows.server.ts";

/** A row that is not what it must be: its keys, and what of it differs. */
export type BadRow = Readonly<Record<string, string | null>>;

/** A check of `npm run verify` that needs more than a query: it recomputes what is stored. */
export interface RowCheck {
  readonly name: string;
  /** What must hold. */
  readonly claim: string;
  /** Its rows are those that are counted, for the progress. */
  readonly table: string;
  /** Reads every row once, in batches, in order of the keys. */
  badRows(tx: Tx, onRows: OnRows): AsyncGenerator<BadRow>;
}
