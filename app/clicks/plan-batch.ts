import type { ArrivedClick } from "./arrived-click.ts";
import { repeatClassification, REPEAT_WINDOW_MS } from "./classify-click.ts";

export interface PlannedClick {
  readonly click: ArrivedClick;
  /** True for the one click of the batch that may count for its hour key; the database has the last word. */
  readonly claims: boolean;
}

/**
 * Takes clicks from the front of a queue for one write, in the order they arrived. Of those with one hour key the first claims the
 * count and the others repeat it. A click that comes an hour or more after the one that claims could count itself, and one statement
 * cannot count a key twice: the batch ends before it.
 */
export function planBatch(waiting: readonly ArrivedClick[], maxClicks: number): PlannedClick[] {
  const claimedAt = new Map<string, number>();
  const plan: PlannedClick[] = [];
  for (const click of waiting) {
    if (plan.length === maxClicks) break;
    if (click.class !== "counted") {
      plan.push({ click, claims: false });
      continue;
    }
    const key = `${click.linkId} ${click.hourKey}`;
    const at = claimedAt.get(key);
    if (at === undefined) {
      claimedAt.set(key, click.occurredAt.getTime());
      plan.push({ click, claims: true });
    } else if (click.occurredAt.getTime() - at >= REPEAT_WINDOW_MS) {
      break;
    } else {
      plan.push({ click: { ...click, ...repeatClassification }, claims: false });
    }
  }
  return plan;
}
