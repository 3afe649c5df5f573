import { confirmBankTransfer, recordBankTransfer } from "#app/billing/record-bank-transfer.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { users } from "#db/schema/access.ts";

/** What a brand of a story pays in where nobody says how much: enough for every payout of it. */
const PLENTY = 100_000_00n;

let transferCount = 0;

/** Money a brand has paid in by bank transfer, seen by two people of finance. */
export async function fundBrand(
  services: Services,
  brandId: string,
  amountMinor: bigint = PLENTY,
  currency = "EUR",
): Promise<void> {
  transferCount += 1;
  const people = [services.newId(), services.newId()] as const;
  await services.db.inPlatform((tx) =>
    tx
      .insert(users)
      .values(
        people.map((id) => ({ id, email: `${id}@finance.example`, name: "Fern", createdAt: services.clock.now() })),
      ),
  );
  const bankReference = `Transfer ${transferCount}`;
  const transfer = { brandId, amountMinor, currency, bankReference, userId: people[0] };
  const recorded = await recordBankTransfer(services, transfer);
  if (!recorded.ok) throw new Error(recorded.refusal);
  const { topUpId, isWaiting } = recorded.value;
  const confirmed = isWaiting ? await confirmBankTransfer(services, { brandId, topUpId, userId: people[1] }) : null;
  if (confirmed?.ok === false) throw new Error(confirmed.refusal);
}
