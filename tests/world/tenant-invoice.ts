import type { Services } from "#app/platform/services.server.ts";
import { composeInvoice } from "#app/tax/compose-invoice.ts";
import { insertInvoice } from "#app/tax/self-billing-store.server.ts";
import { sealInvoice } from "#app/tax/tax-secrets.server.ts";
import { must, type TenantCast } from "./tenant-cast.ts";

interface Invoiced {
  readonly brandId: string;
  readonly creatorId: string;
  readonly payoutId: string;
}

/** A self-billing invoice of a tenant's creator for their payout, which names both. */
export async function foundInvoice(
  services: Services,
  { words }: TenantCast,
  { brandId, creatorId, payoutId }: Invoiced,
): Promise<string> {
  const place = { street: "Lane 1", city: "Malmö", region: "", postalCode: "211 20", vatId: "" };
  const payment = {
    ...{ payoutId, batchName: "2026-06-01-1", currency: "EUR", paidOn: "2026-06-20", withheldMinor: 0n },
    ...{ earnedMinor: 10_00n, earnedCount: 1, clawedBackMinor: 0n, clawedBackCount: 0, correctedNames: [] },
  };
  const content = must(
    "compose an invoice",
    composeInvoice(
      { year: 2026, number: 1, issuedOn: "2026-06-20" },
      payment,
      { ...place, name: words.pair, country: "SE", vatStanding: "none" },
      { ...place, name: words.house, country: "DE" },
    ),
  );
  const id = services.newId();
  await services.db.inPlatform((tx) =>
    insertInvoice(tx, {
      ...{ brandId, id, creatorId, payoutId, kind: content.kind, correctsId: null, year: 2026, number: 1 },
      ...{ currency: "EUR", totalMinor: 10_00n, vatMinor: 0n, issuedAt: services.clock.now() },
      contentEncrypted: sealInvoice(services, JSON.stringify(content)),
    }),
  );
  return id;
}
