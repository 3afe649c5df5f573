import type { Tone } from "../ui/status.tsx";
import type { ClosingStatus } from "./month.ts";

/** How a month reads on a badge; open is a month without a closing that stands. */
export const monthWords: Readonly<
  Record<ClosingStatus | "open" | "running", { readonly word: string; readonly tone: Tone }>
> = {
  running: { word: "Running", tone: "plain" },
  open: { word: "Open", tone: "plain" },
  proposed: { word: "Waits for the second person", tone: "waiting" },
  withdrawn: { word: "Open", tone: "plain" },
  closed: { word: "Closed", tone: "good" },
  reopening: { word: "Closed, to be reopened", tone: "waiting" },
  reopened: { word: "Reopened", tone: "plain" },
};

/** What a person did with a closing, by the audit log's word. */
export const monthEventWords: Readonly<Record<string, string>> = {
  "month.close-proposed": "proposed to close it",
  "month.checks-asked": "had the checks of the books run again",
  "month.withdrawn": "took the proposal back",
  "month.closed": "closed it",
  "month.reopening-proposed": "asked to reopen it",
  "month.kept-closed": "kept it closed",
  "month.reopened": "reopened it",
};
