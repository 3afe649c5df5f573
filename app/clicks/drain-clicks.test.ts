import { expect, test, vi } from "vitest";
import { addMinutes } from "#app/kit/clock.ts";
import { openLinkWorld, sortClicks, storedClicks, type LinkWorld } from "#tests/http/link-world.ts";
import { WORLD_START } from "#tests/world/test-world.ts";
import type { ArrivedClick } from "./arrived-click.ts";
import { appendToJournal } from "./click-journal-store.server.ts";
import { drainClicks, rollUpClicks } from "./drain-clicks.server.ts";
import { startDrainLoop } from "./drain-loop.server.ts";
import { composeBatch } from "./journal-line.ts";

/** A click on Mara's link so many minutes after the start, by a visitor who sent the cookie `visitor`. */
function click(world: LinkWorld, minutes: number, visitor: string, fields: Partial<ArrivedClick> = {}): ArrivedClick {
  const { brandId, mara, services } = world;
  return {
    ...{ brandId, id: services.newId(), linkId: mara.linkId, partnershipId: mara.partnershipId },
    ...{ occurredAt: addMinutes(WORLD_START, minutes), class: "counted", reason: "", placement: "story" },
    ...{ visitorKey: visitor, hourKey: visitor, addressPrefix: "", userAgent: "", refererHost: "" },
    ...{ network: "instagram", country: "DE", device: "phone", isScan: false },
    ...fields,
  };
}

/** Journals each click as a batch of its own. */
async function journal(world: LinkWorld, ...clicks: ArrivedClick[]): Promise<void> {
  for (const one of clicks) await appendToJournal(world.services.db.sql, [composeBatch(world.services.newId(), [one])]);
}

/** The class of each click, in the order they are asked for. */
async function classes(world: LinkWorld, ...clicks: ArrivedClick[]): Promise<(string | undefined)[]> {
  const stored = new Map((await storedClicks(world)).map((row) => [row.id, row.class]));
  return clicks.map(({ id }) => stored.get(id));
}

test("of one visitor's clicks that are sorted in together, those an hour apart count", async () => {
  const world = await openLinkWorld();
  const clicks = [0, 30, 59, 60, 90, 119, 120].map((minutes) => click(world, minutes, "v"));
  await journal(world, ...clicks);
  expect(await classes(world, ...clicks)).toEqual(
    ["counted", "repeat", "repeat", "counted", "repeat", "repeat", "counted"], // prettier-ignore
  );
});

test("a repeat and the first of the next hour in one drain: only the second counts", async () => {
  const world = await openLinkWorld();
  const before = click(world, 0, "v");
  await journal(world, before);
  await sortClicks(world);
  const clicks = [click(world, 45, "v"), click(world, 61, "v"), click(world, 62, "v")];
  await journal(world, ...clicks);
  expect(await classes(world, before, ...clicks)).toEqual(["counted", "repeat", "counted", "repeat"]);
});

test("a first visit opens the hour of the cookie it was given, in the same drain and the other way round", async () => {
  const world = await openLinkWorld();
  const first = click(world, 0, "cookie-of-ann", { hourKey: "address-and-agent" });
  const second = click(world, 1, "cookie-of-ann");
  await journal(world, first, second);
  expect(await classes(world, first, second)).toEqual(["counted", "repeat"]);
  const lateFirst = click(world, 200, "cookie-of-ben", { hourKey: "another-address" });
  const soonSecond = click(world, 201, "cookie-of-ben");
  await journal(world, soonSecond);
  await sortClicks(world);
  await journal(world, lateFirst);
  expect(await classes(world, soonSecond, lateFirst)).toEqual(["counted", "repeat"]);
});

test("a click that waited in a spool counts by its own hour, not by when it is sorted in", async () => {
  const world = await openLinkWorld();
  const later = click(world, 180, "v");
  await journal(world, later);
  await sortClicks(world);
  const late = [click(world, 0, "v"), click(world, 30, "v"), click(world, 150, "v")];
  await journal(world, ...late);
  expect(await classes(world, later, ...late)).toEqual(["counted", "counted", "repeat", "repeat"]);
});

