import { and, eq, sql } from "drizzle-orm";
import { commissions } from "#db/schema/commissions.ts";
import { attributions } from "#db/schema/attribution.ts";
import { ledgerEntries } from "#db/schema/ledger.ts";
import type { PolicyRules } from "#app/attribution/policy.ts";
import { addDays } from "#app/kit/clock.ts";
import { applyReplay } from "#app/replays/apply-replay.server.ts";
import { findReplay, type Replay } from "#app/replays/replay-store.server.ts";
import type { ReplaySum } from "#app/replays/replay.ts";
import { startReplay } from "#app/replays/start-replay.server.ts";
import { recordOrder } from "#app/sales/record-order.server.ts";
import type { OrderFacts } from "#app/sales/order-facts.ts";
import { addCreator, addPartnership, openTeaShop, type CampaignChoices, type TeaShop } from "./lumen-tea.ts";
import { must } from "./tenant-cast.ts";
import { orderOf } from "./tea-orders.ts";
import { openTestWorld, WORLD_START, type TestWorld } from "./test-world.ts";

export interface ReplayShop {
  readonly world: TestWorld;
  readonly shop: TeaShop;
  /** Mara, and Nils who shares the campaign with her. */
  readonly partners: readonly { readonly creatorId: string; readonly partnershipId: string; readonly linkId: string }[];
}

/** Lumen Tea with Mara (MARA10) and Nils (NILS5) in one campaign. Its sales are of the thirty days before the world's start. */
export async function openReplayShop(campaign: CampaignChoices = {}): Promise<ReplayShop> {
  const world = await openTestWorld();
  const shop = await openTeaShop(world.services, campaign);
  const { creatorId } = await addCreator(world.services, "Nils Berg");
  const nils = await addPartnership(world.services, shop.brandId, {
    campaignId: shop.campaignId,
    creatorId,
    code: "NILS5",
  });
  return { world, shop, partners: [shop.mara, { creatorId, ...nils }] };
}

export const REPLAYED_FROM = addDays(WORLD_START, -30);

export async function sellTea(
  { world, shop }: ReplayShop,
  externalId: string,
  placedAt: Date,
  choices: Partial<OrderFacts> = {},
): Promise<string> {
  const facts = orderOf(placedAt, { externalId, externalName: `#${externalId}`, ...choices });
  const { saleId } = await world.services.db.inBrand(shop.brandId, (tx) =>
    recordOrder(world.services, tx, shop.brandId, shop.storeId, facts),
  );
  if (saleId === null) throw new Error(`Order ${externalId} was not recorded.`);
  return saleId;
}

/** Works out what these rules would change in the period. */
export async function replayUnder(
  { world, shop }: ReplayShop,
  rules: PolicyRules,
  period = { from: REPLAYED_FROM, until: WORLD_START },
): Promise<Replay> {
  const actor = { brandId: shop.brandId, userId: shop.fayUserId };
  const question = { period, campaignId: null, rules };
  const { replayId } = must("start the replay", await startReplay(world.services, actor, question));
  await world.drain();
  return readReplay({ world, shop }, replayId);
}

/** Applies it and waits until all is posted. */
export async function applyAndWait({ world, shop }: ReplayShop, replay: Replay): Promise<Replay> {
  const actor = { brandId: shop.brandId, userId: shop.fayUserId };
  must("apply", await applyReplay(world.services, actor, replay.id, "The rule of the contract was another one."));
  await world.drain();
  return readReplay({ world, shop }, replay.id);
}

export async function readReplay(
  { world, shop }: Pick<ReplayShop, "world" | "shop">,
  replayId: string,
): Promise<Replay> {
  const replay = await world.services.db.inBrand(shop.brandId, (tx) => findReplay(tx, shop.brandId, replayId));
  if (!replay) throw new Error("The replay is gone.");
  return replay;
}

/** By partnership, what it would gain or lose. */
export function differencesOf(sums: readonly ReplaySum[] | null): Record<string, bigint> {
  const moved = (sums ?? []).map(({ partnershipId, beforeMinor, afterMinor }) => {
    return [partnershipId, BigInt(afterMinor) - BigInt(beforeMinor)] as const;
  });
  return Object.fromEntries(moved.filter(([, difference]) => difference !== 0n));
}

/** By partnership, all that the ledger holds for it, wherever the money is. */
export async function postedOf({ world, shop, partners }: ReplayShop): Promise<Record<string, bigint>> {
  const rows = await world.services.db.inBrand(shop.brandId, (tx) =>
    tx
      .select({ account: ledgerEntries.account, sum: sql<string>`sum(${ledgerEntries.amountMinor})` })
      .from(ledgerEntries)
      .where(eq(ledgerEntries.brandId, shop.brandId))
      .groupBy(ledgerEntries.account),
  );
  return Object.fromEntries(
    partners.map(({ partnershipId, creatorId }) => {
      const own = rows.filter(({ account }) => account.startsWith(`creator:${creatorId}@`));
      return [partnershipId, own.reduce((sum, row) => sum + BigInt(row.sum), 0n)];
    }),
  );
}

/** How many decisions and ledger transactions there are: what must not grow when nothing changes. */
export async function countFacts({
  world,
  shop,
}: ReplayShop): Promise<{ decisions: number; commissions: number; transactions: number }> {
  return world.services.db.inBrand(shop.brandId, async (tx) => {
    const [row] = await tx.execute<{ decisions: number; transactions: number }>(sql`
      select (select count(*)::int from attributions where brand_id = ${shop.brandId}) as decisions,
        (select count(*)::int from ledger_transactions where brand_id = ${shop.brandId}) as transactions`);
    const earned = await tx
      .select({ id: commissions.id })
      .from(commissions)
      .where(eq(commissions.brandId, shop.brandId));
    return { decisions: row?.decisions ?? 0, transactions: row?.transactions ?? 0, commissions: earned.length };
  });
}

/** Every decision a sale ever had, the first one first. */
export async function decisionsOnSale({ world, shop }: ReplayShop, saleId: string) {
  return world.services.db.inBrand(shop.brandId, (tx) =>
    tx
      .select()
      .from(attributions)
      .where(and(eq(attributions.brandId, shop.brandId), eq(attributions.saleId, saleId)))
      .orderBy(attributions.sequence),
  );
}
