import { sumMinor } from "#app/kit/money.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { isFee, readInvoiceMonth, type Invoice } from "./invoice.ts";
import { balanceBefore, listInvoiceLines } from "./invoice-store.server.ts";

interface InvoiceAsked {
  readonly brand: { readonly id: string; readonly name: string; readonly slug: string };
  readonly month: string;
  readonly currency: string;
}

/**
 * A brand's invoice for a month that is over, from the ledger alone: bookings carry the instant at which they happened and are never
 * changed, so that the same invoice says the same for ever.
 */
export async function readInvoice(
  services: Services,
  { brand, month, currency }: InvoiceAsked,
): Promise<Outcome<Invoice, "unknown-month" | "not-over">> {
  const period = readInvoiceMonth(month);
  if (!period || !/^[A-Z]{3}$/.test(currency)) return refused("unknown-month");
  if (period.until.getTime() > services.clock.now().getTime()) return refused("not-over");
  return services.db.inBrand(brand.id, async (tx) => {
    const lines = await listInvoiceLines(tx, brand.id, { ...period, currency });
    if (lines.length === 0) return refused("unknown-month");
    const openingMinor = await balanceBefore(tx, brand.id, currency, period.from);
    return done({
      ...{ brandName: brand.name, month, currency, lines, openingMinor },
      number: `${brand.slug}-${month}-${currency}`.toUpperCase(),
      closingMinor: openingMinor + sumMinor(lines.map((line) => line.amountMinor)),
      feeMinor: -sumMinor(lines.filter(isFee).map((line) => line.amountMinor)),
    });
  });
}
