import { startOfMonth } from "#app/ledger/postpone-posting.ts";
import { sha256 } from "#app/platform/keys.server.ts";
import type { Seller } from "#app/platform/seller.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { findFeeVats, type BrandFeeVat } from "./fee-rates.server.ts";
import { nextVat, type FeeVatKind, type FeeVatStanding } from "./fee-vat.ts";
import {
  findSentFeeVats,
  insertFeeVats,
  keepSeller,
  sumFeeVats,
  vatGroupOf,
  type FeeVatRow,
} from "./fee-vat-store.server.ts";

interface ChargedFee {
  readonly brandId: string;
  readonly payoutId: string;
  readonly currency: string;
  /** Below zero where it is given back. */
  readonly feeMinor: bigint;
}

/** The VAT on fees while payouts are sent or come back. */
export interface FeeVatBook {
  /** The VAT that goes with one more fee, below zero where it is given back, and at which rate. Null where none was reckoned. */
  vatOn(fee: ChargedFee): { readonly vatMinor: bigint; readonly rateBps: number } | null;
  /** Keeps how VAT stood on every fee that was asked about. */
  save(): Promise<void>;
}

type Known = FeeVatStanding & Pick<FeeVatRow, "sellerId" | "buyerVersion">;

/**
 * Opens the month's VAT of these brands, whose balances must be locked. A fee that is charged has the VAT of today; one that comes back has
 * the VAT it was charged with: a fee from before there was VAT comes back without.
 */
export async function openFeeVatBook(
  services: Pick<Services, "clock" | "seller">,
  tx: Tx,
  facts: {
    readonly kind: FeeVatKind;
    readonly brandIds: readonly string[];
    readonly payoutIds: readonly string[];
    readonly occurredAt: Date;
  },
): Promise<FeeVatBook> {
  const { kind, brandIds, occurredAt } = facts;
  const known = kind === "sent" ? await findToday(services, tx, brandIds) : await findCharged(tx, facts.payoutIds);
  const from = startOfMonth(occurredAt);
  const until = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1));
  const soFar = known.size === 0 ? new Map<string, never>() : await sumFeeVats(tx, brandIds, { from, until });
  const sums = new Map(soFar);
  const rows: FeeVatRow[] = [];
  return {
    vatOn({ brandId, payoutId, currency, feeMinor }) {
      const standing = known.get(kind === "sent" ? brandId : `${brandId} ${payoutId}`);
      if (standing === undefined) return null;
      const { treatment, rateBps, sellerId, buyerVersion } = standing;
      const group = vatGroupOf({ brandId, currency, rateBps });
      const sum = sums.get(group) ?? { netMinor: 0n, vatMinor: 0n };
      const vatMinor = nextVat(sum, feeMinor, rateBps);
      sums.set(group, { netMinor: sum.netMinor + feeMinor, vatMinor: sum.vatMinor + vatMinor });
      rows.push({
        ...{ brandId, payoutId, kind, currency, occurredAt, treatment, rateBps },
        ...{ netMinor: feeMinor, vatMinor, sellerId, buyerVersion },
      });
      return { vatMinor, rateBps };
    },
    save: () => insertFeeVats(tx, rows),
  };
}

async function findToday(
  services: Pick<Services, "clock" | "seller">,
  tx: Tx,
  brandIds: readonly string[],
): Promise<Map<string, Known>> {
  const { seller } = services;
  if (seller === null) return new Map();
  const sellerId = sellerIdOf(seller);
  const { name: legalName, ...details } = seller;
  await keepSeller(tx, { id: sellerId, legalName, ...details });
  const vats: Map<string, BrandFeeVat> = await findFeeVats(services, tx, brandIds);
  return new Map([...vats].map(([brandId, vat]) => [brandId, { ...vat, sellerId }]));
}

async function findCharged(tx: Tx, payoutIds: readonly string[]): Promise<Map<string, Known>> {
  const charged = new Map<string, Known>();
  for (const payoutId of payoutIds) {
    for (const row of await findSentFeeVats(tx, payoutId)) charged.set(`${row.brandId} ${payoutId}`, row);
  }
  return charged;
}

function sellerIdOf(seller: Seller): string {
  const { name, street, city, region, postalCode, country, vatId, registration } = seller;
  return sha256(JSON.stringify([name, street, city, region, postalCode, country, vatId, registration]));
}
