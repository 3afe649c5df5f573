/** How often shoppers took one way: the sources they met, earliest first, and whether they bought in the end. */
export interface PathCount {
  readonly steps: readonly string[];
  readonly converted: number;
  readonly lost: number;
}

/** The most sources that one report tells apart: the equations grow with their third power. */
export const MAX_REPORT_SOURCES = 200;

const START = "(start)";
const CONVERSION = "(conversion)";
const LOST = "(lost)";

/**
 * The removal effect of each source in a first-order Markov chain of the paths: by what part fewer shoppers would convert if whoever came
 * to that source were lost, and the conversions shared in proportion to it. Published in Anderl, Becker, von Wangenheim and Schumann,
 * "Mapping the customer journey", International Journal of Research in Marketing 33 (2016). A report, never a decision: it
 * depends on everybody's paths, so no single sale can be explained by it.
 *
 * @returns by source, in order of name; `credit` sums to all conversions, in conversions.
 */
export function countRemovalEffects(
  paths: readonly PathCount[],
): Map<string, { readonly removalEffect: number; readonly credit: number }> {
  const sources = [...new Set(paths.flatMap(({ steps }) => steps))].sort();
  if (sources.length > MAX_REPORT_SOURCES)
    throw new RangeError(`At most ${MAX_REPORT_SOURCES} sources can be compared.`);
  const moves = countMoves(paths);
  const whole = conversionRate(moves, sources, null);
  const effects = sources.map((source) => (whole === 0 ? 0 : 1 - conversionRate(moves, sources, source) / whole));
  const sum = effects.reduce((total, effect) => total + effect, 0);
  const conversions = paths.reduce((total, { converted }) => total + converted, 0);
  return new Map(
    sources.map((source, index) => {
      const removalEffect = effects[index] ?? 0;
      return [source, { removalEffect, credit: sum === 0 ? 0 : (conversions * removalEffect) / sum }] as const;
    }),
  );
}

type Moves = ReadonlyMap<string, ReadonlyMap<string, number>>;

function countMoves(paths: readonly PathCount[]): Moves {
  const moves = new Map<string, Map<string, number>>();
  const add = (from: string, to: string, count: number) => {
    const next = moves.get(from) ?? new Map<string, number>();
    next.set(to, (next.get(to) ?? 0) + count);
    moves.set(from, next);
  };
  for (const { steps, converted, lost } of paths) {
    let from = START;
    for (const step of steps) {
      add(from, step, converted + lost);
      from = step;
    }
    add(from, CONVERSION, converted);
    add(from, LOST, lost);
  }
  return moves;
}

/** The chance to convert from the start: p(s) = Σ move(s, t) · p(t) with p(conversion) = 1 and p(lost) = p(removed) = 0. */
function conversionRate(moves: Moves, sources: readonly string[], removed: string | null): number {
  const states = [START, ...sources.filter((source) => source !== removed)];
  const rows = states.map((state) => {
    const next = moves.get(state) ?? new Map<string, number>();
    const total = [...next.values()].reduce((sum, count) => sum + count, 0);
    const chance = (to: string) => (total === 0 ? 0 : (next.get(to) ?? 0) / total);
    return [...states.map((to) => (to === state ? 1 : 0) - chance(to)), chance(CONVERSION)];
  });
  return solve(rows)[0] ?? 0;
}

/** Gauss's elimination with the largest pivot. @param rows a square matrix with the right side as its last column. */
function solve(rows: number[][]): number[] {
  const size = rows.length;
  const at = (row: number, column: number) => rows[row]?.[column] ?? 0;
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < size; row += 1)
      if (Math.abs(at(row, column)) > Math.abs(at(pivot, column))) pivot = row;
    // A state that never leads on, such as two sources that only lead to each other, converts nobody.
    if (at(pivot, column) === 0) continue;
    [rows[column], rows[pivot]] = [rows[pivot] ?? [], rows[column] ?? []];
    for (let row = 0; row < size; row += 1) {
      if (row === column) continue;
      const factor = at(row, column) / at(column, column);
      if (factor === 0) continue;
      rows[row] = (rows[row] ?? []).map((value, index) => value - factor * at(column, index));
    }
  }
  return rows.map((_, row) => (at(row, row) === 0 ? 0 : at(row, size) / at(row, row)));
}
