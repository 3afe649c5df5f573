import type { z } from "zod";
import { parseDecimal } from "#app/kit/money.ts";

/** One thing that is wrong with an input. `field` is its path, such as `line_items.0.price`; empty for the whole. */
export interface FieldProblem {
  readonly field: string;
  /** A whole sentence that names the field. */
  readonly sentence: string;
}

/** What a reader answers: the facts, or everything that is wrong with the input. */
export type Reading<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/** More problems than this help nobody. */
const MOST_PROBLEMS = 20;

export function understood<Value>(value: Value): Reading<Value> {
  return { ok: true, value };
}

export function malformed<Value>(problems: readonly FieldProblem[]): Reading<Value> {
  return { ok: false, problems: problems.slice(0, MOST_PROBLEMS) };
}

export function problem(field: string, rest: string): FieldProblem {
  return { field, sentence: `${field || "The input"} ${rest}` };
}

/** Checks an input against its schema; a failure becomes one sentence per field. */
export function readShape<Shape extends z.ZodType>(shape: Shape, input: unknown): Reading<z.infer<Shape>> {
  const result = shape.safeParse(input);
  if (result.success) return understood(result.data);
  return malformed(result.error.issues.map(describeIssue));
}

function describeIssue(issue: z.core.$ZodIssue): FieldProblem {
  const field = issue.path.join(".");
  if (issue.code === "invalid_type" && issue.message.endsWith("received undefined"))
    return problem(field, "is missing.");
  if (issue.code === "invalid_type") return problem(field, `must be ${withArticle(issue.expected)}.`);
  if (issue.code === "invalid_union") return problem(field, "is missing or of the wrong type.");
  if (issue.code === "invalid_value") return problem(field, `must be one of: ${issue.values.join(", ")}.`);
  return problem(field, issue.message);
}

function withArticle(expected: string): string {
  const words: Record<string, string> = {
    string: "a text",
    array: "a list",
    object: "an object",
    boolean: "true or false",
  };
  return words[expected] ?? `a ${expected}`;
}

/** Reads a body as JSON. NUL characters are dropped from texts: PostgreSQL cannot hold them, and nobody means them. */
export function readJson(body: string): Reading<unknown> {
  try {
    return understood(
      JSON.parse(body, (_name, value: unknown) =>
        typeof value === "string" ? value.replaceAll("\0", "") : value,
      ) as unknown,
    );
  } catch {
    return malformed([{ field: "", sentence: "The body is not JSON." }]);
  }
}

/** Reads decimal texts of one currency as minor units and collects what is wrong; a wrong text reads as 0. */
export interface AmountReader {
  (field: string, text: string): bigint;
  readonly problems: FieldProblem[];
}

export function amountReader(currency: string): AmountReader {
  const problems: FieldProblem[] = [];
  const read = (field: string, text: string): bigint => {
    const amountMinor = parseDecimal(text, currency);
    if (amountMinor === null)
      problems.push(problem(field, `is "${text.slice(0, 40)}", which is not an amount in ${currency}.`));
    return amountMinor ?? 0n;
  };
  return Object.assign(read, { problems });
}
