import { countRemovalEffects, MAX_REPORT_SOURCES } from "../attribution/count-removal-effects.ts";
import { shareByShapley } from "../attribution/share-by-shapley.ts";

/** How many sales came after these touches in time, earliest first: each step is a partnership. */
export interface TouchPath {
  readonly steps: readonly string[];
  readonly sales: number;
}

/** Sales one partnership is given by three ways of sharing them out. Each way's column sums to all sales that anybody touched in time. */
export interface ModelShare {
  readonly partnershipId: string;
  /** By the campaigns' own rules, in basis points of a sale. */
  readonly creditedBps: number;
  /** In sales. */
  readonly byRemoval: number;
  readonly byEqualParts: number;
}

/** Stands for all partnerships that touched the fewest sales, where there are more than a report tells apart. */
export const ALL_OTHERS = "";

/**
 * What data-driven models would give each partnership, beside what the rules gave it. They look at buyers alone: who clicked and never
 * bought is in no path, so the removal effect says how many of these sales passed by somebody. Equal input gives equal output.
 */
export function composeModelShares(
  paths: readonly TouchPath[],
  credited: readonly { readonly key: string; readonly shareBps: number }[],
): ModelShare[] {
  const told = mergeRarest(paths);
  const removal = countRemovalEffects(told.map(({ steps, sales }) => ({ steps, converted: sales, lost: 0 })));
  const parts = shareByShapley(told.map(({ steps, sales }) => ({ sources: steps, converted: sales })));
  const creditedBps = new Map(credited.map(({ key, shareBps }) => [key, shareBps]));
  const known = new Set([...removal.keys(), ...creditedBps.keys()]);
  return [...known]
    .map((partnershipId) => {
      const part = parts.get(partnershipId);
      return {
        partnershipId,
        creditedBps: creditedBps.get(partnershipId) ?? 0,
        byRemoval: removal.get(partnershipId)?.credit ?? 0,
        byEqualParts: part ? Number(part.numerator) / Number(part.denominator) : 0,
      };
    })
    .sort(
      (one, other) =>
        other.creditedBps - one.creditedBps ||
        other.byEqualParts - one.byEqualParts ||
        (one.partnershipId < other.partnershipId ? -1 : 1),
    );
}

/** Keeps the partnerships that touched most sales, as many as can be compared, and takes the rest together. */
function mergeRarest(paths: readonly TouchPath[]): readonly TouchPath[] {
  const touched = new Map<string, number>();
  for (const { steps, sales } of paths) {
    for (const step of new Set(steps)) touched.set(step, (touched.get(step) ?? 0) + sales);
  }
  if (touched.size <= MAX_REPORT_SOURCES) return paths;
  const inOrder = [...touched].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
  const kept = new Set(inOrder.slice(0, MAX_REPORT_SOURCES - 1).map(([step]) => step));
  return paths.map(({ steps, sales }) => ({ steps: steps.map((step) => (kept.has(step) ? step : ALL_OTHERS)), sales }));
}
