import { formatDecimal } from "#app/kit/money.ts";
import type { ComparedFigure } from "./compare-simulation.ts";
import { RETAIL_CURRENCY } from "./retail-facts.ts";
import type { ReplayedPolicy } from "./replay-policies.server.ts";
import type { RetailBook } from "./retail-book.ts";

const MS_PER_SECOND = 1_000;
const SECONDS_PER_MINUTE = 60;

/** `1,234 of 19,960 (6 %), 310 events/s, 1 min left`. */
export function progressLine(doneCount: number, allCount: number, elapsedMs: number): string {
  const perSecond = elapsedMs > 0 ? (doneCount * MS_PER_SECOND) / elapsedMs : 0;
  const secondsLeft = perSecond > 0 ? (allCount - doneCount) / perSecond : 0;
  const left =
    secondsLeft >= SECONDS_PER_MINUTE
      ? `${Math.ceil(secondsLeft / SECONDS_PER_MINUTE)} min`
      : `${Math.ceil(secondsLeft)} s`;
  const percent = Math.floor((100 * doneCount) / Math.max(1, allCount));
  return `${grouped(doneCount)} of ${grouped(allCount)} (${percent} %), ${grouped(Math.round(perSecond))} events/s, ${left} left`;
}

/** The figures as a table; a figure that differs is marked. */
export function figureTable(figures: readonly ComparedFigure[]): string[] {
  const cells = figures.map((figure) => ({
    name: figure.name,
    recorded: written(figure, figure.recorded),
    expected: written(figure, figure.expected),
    mark: figure.expected === figure.recorded ? "" : "  DIFFERS",
  }));
  const width = (texts: readonly string[]) => Math.max(...texts.map((text) => text.length));
  const names = width(["", ...cells.map(({ name }) => name)]);
  const recorded = width(["recorded", ...cells.map((cell) => cell.recorded)]);
  const expected = width(["file", ...cells.map((cell) => cell.expected)]);
  const head = `${"".padEnd(names)}  ${"recorded".padStart(recorded)}  ${"file".padStart(expected)}`;
  const rows = cells.map(
    (cell) =>
      `${cell.name.padEnd(names)}  ${cell.recorded.padStart(recorded)}  ${cell.expected.padStart(expected)}${cell.mark}`,
  );
  return [head, ...rows];
}

/** What of the file became no event, each kind with its rows and pieces. */
export function bookLines(book: RetailBook): string[] {
  const kinds = [...book.setAside].sort(([one], [other]) => (one < other ? -1 : 1));
  return [
    `${grouped(book.rowCount)} rows read; ${grouped(book.anonymousRows)} of them are sales to buyers without an account.`,
    "Set aside:",
    ...kinds.map(([because, { rows, quantity }]) => `  ${because}: ${grouped(rows)} rows, ${grouped(quantity)} pieces`),
  ];
}

/** Who gained and who lost under one policy, and whether what was posted is what the what-if said. */
export function policyLines(result: ReplayedPolicy): string[] {
  const { preset, changedSales, fates, expectedMinor, postedMinor, isPostedAsSaid, durationMs } = result;
  const money = (minor: bigint) =>
    `${minor > 0n ? "+" : ""}${grouped(formatDecimal(minor, RETAIL_CURRENCY))} ${RETAIL_CURRENCY}`;
  const width = Math.max(0, ...fates.map(({ name }) => name.length));
  return [
    `Under ${preset}: ${grouped(changedSales)} sales changed, in ${(durationMs / MS_PER_SECOND).toFixed(1)} s.`,
    ...fates.map(
      ({ name, salesBefore, salesAfter, differenceMinor }) =>
        `  ${name.padEnd(width)}  ${grouped(salesBefore)} → ${grouped(salesAfter)} sales  ${money(differenceMinor)}`,
    ),
    `  In all ${money(expectedMinor)} by the what-if, ${money(postedMinor)} posted${isPostedAsSaid ? "; the same for every creator." : "  DIFFERS"}`,
  ];
}

function written({ isMoney }: ComparedFigure, value: bigint): string {
  return isMoney ? `${grouped(formatDecimal(value, RETAIL_CURRENCY))} ${RETAIL_CURRENCY}` : grouped(value.toString());
}

function grouped(value: number | string): string {
  const [whole = "", fraction] = String(value).split(".");
  const separated = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? separated : `${separated}.${fraction}`;
}
