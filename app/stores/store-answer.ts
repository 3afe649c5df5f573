/** What the store's page says after one of its forms was sent. */
export interface StoreAnswer {
  readonly intent:
    "upload" | "replace-secret" | "disconnect" | "retry" | "save-credentials" | "forget-credentials" | null;
  readonly done: string | null;
  readonly problem: string | null;
  /** Said under the form's own field. */
  readonly fieldProblem: string | null;
  /** The same for a form of several fields, by their names. */
  readonly fieldProblems: Readonly<Record<string, string>>;
  /** The file that was just uploaded: its columns are asked for next. */
  readonly fileId: string | null;
}

export const emptyStoreAnswer: StoreAnswer = {
  intent: null,
  done: null,
  problem: null,
  fieldProblem: null,
  fieldProblems: {},
  fileId: null,
};
