import type { Tone } from "../ui/status.tsx";
import type { FindingKind } from "./finding.ts";
import type { LineKind, StatementFormat } from "./rail-statement.ts";

export const findingWords: Readonly<
  Record<FindingKind, { readonly word: string; readonly tone: Tone; readonly sentence: string }>
> = {
  missing: {
    word: "Missing",
    tone: "bad",
    sentence: "We sent it, and the rail has not told of it although it should have by now.",
  },
  extra: { word: "Extra", tone: "bad", sentence: "The rail tells of a payment that none of our batches sent." },
  "different-amount": {
    word: "Different amount",
    tone: "bad",
    sentence: "The rail tells of another amount than was sent, all its lines together.",
  },
  "not-in-ledger": {
    word: "Not in the ledger",
    tone: "bad",
    sentence: "The batch and our own books disagree. Run npm run verify before anything else is sent.",
  },
};

export const lineWords: Readonly<Record<LineKind, { readonly word: string; readonly tone: Tone }>> = {
  paid: { word: "Left", tone: "plain" },
  returned: { word: "Came back", tone: "bad" },
  rejected: { word: "Rejected", tone: "bad" },
};

export const formatWords: Readonly<Record<StatementFormat, string>> = {
  "camt.053": "Bank statement (camt.053)",
  "pain.002": "Status report (pain.002)",
  csv: "CSV",
  api: "Read from the provider",
};
