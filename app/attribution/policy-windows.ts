import type { AttributionPolicy } from "./policy.ts";

/** The windows of a policy in one sentence. */
export function windowsInWords(
  policy: Pick<AttributionPolicy, "clickWindowDays" | "bindingWindowDays" | "tailDays">,
): string {
  const binding =
    policy.bindingWindowDays === 0
      ? "customers are not bound to a creator"
      : `a customer stays bound to their creator for ${days(policy.bindingWindowDays)}`;
  const tail =
    policy.tailDays === 0
      ? "nothing earns after an end"
      : `earlier touches earn for ${days(policy.tailDays)} after an end`;
  return `A click counts for ${days(policy.clickWindowDays)}; ${binding}; ${tail}.`;
}

function days(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}
