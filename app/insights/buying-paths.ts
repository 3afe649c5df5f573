import { MS_PER_DAY, MS_PER_HOUR } from "../kit/clock.ts";

/**
 * How a sale came about: at once after the recommendation, after days, after weeks, or by somebody who had bought before. `unseen`: a code
 * alone led to it, so nobody saw when the shopper first heard of the shop.
 */
export const pathClasses = ["impulse", "considered", "saved", "returning", "unseen"] as const;
export type PathClass = (typeof pathClasses)[number];

/** Where one stretch of the time to purchase ends and the next begins, in ms after the first click. */
export const pathBoundsMs = [
  MS_PER_HOUR,
  MS_PER_DAY,
  3 * MS_PER_DAY,
  7 * MS_PER_DAY,
  14 * MS_PER_DAY,
  30 * MS_PER_DAY,
] as const;

/** The stretches between the bounds, in words: one more than there are bounds. */
export const pathStretches = [
  "Under an hour",
  "1 to 24 hours",
  "1 to 3 days",
  "3 to 7 days",
  "7 to 14 days",
  "14 to 30 days",
  "Over 30 days",
] as const;

/** Considered takes days, saved for later takes weeks: the first stretch that begins with a whole week is saved. */
const FIRST_SAVED_STRETCH = 4;

/** Sales of one stretch: from its creator's first click to the order. */
export interface PathCount {
  /** A place in `pathStretches`; null when no click of the creator led there. */
  readonly stretch: number | null;
  /** The customer had bought before. */
  readonly isReturning: boolean;
  readonly sales: number;
}

/** The class of a sale. Who had bought before is returning, however fast. */
export function classOfPath({ stretch, isReturning }: Pick<PathCount, "stretch" | "isReturning">): PathClass {
  if (isReturning) return "returning";
  if (stretch === null) return "unseen";
  if (stretch === 0) return "impulse";
  return stretch < FIRST_SAVED_STRETCH ? "considered" : "saved";
}

/** How many sales each class has, in the order of `pathClasses`; classes without sales are there with 0. */
export function countPaths(counts: readonly PathCount[]): { readonly pathClass: PathClass; readonly sales: number }[] {
  return pathClasses.map((pathClass) => ({
    pathClass,
    sales: sumOf(counts, (count) => classOfPath(count) === pathClass),
  }));
}

/** The time to purchase of sales that began with a click, by stretch: of new customers (net) and of all (gross). */
export function countStretches(counts: readonly PathCount[]) {
  return pathStretches.map((label, stretch) => ({
    key: label,
    label,
    net: sumOf(counts, (count) => count.stretch === stretch && !count.isReturning),
    gross: sumOf(counts, (count) => count.stretch === stretch),
  }));
}

function sumOf(counts: readonly PathCount[], isMeant: (count: PathCount) => boolean): number {
  return counts.reduce((sum, count) => sum + (isMeant(count) ? count.sales : 0), 0);
}
