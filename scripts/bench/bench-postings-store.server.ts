import { brandCommissionsAccount, creatorAccount } from "#app/ledger/account.ts";
import { postTransaction } from "#app/ledger/post-transaction.server.ts";
import { brands } from "#db/schema/brands.ts";
import type { BenchWorld } from "./bench-world.server.ts";

/** Brands with nothing but books. */
export async function addBrandsOfLedger({ services }: BenchWorld, count: number): Promise<string[]> {
  const rows = Array.from({ length: count }, (_, index) => {
    const [id, slug] = [services.newId(), `ledger-${index}`];
    return { id, name: slug, slug, website: `https://${slug}.example`, createdAt: services.clock.now() };
  });
  await services.db.inPlatform((tx) => tx.insert(brands).values(rows));
  return rows.map(({ id }) => id);
}

/** Books a cent that a creator of their own earned from the brand, in a transaction of its own. */
export function bookPair({ services }: BenchWorld, brandId: string, worker: number): Promise<unknown> {
  const account = creatorAccount(`0000000${worker}-0000-7000-8000-000000000000`, brandId, "held");
  return services.db.inBrand(brandId, (tx) =>
    postTransaction(services, tx, brandId, {
      idempotencyKey: services.newId(),
      eventCode: "commission.earned",
      sentence: "0.01 EUR was earned: measured.",
      occurredAt: services.clock.now(),
      entries: [
        { account: brandCommissionsAccount(brandId), currency: "EUR", amountMinor: -1n },
        { account, currency: "EUR", amountMinor: 1n },
      ],
    }),
  );
}
