import { z } from "zod";
import { policyShape, readPolicy } from "../campaigns/policy-form.ts";
import { daysFromTo, isIsoDay, type Period } from "../insights/period.ts";
import { MS_PER_DAY } from "../kit/clock.ts";
import type { PolicyRules } from "../attribution/policy.ts";
import { MAX_REPLAY_DAYS } from "./replay.ts";

/** What a brand asks: which sales, and by which rules. */
export interface ReplayQuestion {
  readonly period: Period;
  /** Null for all campaigns. */
  readonly campaignId: string | null;
  readonly rules: PolicyRules;
}

const dayField = z.string({ error: "Choose a day." }).refine(isIsoDay, "That is not a day. Write it as 2026-11-21.");

/** @param currency of a smallest order. */
export function startReplaySchema(currency: string) {
  return z
    .object({
      ...policyShape,
      first: dayField,
      last: dayField,
      campaign: z.union([z.literal("all"), z.uuid("Choose a campaign from the list.")]).default("all"),
    })
    .transform((form, context): ReplayQuestion => {
      const addIssue = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message });
      const period = daysFromTo(form.first, form.last);
      if (form.last < form.first) addIssue("last", "The last day is before the first one. Swap them.");
      if (period.until.getTime() - period.from.getTime() > MAX_REPLAY_DAYS * MS_PER_DAY)
        addIssue("last", `A replay covers at most ${MAX_REPLAY_DAYS} days. Choose a shorter stretch.`);
      return {
        period,
        campaignId: form.campaign === "all" ? null : form.campaign,
        rules: readPolicy(form, currency, addIssue),
      };
    });
}
