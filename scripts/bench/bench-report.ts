import { cpus, totalmem } from "node:os";

export interface BenchFigure {
  /** camelCase with the unit last, such as `redirectsPerSecond`. */
  readonly key: string;
  /** What a reader calls it. */
  readonly label: string;
  readonly value: number;
  /** How the value is printed; without it, rounded to a whole number. */
  readonly digits?: number;
  readonly target?: BenchTarget;
}

export interface BenchTarget {
  readonly words: string;
  readonly isMet: (value: number) => boolean;
}

export interface BenchReport {
  readonly title: string;
  readonly figures: readonly BenchFigure[];
}

export type Bench = (wishes: { readonly isQuick: boolean }) => Promise<BenchReport>;

export const atLeast = (least: number): BenchTarget => ({ words: `≥ ${least}`, isMet: (value) => value >= least });
export const below = (most: number): BenchTarget => ({ words: `< ${most}`, isMet: (value) => value < most });
export const exactly = (wanted: number): BenchTarget => ({ words: `= ${wanted}`, isMet: (value) => value === wanted });

const BYTES_PER_GIB = 1024 ** 3;

/** The figures as a table in Markdown, ready for the README. */
export function tableOf({ title, figures }: BenchReport): string {
  const rows = figures.map(({ label, value, digits = 0, target }) => [
    label,
    value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits }),
    target ? `${target.words}${target.isMet(value) ? "" : " MISSED"}` : "",
  ]);
  const head = ["figure", "measured", "target"];
  const widths = head.map((word, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? word).length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const machine = `${cpus().length} cores, ${Math.round(totalmem() / BYTES_PER_GIB)} GB, Node ${process.versions.node}`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return ["", `${title} (${machine})`, "", line(head), rule, ...rows.map(line), ""].join("\n");
}

/** The middle of an odd number of values. */
export function medianOf(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? NaN;
}

/** The value below which `share` (0 to 1) of all lie. */
export function quantileOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
