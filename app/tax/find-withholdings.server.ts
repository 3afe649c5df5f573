import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { findHomeCountries, findLatestForms, formOf } from "./tax-form-store.server.ts";
import { dayIn } from "./tax-year.ts";
import { withholdingOf, type Withholding } from "./withholding.ts";

/** What has to be kept back of payouts to these creators as things stand; who is absent is paid whole. */
export async function findWithholdings(
  services: Pick<Services, "taxPayer" | "clock">,
  tx: Tx,
  creatorIds: readonly string[],
): Promise<Map<string, Withholding>> {
  const { taxPayer, clock } = services;
  const found = new Map<string, Withholding>();
  if (taxPayer.country !== "US" || creatorIds.length === 0) return found;
  const today = dayIn(taxPayer.timeZone, clock.now());
  const forms = await findLatestForms(tx, creatorIds);
  for (const [creatorId, home] of await findHomeCountries(tx, creatorIds)) {
    const own = forms.get(creatorId);
    const residence = own?.[0]?.country ?? home;
    const withholding = withholdingOf({ residence, w9: formOf(own, "w-9") }, taxPayer, today);
    if (withholding) found.set(creatorId, withholding);
  }
  return found;
}
