import { expect, test } from "vitest";
import { addDays } from "#app/kit/clock.ts";
import { listenForLinks, openLinkWorld, sortClicks, type LinkWorld } from "#tests/http/link-world.ts";
import { rollUpClicks } from "./drain-clicks.server.ts";
import { keepClickMonthsJob } from "./keep-click-months.job.server.ts";

/** How many clicks each table of a month holds. */
async function clicksByMonth(world: LinkWorld): Promise<Record<string, number>> {
  const rows = await world.database.ownerSql<{ month: string; clicks: number }[]>`
    select tableoid::regclass::text as month, count(*)::int as clicks from clicks group by 1 order by 1`;
  return Object.fromEntries(rows.map(({ month, clicks }) => [month, clicks]));
}

async function months(world: LinkWorld): Promise<string[]> {
  const rows = await world.database.ownerSql<{ name: string }[]>`
    select child.relname as name from pg_inherits join pg_class as child on child.oid = inhrelid
    where inhparent = 'clicks'::regclass and child.relname ~ '\\d' order by 1`;
  return rows.map(({ name }) => name);
}

test("this month and the next two have a table each, and clicks that came before theirs move into it", async () => {
  const world = await openLinkWorld();
  const { ask } = await listenForLinks(world);
  world.clock.moveTo(new Date("2031-12-31T23:59:59.000Z"));
  await ask("/r/mara-lumen-tea");
  world.clock.advanceMs(1_000);
  await ask("/r/mara-lumen-tea", { headers: { cookie: "fs_v=somebody-else-altogether" } });
  await sortClicks(world);
  expect(await clicksByMonth(world)).toEqual({ clicks_of_no_month: 2 });
  world.clock.moveTo(new Date("2031-12-31T23:59:59.000Z"));
  await keepClickMonthsJob.run(world.services, {});
  await keepClickMonthsJob.run(world.services, {});
  expect(await clicksByMonth(world)).toEqual({ clicks_2031_12: 1, clicks_2032_01: 1 });
  expect((await months(world)).filter((name) => name > "clicks_2031")).toEqual([
    ...["clicks_2031_12", "clicks_2032_01", "clicks_2032_02"],
  ]);
});

test("raw clicks are let go a month at a time once they are old enough, and what was counted of them stays", async () => {
  const world = await openLinkWorld();
  await keepClickMonthsJob.run(world.services, {});
  const { ask } = await listenForLinks(world);
  await ask("/r/mara-lumen-tea");
  await sortClicks(world);
  await rollUpClicks(world.services);
  const { clickRetentionDays } = world.services;
  // The clicks are of the 1st of June; their month is over on the 1st of July.
  world.clock.moveTo(addDays(new Date("2026-07-01T00:00:00.000Z"), clickRetentionDays - 1));
  await keepClickMonthsJob.run(world.services, {});
  expect(await clicksByMonth(world)).toEqual({ clicks_2026_06: 1 });
  world.clock.advanceDays(1);
  await keepClickMonthsJob.run(world.services, {});
  expect(await clicksByMonth(world)).toEqual({});
  expect(await months(world)).not.toContain("clicks_2026_06");
  expect(await world.database.ownerSql`select class, click_count::int from click_hours`).toMatchObject([
    { class: "counted", click_count: 1 },
  ]);
});

test("requests for links that do not exist are counted by the hour, and forgotten after a while", async () => {
  const world = await openLinkWorld();
  const { ask, catchUp } = await listenForLinks(world);
  for (const path of ["/r/maras-te", "/r/maras-te", "/r/nobody"]) expect((await ask(path)).status).toBe(404);
  await catchUp();
  await ask("/r/maras-te");
  await catchUp();
  const counted = () =>
    world.database.ownerSql`select slug, request_count::int from unknown_slugs order by slug`.then((rows) =>
      rows.map((row) => [row["slug"] as string, row["request_count"] as number]),
    );
  expect(await counted()).toEqual([
    ["maras-te", 3],
    ["nobody", 1],
  ]);
  expect(await world.database.ownerSql`select from clicks`).toHaveLength(0);
  world.clock.advanceDays(91);
  await keepClickMonthsJob.run(world.services, {});
  expect(await counted()).toEqual([]);
});
