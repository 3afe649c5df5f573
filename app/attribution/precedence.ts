import type { Touch } from "./judge-touch.ts";
import type { TouchKind } from "./policy.ts";

/** Negative when the first touch goes before the second. Total: two different touches never tie, so the order given is irrelevant. */
export type Precedence = (one: Touch, other: Touch) => number;

/** The kinds in the order they win. */
export function byKind(order: readonly TouchKind[]): Precedence {
  return (one, other) => order.indexOf(one.kind) - order.indexOf(other.kind);
}

export const latestFirst: Precedence = (one, other) => other.occurredAt.getTime() - one.occurredAt.getTime();

export const earliestFirst: Precedence = (one, other) => one.occurredAt.getTime() - other.occurredAt.getTime();

/** Ids are UUIDv7: the smaller one was made earlier. */
export const olderPartnershipFirst: Precedence = (one, other) => compareText(one.partnership.id, other.partnership.id);

/** Each rule decides only what the ones before it left open. */
export function inTurn(...rules: readonly Precedence[]): Precedence {
  const all = [...rules, olderPartnershipFirst, byKind(["code", "click", "binding"]), byEvidence];
  return (one, other) => {
    for (const rule of all) {
      const result = rule(one, other);
      if (result !== 0) return result;
    }
    return 0;
  };
}

const byEvidence: Precedence = (one, other) => compareText(one.evidence, other.evidence);

function compareText(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
