import { canonicalJsonOf } from "../kit/canonical-json.ts";
import type { PolicyRules } from "../attribution/policy.ts";

/** Rules as a replay keeps them: JSON, the least order's minor units as text. */
export function rulesToText(rules: PolicyRules): string {
  return canonicalJsonOf(rules);
}

export function rulesFromText(text: string): PolicyRules {
  const kept = JSON.parse(text) as Omit<PolicyRules, "minOrderMinor"> & { readonly minOrderMinor: string | null };
  return { ...kept, minOrderMinor: kept.minOrderMinor === null ? null : BigInt(kept.minOrderMinor) };
}
