import { expect, it } from "vitest";
import type { SaleEvidence } from "#app/attribution/sale-evidence.ts";
import { rulesOf } from "#app/attribution/preset-rules.ts";
import { visits } from "#db/schema/clicks.ts";
import { addDays, addMinutes } from "#app/kit/clock.ts";
import { readEvidence } from "#app/sales/read-evidence.server.ts";
import { addClick } from "#tests/world/lumen-tea.ts";
import { openReplayShop, REPLAYED_FROM, sellTea } from "#tests/world/replay-shop.ts";
import { WORLD_START } from "#tests/world/test-world.ts";
import { gatherEvidence } from "./gather-evidence.server.ts";
import { listAnonymousSales } from "./replayed-sale-store.server.ts";
import { Roster } from "./roster.server.ts";

const traits = {
  usesBindings: true,
  looksAtProducts: true,
  weighsLateClicks: true,
  reachesShoppers: true,
  clickWindowDays: 30,
};

/** What a decision looks at, in an order of its own. */
function essenceOf({ clicks, codes }: Pick<SaleEvidence, "clicks" | "codes">) {
  return {
    clicks: clicks.map((click) => [click.partnershipId, click.occurredAt.getTime(), click.class].join()).sort(),
    codes: codes.filter(({ partnershipId }) => partnershipId !== null).map(({ partnershipId }) => partnershipId),
  };
}

it("finds for many sales at once what is found for each alone: named clicks of any kind, others of the visitor, codes, the checkout", async () => {
  const stage = await openReplayShop();
  const { services } = stage.world;
  const { brandId } = stage.shop;
  const [mara, nils] = stage.partners;
  const at = addDays(REPLAYED_FROM, 10);
  const click = (partner: typeof mara, minutesBefore: number, visitor: string, rest = {}) =>
    addClick(services, brandId, partner!, { at: addMinutes(at, -minutesBefore), visitor, ...rest });
  const named = await click(mara, 300, "v");
  await click(nils, 20, "v");
  await click(nils, 9_000, "v");
  await click(nils, 500, "v", { class: "repeat" });
  await click(mara, -60, "v");
  await click(nils, 400_000, "v");
  const bot = await click(nils, 60, "w", { class: "bot" });
  await click(mara, 70, "someone else");
  const seen = { brandId, visitorKey: "anna", pageHost: "", refererHost: "", source: "pixel" as const, clickId: named };
  await services.db.inBrand(brandId, (tx) =>
    tx.insert(visits).values({ ...seen, id: services.newId(), pagePath: "/checkout", occurredAt: addMinutes(at, -30) }),
  );
  await sellTea(stage, "1001", at, { clickIds: [named, bot], codes: ["mara-10", "SUMMER"] });
  await sellTea(stage, "1002", addMinutes(at, 1), { clickIds: [bot, "no click"], codes: ["NILS5"] });
  await sellTea(stage, "1003", addMinutes(at, 2));

  await services.db.inBrand(brandId, async (tx) => {
    const period = { from: REPLAYED_FROM, until: WORLD_START };
    const sales = await listAnonymousSales(tx, brandId, period, { placedAt: null, saleId: null }, 10);
    expect(sales).toHaveLength(3);
    const roster = new Roster(brandId, rulesOf("code-wins"), null);
    const gathered = await gatherEvidence(tx, brandId, sales, traits, roster);
    for (const { id } of sales) {
      const alone = await readEvidence(tx, brandId, id);
      const together = { clicks: gathered.clicks.get(id) ?? [], codes: gathered.codes.get(id) ?? [] };
      expect(essenceOf(together)).toEqual(essenceOf(alone!));
      expect(gathered.checkoutStarts.get(id) ?? null).toEqual(alone?.checkoutStartedAt);
    }
    expect(gathered.checkoutStarts.size).toBe(1);
  });
});
