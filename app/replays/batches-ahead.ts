/** What loading a batch tells before it is there: where the one after it begins; null when it is the last. */
export type LoadBatch<Cursor, Batch> = (cursor: Cursor, tellNext: (next: Cursor | null) => void) => Promise<Batch>;

/** Loads batches before they are asked for, a few at a time, and hands them out in order: the database looks while the last one is decided. */
export class BatchesAhead<Cursor, Batch> {
  readonly #load: LoadBatch<Cursor, Batch>;
  readonly #mostAhead: number;
  readonly #waiting: Promise<Batch>[] = [];
  #next: Cursor | null;

  constructor(load: LoadBatch<Cursor, Batch>, start: Cursor, mostAhead: number) {
    this.#load = load;
    this.#next = start;
    this.#mostAhead = mostAhead;
    this.#fill();
  }

  /** The next batch; null after the last one. */
  async take(): Promise<Batch | null> {
    const first = this.#waiting.shift();
    this.#fill();
    return first ? await first : null;
  }

  /** Starts one more where there is room and it is known where it begins; it goes on by itself once it has told its successor. */
  #fill(): void {
    const cursor = this.#next;
    if (cursor === null || this.#waiting.length >= this.#mostAhead) return;
    this.#next = null;
    let isTold = false;
    const batch = this.#load(cursor, (next) => {
      // A transaction that ran again tells it again.
      if (isTold) return;
      isTold = true;
      this.#next = next;
      this.#fill();
    });
    // Whoever takes it meets the error; until then nobody waits for it.
    batch.catch(() => undefined);
    this.#waiting.push(batch);
  }
}
