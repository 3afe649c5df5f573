import { sumMinor } from "#app/kit/money.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { composeInvoice } from "./compose-invoice.ts";
import { readInvoiceMonth, type FeeCharge, type Invoice, type InvoiceLine } from "./invoice.ts";
import { balanceBefore, findInvoiceParties, listFeeCharges, listInvoiceLines } from "./invoice-store.server.ts";

interface InvoiceAsked {
  readonly brand: { readonly id: string; readonly name: string; readonly slug: string };
  readonly month: string;
  readonly currency: string;
}

/**
 * A brand's invoice for a month that is over, from what was booked and decided then: neither is ever changed, so that the same invoice
 * says the same for ever. Only a brand that tells its details late makes an invoice of what was a statement.
 */
export async function readInvoice(
  services: Services,
  { brand, month, currency }: InvoiceAsked,
): Promise<Outcome<Invoice, "unknown-month" | "not-over">> {
  const period = readInvoiceMonth(month);
  if (!period || !/^[A-Z]{3}$/.test(currency)) return refused("unknown-month");
  if (period.until.getTime() > services.clock.now().getTime()) return refused("not-over");
  return services.db.inBrand(brand.id, async (tx) => {
    const of = { ...period, currency };
    const lines = await listInvoiceLines(tx, brand.id, of);
    if (lines.length === 0) return refused("unknown-month");
    const charges = await listFeeCharges(tx, brand.id, of);
    return done(
      composeInvoice({
        ...{ brand, month, currency, lines },
        openingMinor: await balanceBefore(tx, brand.id, currency, period.from),
        charges: [...chargedBefore(lines, charges), ...charges],
        ...(await findInvoiceParties(tx, brand.id, of)),
      }),
    );
  });
}

/** What the ledger has of fees beyond those that VAT was reckoned for: charged before the platform had said who it is. */
function chargedBefore(lines: readonly InvoiceLine[], charges: readonly FeeCharge[]): FeeCharge[] {
  const fees = lines.filter(({ eventCode }) => eventCode.startsWith("fee."));
  const bookedMinor = -sumMinor(fees.map(({ amountMinor }) => amountMinor));
  const netMinor = bookedMinor - sumMinor(charges.map((charge) => charge.netMinor));
  if (netMinor === 0n) return [];
  const plain = { kind: "sent", correctsMonth: null, treatment: null, rateBps: 0, vatMinor: 0n } as const;
  return [{ ...plain, isGivenBack: netMinor < 0n, count: 1, netMinor }];
}
