/** How many rows are read, and held in memory, at a time. */
export const BATCH_ROWS = 5_000;

/** Every row, in batches: `read` is given the last row it returned, and returns at most BATCH_ROWS rows that follow it in order. */
export async function* rowsInBatches<Row>(read: (last: Row | null) => Promise<Row[]>): AsyncGenerator<Row[]> {
  for (let last: Row | null = null; ;) {
    const rows: Row[] = await read(last);
    if (rows.length > 0) yield rows;
    if (rows.length < BATCH_ROWS) return;
    last = rows.at(-1) ?? null;
  }
}

/** A row with the rows that belong to it. Without its `parent`: the children name one that does not exist. */
export interface Family<Parent, Child> {
  readonly parent: Parent | null;
  readonly children: readonly Child[];
}

/** Brings parents and children together that both come in order of the parent's key. Only a batch of either is in memory at a time. */
export async function* familiesOf<Parent, Child>(
  parents: AsyncIterable<Parent[]>,
  parentKeyOf: (parent: Parent) => string,
  children: AsyncIterator<Child[], void>,
  keyOfParent: (child: Child) => string,
): AsyncGenerator<Family<Parent, Child>[]> {
  let batch: readonly Child[] = [];
  let position = 0;
  // Waits for the next batch only at the end of one: a million waits would take longer than the rows.
  const peek = async (): Promise<Child | undefined> => {
    if (position === batch.length) {
      batch = (await children.next()).value ?? [];
      position = 0;
    }
    return batch[position];
  };
  const takeChildren = async (key: string): Promise<Child[]> => {
    const taken: Child[] = [];
    for (;;) {
      const next = batch[position] ?? (await peek());
      if (next === undefined || keyOfParent(next) !== key) return taken;
      taken.push(next);
      position += 1;
    }
  };
  const takeOrphans = async (before: string | null): Promise<Family<Parent, Child>[]> => {
    const orphans: Family<Parent, Child>[] = [];
    for (;;) {
      const next = batch[position] ?? (await peek());
      if (next === undefined || (before !== null && keyOfParent(next) >= before)) return orphans;
      orphans.push({ parent: null, children: await takeChildren(keyOfParent(next)) });
    }
  };
  for await (const rows of parents) {
    const families: Family<Parent, Child>[] = [];
    for (const parent of rows) {
      const key = parentKeyOf(parent);
      families.push(...(await takeOrphans(key)), { parent, children: await takeChildren(key) });
    }
    yield families;
  }
  yield await takeOrphans(null);
}
