import type { Environment } from "./env.server.ts";
import type { TaxPayer } from "./tax-payer.ts";

/** The demo pays from the United States, so that every form and list has something to say. */
const demoPayer: TaxPayer = { country: "US", timeZone: "America/New_York" };

export function taxPayerOf(environment: Environment): TaxPayer {
  const { TAX_PAYER_COUNTRY: country, TAX_PAYER_TIME_ZONE: timeZone, DEMO } = environment;
  if (country === undefined && DEMO === "on") return timeZone === undefined ? demoPayer : { ...demoPayer, timeZone };
  return { country: country ?? null, timeZone: timeZone ?? "UTC" };
}
