import { describe, expect, test } from "vitest";
import {
  addSharer,
  clickIdOf,
  DESTINATION,
  listenForLinks,
  openLinkWorld,
  storedClicks,
  WEBSITE,
} from "./link-world.ts";
import { shortDomains } from "#db/schema/links.ts";

const HOST = "go.lumentea.example";

/** Lumen Tea's short domain, and a listener that knows it. */
async function listenAtShortDomain() {
  const world = await openLinkWorld();
  const listener = await listenForLinks(world);
  const row = { host: HOST, brandId: world.brandId, createdAt: world.clock.now() };
  await world.services.db.inBrand(world.brandId, (tx) => tx.insert(shortDomains).values(row));
  await listener.catchUp();
  const ask = (path: string, asked: { method?: string; headers?: Record<string, string> } = {}) =>
    listener.ask(path, { ...asked, headers: { host: HOST, ...asked.headers } });
  return { world, listener, ask };
}

describe("a brand's short domain", () => {
  test("leads on under the bare name of a link, whatever way the host is written", async () => {
    const { world, ask } = await listenAtShortDomain();
    for (const host of [HOST, "GO.LumenTea.example:443", `${HOST}.`]) {
      const answer = await ask("/mara-lumen-tea?p=story&q=1", { headers: { host } });
      expect(answer.headers.location).toContain(DESTINATION.split("?")[0]);
      expect(answer.headers["set-cookie"]?.[0]).toContain("Path=/;");
    }
    const clicks = await storedClicks(world);
    expect(clicks.map((click) => click.class)).toEqual(["counted", "repeat", "repeat"]);
    expect(clicks[0]).toMatchObject({ placement: "story", is_scan: true, link_id: world.mara.linkId });
  });

  test("leads to the brand's website for a name that no link of the brand has, and keeps the click as unknown", async () => {
    const { world, ask, listener } = await listenAtShortDomain();
    const other = await openOtherBrand(world);
    expect((await listener.ask(`/r/${other}`)).status).toBe(302);
    for (const path of ["/never-minted", `/${other}`]) {
      const answer = await ask(path);
      expect([answer.status, answer.headers.location]).toEqual([302, WEBSITE]);
    }
    const clicks = await storedClicks(world);
    expect(clicks.slice(1)).toMatchObject([
      { class: "unknown", link_id: null, partnership_id: null, is_counted: false, brand_id: world.brandId },
      { class: "unknown", link_id: null, partnership_id: null, is_counted: false, brand_id: world.brandId },
    ]);
  });

  test("shows nothing of ours: every other address and method leads to the brand's website, and no click is kept", async () => {
    const { world, ask } = await listenAtShortDomain();
    const asked: [string, string][] = [
      ...([["GET", "/"], ["GET", "/r/mara-lumen-tea"], ["GET", "/creator/offers"], ["GET", "/brands/lumen-tea"]] as [string, string][]),
      ...([["POST", "/mara-lumen-tea"], ["DELETE", "/"], ["GET", "/robots.txt"], ["GET", "//evil.example"]] as [string, string][]),
    ]; // prettier-ignore
    for (const [method, path] of asked) {
      const answer = await ask(path, { method });
      expect([path, answer.status, answer.headers.location]).toEqual([path, 302, WEBSITE]);
    }
    expect(await storedClicks(world)).toHaveLength(0);
  });

  test("is marked as seen by its first request, and only by requests under it", async () => {
    const { world, listener, ask } = await listenAtShortDomain();
    const seenAt = async () =>
      (await world.database.ownerSql`select seen_at from short_domains`)[0]?.["seen_at"] as Date | null;
    await listener.ask("/r/mara-lumen-tea");
    expect(await seenAt()).toBeNull();
    const first = world.clock.now();
    await ask("/");
    while ((await seenAt()) === null);
    world.clock.advanceDays(1);
    await listener.catchUp();
    await ask("/mara-lumen-tea");
    await listener.catchUp();
    expect(await seenAt()).toEqual(first);
  });

  test("ends when the brand gives it up", async () => {
    const { world, listener, ask } = await listenAtShortDomain();
    await world.database.ownerSql`delete from short_domains`;
    await listener.catchUp();
    expect((await ask("/mara-lumen-tea")).status).toBe(404);
    expect(clickIdOf(await ask("/r/mara-lumen-tea"))).not.toBeNull();
  });
});

/** Another brand with a link of its own. Returns the slug. */
async function openOtherBrand(world: Awaited<ReturnType<typeof openLinkWorld>>): Promise<string> {
  const { ownerSql } = world.database;
  const brandId = world.services.newId();
  const campaignId = world.services.newId();
  await ownerSql`insert into brands select ${brandId}, 'Other Teas', 'other-teas', website, created_at from brands`;
  await ownerSql`insert into brand_domains select ${brandId}, host, created_at from brand_domains`;
  const copied = { brand_id: brandId, id: campaignId };
  await ownerSql`
    insert into campaigns select (jsonb_populate_record(campaigns, ${ownerSql.json(copied)})).* from campaigns`;
  return (await addSharer(world, { brandId, campaignId, handle: "nils" })).slug;
}
