/** How many rows are read, and held in memory, at a time. */
export const BATCH_ROWS = 5_000;

/** Told how many rows were read, as they are read. */
export type OnRows = (count: number) => void;

/** Every row, in batches: `read` is given the last row it returned, and returns at most BATCH_ROWS rows that follow it in order. */
export async function* rowsInBatches<Row>(
  read: (last: Row | null) => Promise<Row[]>,
  onRows: OnRows = () => undefined,
): AsyncGenerator<Row[]> {
  let next: Promise<Row[]> = read(null);
  for (;;) {
    const rows = await next;
    const last = rows.at(-1) ?? null;
    const isEnd = rows.length < BATCH_ROWS;
    // The database reads the next batch while this one is looked at.
    if (!isEnd) {
      next = read(last);
      // Awaited in the next turn; until then a failure is not unheard of.
      next.catch(() => undefined);
    }
    if (rows.length > 0) yield rows;
    onRows(rows.length);
    if (isEnd) return;
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