test("a batch that comes a second time, and a click that comes in two batches, are stored and tallied once", async () => {
  const world = await openLinkWorld();
  const { services } = world;
  const twice = [click(world, 0, "v"), click(world, 1, "w")];
  const batch = composeBatch(services.newId(), twice);
  await appendToJournal(services.db.sql, [batch]);
  await appendToJournal(services.db.sql, [batch]);
  await sortClicks(world);
  await appendToJournal(services.db.sql, [batch]);
  await appendToJournal(services.db.sql, [{ ...batch, id: services.newId() }]);
  expect(await classes(world, ...twice)).toEqual(["counted", "counted"]);
  expect(await storedClicks(world)).toHaveLength(2);
  const [tallied] = await world.database.ownerSql`select sum(click_count)::int as clicks from click_tallies`;
  expect(tallied?.["clicks"]).toBe(2);
});

test("eight processes draining and folding at once sort every click in once", async () => {
  const world = await openLinkWorld();
  const clicks = Array.from({ length: 400 }, (_, index) => click(world, 0, `v-${index % 100}`));
  await journal(world, ...clicks);
  const drainUntilEmpty = async () => {
    for (let idle = 0; idle < 3;) {
      idle = (await drainClicks(world.services)) > 0 ? 0 : idle + 1;
      await rollUpClicks(world.services);
    }
  };
  await Promise.all(Array.from({ length: 8 }, drainUntilEmpty));
  const stored = await storedClicks(world);
  expect(stored).toHaveLength(400);
  expect(stored.filter((row) => row.is_counted)).toHaveLength(100);
  while ((await rollUpClicks(world.services)) > 0);
  const hours = await world.database.ownerSql`select class, click_count::int from click_hours order by class`;
  expect(hours.map((row) => ({ ...row }))).toEqual([
    { class: "counted", click_count: 100 },
    { class: "repeat", click_count: 300 },
  ]);
});

test("the roll-ups of an hour and of a day say gross and net, split by placement, network, country, device and way", async () => {
  const world = await openLinkWorld();
  const scan = { isScan: true, network: "", country: "AT", device: "tablet" } as const;
  await journal(world, click(world, 0, "v"), click(world, 5, "v"), click(world, 10, "w", scan));
  await journal(world, click(world, 20, "b", { class: "bot", reason: "a crawler" }));
  await sortClicks(world);
  await rollUpClicks(world.services);
  await journal(world, click(world, 30, "x", { placement: "bio" }));
  await journal(world, click(world, 40, "u", { class: "unknown", linkId: null, partnershipId: null }));
  await sortClicks(world);
  await rollUpClicks(world.services);
  const hours = await world.database.ownerSql`
    select hour_at, link_id, class, click_count::int from click_hours order by class`;
  const hour = { hour_at: WORLD_START, link_id: world.mara.linkId };
  expect(hours.map((row) => ({ ...row }))).toEqual([
    { ...hour, class: "bot", click_count: 1 },
    { ...hour, class: "counted", click_count: 3 },
    { ...hour, class: "repeat", click_count: 1 },
    { ...hour, link_id: null, class: "unknown", click_count: 1 },
  ]);
  const days = await world.database.ownerSql`
    select dimension, value, gross_count::int, net_count::int from click_days order by dimension, value`;
  expect(days.map((row) => Object.values(row).join(" "))).toEqual([
    ...["class bot 1 0", "class counted 3 3", "class repeat 1 0"],
    ...["country AT 1 1", "country DE 4 2", "device phone 4 2", "device tablet 1 1", "network  1 1"],
    ...["network instagram 4 2", "placement bio 1 1", "placement story 4 2", "way link 4 2", "way scan 1 1"],
  ]);
  expect(await world.database.ownerSql`select from click_tallies`).toHaveLength(0);
});

test("at the beginning of a rush nothing is sorted in, and when that is over it is", async () => {
  const world = await openLinkWorld();
  await journal(world, click(world, 0, "v"));
  const sorted = async () => (await world.database.superuserSql`select id from clicks`).length;
  let isBeginning = true;
  let asked = 0;
  const loop = startDrainLoop(world.services, () => {
    asked += 1;
    return isBeginning;
  });
  try {
    await vi.waitUntil(() => asked === 2, { timeout: 5_000 });
    expect(await sorted()).toBe(0);
    isBeginning = false;
    await vi.waitUntil(async () => (await sorted()) === 1, { timeout: 5_000 });
  } finally {
    await loop.stop();
  }
});
