import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { insertMember } from "#app/access/member-store.server.ts";
import { startSession } from "#app/access/sessions.server.ts";
import { loader as brandCounts } from "#app/routes/brand/click-counts.ts";
import { loader as brandFile } from "#app/routes/brand/clicks-csv.ts";
import { loader as creatorCounts } from "#app/routes/creator/click-counts.ts";
import { loader as creatorFile } from "#app/routes/creator/clicks-csv.ts";
import { routeArgs } from "#tests/world/route-args.ts";
import { addSharer, listenForLinks, openLinkWorld, sortClicks, type LinkWorld } from "./link-world.ts";

const JUNE = "?first=2026-06-01&last=2026-06-30";

async function requestOf(world: LinkWorld, userId: string, path: string) {
  const { services } = world;
  const sessionToken = await services.db.inPlatform((tx) => startSession(services, tx, userId));
  return routeArgs(services, path, { sessionToken, params: { brandSlug: "lumen-tea" } });
}

/** Mara's and Tom's links, tapped by people and machines; Olga watches for Lumen Tea. */
async function openClickedWorld() {
  const world = await openLinkWorld();
  const { brandId, campaignId, services } = world;
  const tom = await addSharer(world, { brandId, campaignId, handle: "tom" });
  const olga = await addSharer(world, { brandId, campaignId, handle: "olga" });
  await services.db.inPlatform((tx) =>
    insertMember(tx, { brandId, userId: olga.userId, role: "analyst", createdAt: services.clock.now() }),
  );
  const { ask, stop } = await listenForLinks(world);
  await ask("/r/mara-lumen-tea?p=story");
  await ask("/r/mara-lumen-tea?p=story");
  await ask(`/r/${tom.slug}`, { headers: { "user-agent": "curl/8.5.0" } });
  await stop();
  await sortClicks(world);
  return { world, tom, olga };
}

test("a brand's screen tells counted and left-out clicks of all its creators, a creator's only their own", async () => {
  const { world, olga } = await openClickedWorld();
  const ofBrand = await brandCounts(await requestOf(world, olga.userId, `/brands/lumen-tea/clicks/counts${JUNE}`));
  expect([ofBrand.net, ofBrand.gross]).toEqual([1, 3]);
  expect(ofBrand.leftOut.map((row) => row.class)).toEqual(["repeat", "bot"]);
  expect(ofBrand.partnerships.map(({ creatorName }) => creatorName)).toEqual(["mara", "tom"]);
  const ofMara = await creatorCounts(await requestOf(world, world.mara.userId, `/creator/clicks/counts${JUNE}`));
  expect([ofMara.net, ofMara.gross]).toEqual([1, 2]);
  expect(ofMara.partnerships.map(({ creatorName }) => creatorName)).toEqual(["mara"]);
});

test("the file holds every click with its reason, inert cells and true numbers, and nothing of the visitor [A34]", async () => {
  const { world, olga } = await openClickedWorld();
  await world.database.ownerSql`update creators set name = '=HYPERLINK("https://evil.example")' where name = 'mara'`;
  const answer = await brandFile(await requestOf(world, olga.userId, `/brands/lumen-tea/clicks.csv${JUNE}`));
  expect(answer.headers.get("content-disposition")).toContain("lumen-tea-clicks-2026-06-01-2026-06-30.csv");
  const text = await answer.text();
  const rows = parse<Record<string, string>>(text, { columns: true });
  expect(rows).toHaveLength(3);
  expect(rows.map((row) => `${row["class"]} ${row["counted"]}`)).toEqual(["counted 1", "repeat 0", "bot 0"]);
  expect(rows[0]?.["creator"]).toBe(`'=HYPERLINK("https://evil.example")`);
  expect(rows[1]?.["reason"]).toContain("within the hour");
  expect(rows.every((row) => /^\d{4}-\d\d-\d\dT/.test(row["at"] ?? ""))).toBe(true);
  const [stored] = await world.database.ownerSql<{ visitor_key: string; user_agent: string }[]>`select * from clicks`;
  expect(text).not.toContain(stored?.visitor_key);
  expect(text).not.toContain(stored?.user_agent);
  expect(text).not.toContain("127.0.0");
});

test("a creator's file holds their own clicks; days that are none are refused", async () => {
  const { world, tom } = await openClickedWorld();
  const file = await creatorFile(await requestOf(world, tom.userId, `/creator/clicks.csv${JUNE}`));
  const rows = parse<Record<string, string>>(await file.text(), { columns: true });
  expect(rows.map((row) => row["creator"])).toEqual(["tom"]);
  const refused = await creatorFile(await requestOf(world, tom.userId, "/creator/clicks.csv?first=never"));
  expect(refused.status).toBe(422);
});
