/** Up to when, and by which time, balances are summed. */
export interface AsOf {
  /** Everything up to and including this instant. */
  readonly at: Date;
  /** recorded: what the books said then. occurred: what had happened by then, also where it was booked later. */
  readonly by: AsOfKind;
}

export const asOfKinds = ["recorded", "occurred"] as const;
export type AsOfKind = (typeof asOfKinds)[number];

/** What an address asks for; `asOf` null for now. What is wrong there is said in a sentence, and the balances are those of now. */
export function readAsOf(search: URLSearchParams): {
  readonly asOf: AsOf | null;
  readonly by: AsOfKind;
  /** As it was typed, for the field. */
  readonly text: string;
  readonly problem: string | null;
} {
  const by = asOfKinds.find((kind) => kind === search.get("by")) ?? "recorded";
  const text = (search.get("at") ?? "").trim();
  if (text === "") return { asOf: null, by, text, problem: null };
  const at = instantOf(text);
  if (at !== null) return { asOf: { at, by }, by, text, problem: null };
  const problem = "That is no moment. Write it as 2026-11-21T18:30, in UTC; until then you see the balances of now.";
  return { asOf: null, by, text: "", problem };
}

/** A minute stands for all of it, a day too: what was booked at 18:30:59 is in the balance of 18:30. */
function instantOf(text: string): Date | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::\d{2})?)?$/.exec(text);
  if (!match) return null;
  const [, day = "", minute = "23:59"] = match;
  const at = new Date(`${day}T${minute}:59.999Z`);
  // 31 February is a date to the parser of some engines, and none to people.
  return Number.isNaN(at.getTime()) || !at.toISOString().startsWith(day) ? null : at;
}
