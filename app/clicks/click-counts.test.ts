import { expect, test } from "vitest";
import { addDays } from "#app/kit/clock.ts";
import { addSharer, listenForLinks, openLinkWorld, sortClicks } from "#tests/http/link-world.ts";
import { WORLD_START } from "#tests/world/test-world.ts";
import { clickCounts, creatorClickCounts } from "./click-store.server.ts";
import { sweepLastCountedJob } from "./sweep-last-counted.job.server.ts";

const june = { from: addDays(WORLD_START, -1), to: addDays(WORLD_START, 30) };

test("a brand sees gross and net by partnership, day and placement, and a creator only their own", async () => {
  const world = await openLinkWorld();
  const { brandId, campaignId, services, mara } = world;
  const tom = await addSharer(world, { brandId, campaignId, handle: "tom" });
  const { ask } = await listenForLinks(world);
  await ask("/r/mara-lumen-tea?p=story");
  await ask("/r/mara-lumen-tea?p=story");
  await ask(`/r/${tom.slug}`, { method: "HEAD" });
  world.clock.advanceDays(1);
  await ask("/r/mara-lumen-tea");
  await sortClicks(world);
  const row = (partnershipId: string, day: string, placement: string, gross: number, net: number) => ({
    ...{ brandId, partnershipId, day, placement, gross, net },
  });
  const ofMara = [
    row(mara.partnershipId, "2026-06-01", "story", 2, 1),
    row(mara.partnershipId, "2026-06-02", "", 1, 1),
  ];
  const all = await services.db.inBrand(brandId, (tx) => clickCounts(tx, brandId, june));
  expect(all).toHaveLength(3);
  expect(all).toEqual(expect.arrayContaining([...ofMara, row(tom.partnershipId, "2026-06-01", "", 1, 0)]));
  const partnershipIds = [mara.partnershipId];
  expect(await services.db.inBrand(brandId, (tx) => clickCounts(tx, brandId, { ...june, partnershipIds }))).toEqual(
    ofMara,
  );
  expect(await services.db.inPlatform((tx) => creatorClickCounts(tx, mara.creatorId, june))).toEqual(ofMara);
});

test("who clicked what is forgotten once the hour is over, and the clicks stay", async () => {
  const world = await openLinkWorld();
  const { ask } = await listenForLinks(world);
  await ask("/r/mara-lumen-tea");
  await sortClicks(world);
  await sweepLastCountedJob.run(world.services, {});
  expect(await world.database.ownerSql`select from last_counted_clicks`).toHaveLength(2);
  world.clock.advanceDays(1);
  await sweepLastCountedJob.run(world.services, {});
  expect(await world.database.ownerSql`select from last_counted_clicks`).toHaveLength(0);
  expect(await world.database.ownerSql`select from clicks`).toHaveLength(1);
});
