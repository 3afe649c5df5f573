import type { AttributionPolicy, PolicyPreset } from "./policy.ts";

/** The name of each policy and what it does, in one sentence. */
export const presetWords: Readonly<Record<PolicyPreset, { readonly name: string; readonly sentence: string }>> = {
  "code-wins": { name: "Code wins", sentence: "A creator's code on the order decides; without one, the last click; without a click, whoever brought the customer." },
  "click-wins": { name: "Click wins", sentence: "The last click before the sale decides; without one, a creator's code; without a code, whoever brought the customer." },
  "first-touch": { name: "First touch", sentence: "The earliest touch decides, whatever its kind; a code counts at the time of the sale." },
}; // prettier-ignore

/** The windows of a policy in one sentence. */
export function windowsInWords(policy: Pick<AttributionPolicy, "clickWindowDays" | "bindingWindowDays" | "tailDays">): string {
  const binding =
    policy.bindingWindowDays === 0
      ? "customers are not bound to a creator"
      : `a customer stays bound to their creator for ${days(policy.bindingWindowDays)}`;
  const tail = policy.tailDays === 0 ? "nothing earns after an end" : `earlier touches earn for ${days(policy.tailDays)} after an end`;
  return `A click counts for ${days(policy.clickWindowDays)}; ${binding}; ${tail}.`;
}

function days(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}
