/** How many rows are read, and held in memory, at a time. */
export const BATCH_ROWS = 5_000;

/** Every row, read in batches: `read` is given the last row it returned, and returns at most BATCH_ROWS rows that follow it in order. */
export async function* rowsInBatches<Row>(read: (last: Row | null) => Promise<Row[]>): AsyncGenerator<Row> {
  for (let last: Row | null = null; ; ) {
    const rows: Row[] = await read(last);
    yield* rows;
    if (rows.length < BATCH_ROWS) return;
    last = rows.at(-1) ?? null;
  }
}

/** A row with the rows that belong to it. Without its `parent`: the children name one that does not exist. */
export interface Family<Parent, Child> {
  readonly parent: Parent | null;
  readonly children: readonly Child[];
}

/** Brings parents and children together that both come in order of the parent's key. Only one family is in memory at a time. */
export async function* familiesOf<Parent, Child>(
  parents: AsyncIterable<Parent>,
  parentKeyOf: (parent: Parent) => string,
  children: AsyncIterator<Child>,
  keyOfParent: (child: Child) => string,
): AsyncGenerator<Family<Parent, Child>> {
  let next = await children.next();
  const takeChildren = async (key: string): Promise<Child[]> => {
    const taken: Child[] = [];
    for (; !next.done && keyOfParent(next.value) === key; next = await children.next()) taken.push(next.value);
    return taken;
  };
  for await (const parent of parents) {
    const key = parentKeyOf(parent);
    while (!next.done && keyOfParent(next.value) < key) {
      yield { parent: null, children: await takeChildren(keyOfParent(next.value)) };
    }
    yield { parent, children: await takeChildren(key) };
  }
  while (!next.done) yield { parent: null, children: await takeChildren(keyOfParent(next.value)) };
}
