import { isSharing, type PolicyRules, type TouchKind } from "./policy.ts";
import { days } from "./time-in-words.ts";

/** How a policy decides between the touches of its campaign, as part of a sentence: "in this campaign a code wins, then the last click". */
export function ruleInWords(rules: PolicyRules): string {
  const { precedence, bindingWindowDays } = rules;
  const told = precedence.filter(
    (kinds, tier) => !isOnlyBinding(kinds) || (bindingWindowDays > 0 && tier < precedence.length - 1),
  );
  const [first = ["binding"], ...others] = told;
  const parts = others.map((kinds) =>
    isShared(rules, kinds) ? `${sharersOf(kinds)} in the same way` : winnerOf(rules, kinds),
  );
  const head = isShared(rules, first)
    ? `${sharersOf(first)} share the sale${sharesInWords(rules)}`
    : `${winnerOf(rules, first)} wins`;
  return `in this campaign ${[head, ...parts].join(", then ")}`;
}

function isOnlyBinding(kinds: readonly TouchKind[]): boolean {
  return kinds.length === 1 && kinds[0] === "binding";
}

function isShared(rules: PolicyRules, kinds: readonly TouchKind[]): boolean {
  return isSharing(rules) && !isOnlyBinding(kinds);
}

function winnerOf({ model, codeTie }: PolicyRules, kinds: readonly TouchKind[]): string {
  const which = model === "first" ? "first" : "last";
  if (kinds.length === 3) return `the ${which} touch`;
  if (kinds.length === 2) return `the ${which} ${kinds.map((kind) => nouns[kind].one).join(" or ")}`;
  if (kinds[0] === "click") return `the ${which} click`;
  if (kinds[0] === "binding") return "the creator who brought the customer";
  return codeTie === "newest-code" ? "the newest code" : "a code";
}

const nouns: Readonly<Record<TouchKind, { readonly one: string; readonly many: string }>> = {
  click: { one: "click", many: "clicks" },
  code: { one: "code", many: "codes" },
  binding: { one: "earlier customer", many: "earlier customers" },
};

function sharersOf(kinds: readonly TouchKind[]): string {
  return kinds.length === 3 ? "all touches" : `the ${kinds.map((kind) => nouns[kind].many).join(" and ")}`;
}

/** How a sharing model divides, following "share the sale". */
function sharesInWords({ model, halfLifeDays }: Pick<PolicyRules, "model" | "halfLifeDays">): string {
  if (model === "position") return ", 40 % to the first, 40 % to the last and 20 % to those between";
  if (model === "time-decay") return `, each counting half of one that came ${days(halfLifeDays)} later`;
  return " equally";
}
