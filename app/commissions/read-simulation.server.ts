import { parseWithZod } from "@conform-to/zod/v4";
import type { SubmissionResult } from "@conform-to/react";
import type { CampaignTerms } from "#app/campaigns/campaign.ts";
import { exampleOrderMinor } from "#app/campaigns/terms-words.ts";
import { simulateSale, simulationSchema, type SimulatedSale } from "./simulate-sale.ts";
import { startingSimulation, type SimulationTexts } from "./simulation-texts.ts";

/** A simulation as a page shows it: what was asked, and what it would earn. */
export interface SimulationView {
  readonly terms: CampaignTerms;
  /** What the address calls them, where it says so. */
  readonly version: string | null;
  readonly initial: SimulationTexts;
  readonly lastResult: SubmissionResult<string[]> | null;
  /** Null where what was asked cannot be read. */
  readonly result: SimulatedSale | null;
}

/** Answers the simulation in an address; one without a simulation is answered with an everyday order. */
export function readSimulation(terms: CampaignTerms, address: string, now: Date): SimulationView {
  const { searchParams } = new URL(address);
  const version = searchParams.get("terms");
  const initial = startingSimulation(exampleOrderMinor(terms.currency), terms.currency);
  const schema = simulationSchema(terms.currency);
  if (!searchParams.has("customer")) {
    const start = schema.parse(initial);
    return { terms, version, initial, lastResult: null, result: simulateSale(terms, start, now) };
  }
  const submission = parseWithZod(searchParams, { schema });
  const result = submission.status === "success" ? simulateSale(terms, submission.value, now) : null;
  return { terms, version, initial, lastResult: submission.reply(), result };
}
