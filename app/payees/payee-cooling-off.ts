import { addDays } from "#app/kit/clock.ts";

/** A changed account waits this long before money goes to it, so that its owner can object to a change they did not make. */
export const COOLING_OFF_DAYS = 3;

/** When new details may be used: the first ones at once, a change after the cooling-off. */
export function usableFromOf(isFirst: boolean, now: Date): Date {
  return isFirst ? now : addDays(now, COOLING_OFF_DAYS);
}
