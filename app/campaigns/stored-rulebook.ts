import { z } from "zod";
import { progressMeasures, progressPeriods, ruleCustomers, rulePays, ruleScopes, type Rulebook } from "./rulebook.ts";

/** Minor units do not fit into the numbers of JSON. */
const minor = z
  .string()
  .regex(/^\d{1,18}$/)
  .transform(BigInt);

const storedShape = z.object({
  rules: z.array(
    z.object({
      scope: z.enum(ruleScopes),
      name: z.string(),
      products: z.array(z.string()),
      customer: z.enum(ruleCustomers),
      pays: z.enum(rulePays),
      rateBps: z.number().int().min(0),
      amountMinor: minor,
      fromProgress: minor,
      priority: z.number().int(),
    }),
  ),
  bonuses: z.array(z.object({ atProgress: minor, amountMinor: minor })),
  measure: z.enum(progressMeasures),
  period: z.enum(progressPeriods),
  saleCapMinor: minor.nullable(),
  periodCapMinor: minor.nullable(),
  creatorCapMinor: minor.nullable(),
  repeatMonths: z.number().int().nullable(),
  repeatOrders: z.number().int().nullable(),
});

/** Reads a rulebook as it is kept with its version of the terms; throws where it is not one. The driver hands it over as text or parsed. */
export function readRulebook(stored: unknown): Rulebook {
  return storedShape.parse(typeof stored === "string" ? JSON.parse(stored) : stored);
}

/** Writes a rulebook as JSON text. */
export function writeRulebook(rulebook: Rulebook): string {
  return JSON.stringify(rulebook, (_name, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
}
