import type { Parcel } from "#app/platform/api-rails/api-rail.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { ParcelRow } from "./parcel-store.server.ts";
import type { PayeeAccount } from "#app/payees/payee-kinds.ts";
import { openAccount } from "#app/payees/payee-secrets.server.ts";
import { findSealedPayments } from "#app/payees/payee-store.server.ts";

/** What a call to the provider carries, with the accounts in the clear: the same at every try. */
export async function openParcel(services: Services, tx: Tx, row: ParcelRow): Promise<Parcel> {
  const payments = await findSealedPayments(tx, { parcelId: row.id });
  return {
    id: row.id,
    batchId: row.batchId,
    batchName: row.batchName,
    currency: row.currency,
    payments: payments.map((payment) => ({
      payoutId: payment.payoutId,
      amountMinor: payment.amountMinor,
      destination: destinationOf(openAccount(services, payment)),
    })),
  };
}

function destinationOf(account: PayeeAccount): string {
  if (account.kind === "paypal") return account.email;
  if (account.kind === "stripe") return account.accountId;
  throw new Error(`No provider is paid through its API for an account of the kind ${account.kind}.`);
}
