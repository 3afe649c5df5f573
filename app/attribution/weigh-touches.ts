import { MS_PER_DAY } from "../kit/clock.ts";
import type { PolicyRules } from "./policy.ts";

/** A touch of time-decay that is as late as the latest weighs this much: twelve digits are more than a share in basis points can show. */
const WHOLE_WEIGHT = 1_000_000_000_000;

/**
 * How much each touch of a path weighs, earliest first, as integers: a touch's exact share is its weight over the sum of all.
 * linear: 1 each. position: two fifths for the first and the last, one fifth for all between; two touches share equally. time-decay:
 * 2^(-age / half-life), where the age counts from the latest touch (only ratios matter). last and first: all for one.
 */
export function weighTouches(
  { model, halfLifeDays }: Pick<PolicyRules, "model" | "halfLifeDays">,
  times: readonly Date[],
): bigint[] {
  const last = times.length - 1;
  if (model === "linear") return times.map(() => 1n);
  if (model === "position") return times.map((_, index) => positionWeight(index, last));
  if (model === "time-decay") {
    const latest = times[last]?.getTime() ?? 0;
    const halfLifeMs = halfLifeDays * MS_PER_DAY;
    return times.map((time) => BigInt(Math.round(WHOLE_WEIGHT * 2 ** ((time.getTime() - latest) / halfLifeMs))));
  }
  const winner = model === "first" ? 0 : last;
  return times.map((_, index) => (index === winner ? 1n : 0n));
}

/** 40 : 20 : 40 in whole numbers: with n touches between, each of them weighs 1 and each end 2n, which sum to 5n. */
function positionWeight(index: number, last: number): bigint {
  const between = last - 1;
  if (between <= 0) return 1n;
  return index === 0 || index === last ? 2n * BigInt(between) : 1n;
}
