/** A sentence about one line of a file, counted from 1 with the header. */
export interface LineRemark {
  readonly line: number;
  readonly sentence: string;
}

/** What an import made of a file. */
export interface ImportReport {
  readonly rowCount: number;
  /** Orders whose facts are in because of this run. */
  readonly recordedCount: number;
  /** Orders that an earlier import had brought with the same content. */
  readonly unchangedCount: number;
  readonly duplicateCount: number;
  /** Rows that were left out, and why. */
  readonly problems: readonly LineRemark[];
  /** Worth knowing, but the order is in. */
  readonly notes: readonly LineRemark[];
}
