import type { Touch } from "./judge-touch.ts";
import { touchKinds, type PolicyRules, type TouchKind, type TouchOrder } from "./policy.ts";

/** Negative when the first touch goes before the second. Total: two different touches never tie, so the order given is irrelevant. */
export type Precedence = (one: Touch, other: Touch) => number;

/** The tier a kind stands in; behind all of them when it stands in none. */
export function tierOf(order: TouchOrder, kind: TouchKind): number {
  const tier = order.findIndex((kinds) => kinds.includes(kind));
  return tier === -1 ? order.length : tier;
}

/** The kinds in the order they win. */
export function byTier(order: TouchOrder): Precedence {
  return (one, other) => tierOf(order, one.kind) - tierOf(order, other.kind);
}

export const latestFirst: Precedence = (one, other) => other.occurredAt.getTime() - one.occurredAt.getTime();

export const earliestFirst: Precedence = (one, other) => one.occurredAt.getTime() - other.occurredAt.getTime();

/** Of two creators' codes the one made last; leaves everything else open. */
export const newestCodeFirst: Precedence = (one, other) =>
  one.kind === "code" && other.kind === "code"
    ? (other.codeCreatedAt?.getTime() ?? 0) - (one.codeCreatedAt?.getTime() ?? 0)
    : 0;

/** Ids are UUIDv7: the smaller one was made earlier. */
export const olderPartnershipFirst: Precedence = (one, other) => compareText(one.partnership.id, other.partnership.id);

/** Each rule decides only what the ones before it left open. */
export function inTurn(...rules: readonly Precedence[]): Precedence {
  const all = [...rules, olderPartnershipFirst, byTier(touchKinds.map((kind) => [kind])), byEvidence];
  return (one, other) => {
    for (const rule of all) {
      const result = rule(one, other);
      if (result !== 0) return result;
    }
    return 0;
  };
}

/** How a policy ranks the touches of its own campaign. Where touches are shared the latest stands for them. */
export function precedenceOf({ precedence, model, codeTie }: PolicyRules): Precedence {
  const byTime = model === "first" ? earliestFirst : latestFirst;
  const ties = codeTie === "newest-code" ? [newestCodeFirst] : [];
  return inTurn(byTier(precedence), byTime, ...ties);
}

const byEvidence: Precedence = (one, other) => compareText(one.evidence, other.evidence);

function compareText(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
