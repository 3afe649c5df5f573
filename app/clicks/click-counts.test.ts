import { expect, test } from "vitest";
import { addDays } from "#app/kit/clock.ts";
import { addSharer, listenForLinks, openLinkWorld, sortClicks, type LinkWorld } from "#tests/http/link-world.ts";
import { WORLD_START } from "#tests/world/test-world.ts";
import {
  countByDay,
  countByDimension,
  countByHour,
  countByPartnership,
  sumClicks,
  type ClickScope,
} from "./click-report-store.server.ts";
import { rollUpClicks } from "./drain-clicks.server.ts";
import { sweepLastCountedJob } from "./sweep-last-counted.job.server.ts";

const june = { from: new Date("2026-06-01T00:00:00Z"), until: new Date("2026-07-01T00:00:00Z") };

/** Everything the reports say of somebody's June. */
async function reportOf(world: LinkWorld, scope: ClickScope) {
  return world.services.db.inPlatform(async (tx) => ({
    days: await countByDay(tx, scope, june),
    hours: await countByHour(tx, scope, june),
    parts: await countByDimension(tx, scope, june),
    partnerships: await countByPartnership(tx, scope, june, 10),
    sum: await sumClicks(tx, scope, { from: june.from, until: addDays(WORLD_START, 2) }),
  }));
}

test("a brand sees gross and net by day, hour, placement and class, a creator only their own; added up or not yet", async () => {
  const world = await openLinkWorld();
  const { brandId, campaignId, mara, services } = world;
  const tom = await addSharer(world, { brandId, campaignId, handle: "tom" });
  const { ask, stop } = await listenForLinks(world);
  await ask("/r/mara-lumen-tea?p=story");
  await ask("/r/mara-lumen-tea?p=story");
  await ask(`/r/${tom.slug}`, { method: "HEAD" });
  world.clock.advanceDays(1);
  await ask("/r/mara-lumen-tea");
  await stop();
  await sortClicks(world);
  const ofBrand = { brandId, campaignId: null };
  const waiting = await reportOf(world, ofBrand);
  expect(waiting.days).toEqual([
    { at: "2026-06-01", gross: 3, net: 1 },
    { at: "2026-06-02", gross: 1, net: 1 },
  ]);
  expect(waiting.hours).toEqual([
    { at: "2026-06-01T09", gross: 3, net: 1 },
    { at: "2026-06-02T09", gross: 1, net: 1 },
  ]);
  expect(waiting.sum).toEqual({ gross: 4, net: 2 });
  const part = (dimension: string) =>
    Object.fromEntries(
      waiting.parts
        .filter((row) => row.dimension === dimension)
        .map(({ value, gross, net }) => [value, `${net}/${gross}`]),
    );
  expect(part("placement")).toEqual({ story: "1/2", "": "1/2" });
  expect(part("class")).toEqual({ counted: "2/2", repeat: "0/1", head: "0/1" });
  expect(part("way")).toEqual({ link: "2/4" });
  expect(waiting.partnerships).toMatchObject([
    { partnershipId: mara.partnershipId, creatorName: "mara", gross: 3, net: 2 },
    { partnershipId: tom.partnershipId, creatorName: "tom", gross: 1, net: 0 },
  ]);

  expect(await rollUpClicks(services)).toBeGreaterThan(0);
  expect(await reportOf(world, ofBrand), "the same once it is added up").toEqual(waiting);
  expect(await reportOf(world, { brandId, campaignId })).toEqual(waiting);
  expect(await reportOf(world, { brandId, campaignId: services.newId() })).toMatchObject({ days: [], parts: [] });

  const ofMara = await reportOf(world, { creatorId: mara.creatorId, campaignId: null });
  expect(ofMara.days).toEqual([
    { at: "2026-06-01", gross: 2, net: 1 },
    { at: "2026-06-02", gross: 1, net: 1 },
  ]);
  expect(ofMara.partnerships.map(({ creatorName }) => creatorName)).toEqual(["mara"]);
});

test("who clicked what is forgotten once the hour is over, and the clicks stay", async () => {
  const world = await openLinkWorld();
  const { ask, stop } = await listenForLinks(world);
  await ask("/r/mara-lumen-tea");
  await stop();
  await sortClicks(world);
  await sweepLastCountedJob.run(world.services, {});
  expect(await world.database.ownerSql`select from last_counted_clicks`).toHaveLength(2);
  world.clock.advanceDays(1);
  await sweepLastCountedJob.run(world.services, {});
  expect(await world.database.ownerSql`select from last_counted_clicks`).toHaveLength(0);
  expect(await world.database.ownerSql`select from clicks`).toHaveLength(1);
});
