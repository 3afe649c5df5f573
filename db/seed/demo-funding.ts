import { confirmBankTransfer, recordBankTransfer } from "#app/billing/record-bank-transfer.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { mustDo, type Founded, type FoundedBrand } from "./demo-founding.ts";

const HUNDRED = 100_00n;

/** What each brand pays in first. The last one's is used up by the first payouts, so that later ones wait for its funds. */
const FIRST_TOP_UPS = [9n * HUNDRED, 5n * HUNDRED, 3n * HUNDRED];

/** Before the first payouts every brand has paid in what its first month costs. */
export async function payInFirst(world: Services, founded: Founded): Promise<void> {
  for (const [index, brand] of founded.brands.entries()) {
    await payIn(world, founded, brand, { amountMinor: FIRST_TOP_UPS[index] ?? HUNDRED, number: 1 });
  }
}

/** The first brand pays in again; the others run on what they have. One further transfer waits for its second person. */
export async function payInAgain(world: Services, founded: Founded): Promise<void> {
  const [lumen, fjell] = founded.brands;
  if (!lumen || !fjell) return;
  await payIn(world, founded, lumen, { amountMinor: 5n * HUNDRED, number: 2 });
  const waiting = transferOf(fjell, { amountMinor: 75n * HUNDRED, number: 2 });
  mustDo("record a transfer", await recordBankTransfer(world, { ...waiting, userId: founded.preparerId }));
}

interface Transfer {
  readonly amountMinor: bigint;
  readonly number: number;
}

async function payIn(
  world: Services,
  { preparerId, approverId }: Founded,
  brand: FoundedBrand,
  transfer: Transfer,
): Promise<void> {
  const recorded = await recordBankTransfer(world, { ...transferOf(brand, transfer), userId: preparerId });
  const { topUpId, isWaiting } = mustDo("record a transfer", recorded);
  if (!isWaiting) return;
  const confirmed = await confirmBankTransfer(world, { brandId: brand.brandId, topUpId, userId: approverId });
  if (!confirmed.ok) throw new Error(`The demo world could not confirm a transfer: ${confirmed.refusal}.`);
}

function transferOf({ brandId, cast }: FoundedBrand, { amountMinor, number }: Transfer) {
  const bankReference = `${cast.name} balance ${number}`;
  return { brandId, amountMinor, currency: cast.currency, bankReference };
}
