import { describe, expect, it } from "vitest";
import { drainClicks } from "#app/clicks/drain-clicks.server.ts";
import { addSharer, listenForLinks, openLinkWorld, type LinkWorld } from "#tests/http/link-world.ts";
import { readBrandLinkFilter } from "./brand-link-filter.ts";
import { readBrandLinks } from "./read-brand-links.server.ts";

const list = ({ services, brandId }: LinkWorld, address = "") =>
  readBrandLinks(services, brandId, { ...readBrandLinkFilter(new URLSearchParams(address)), page: 1, pageSize: 25 });

describe("the links of a brand", () => {
  it("are listed for all its creators, each with its clicks", async () => {
    const world = await openLinkWorld();
    await addSharer(world, { ...world, handle: "nils" });
    const { ask } = await listenForLinks(world);
    const before = await list(world);
    await ask(`/r/${before.links[0]?.slug ?? ""}`);
    await drainClicks(world.services);
    const { links, total } = await list(world);
    expect(total).toBe(2);
    expect(links.map(({ creatorName, gross }) => [creatorName, gross])).toEqual([
      [before.links[0]?.creatorName, 1],
      [before.links[1]?.creatorName, 0],
    ]);
  });

  it("are found by part of the creator's name, and a per cent sign is a sign like any other", async () => {
    const world = await openLinkWorld();
    await addSharer(world, { ...world, handle: "nils" });
    const nilsName = (await list(world)).links[1]?.creatorName;
    expect((await list(world, "search=nils")).links.map(({ creatorName }) => creatorName)).toEqual([nilsName]);
    expect((await list(world, "search=%25")).total).toBe(0);
    expect((await list(world, `campaign=${world.services.newId()}`)).total).toBe(0);
    expect((await list(world, "campaign=nonsense")).total).toBe(2);
  });
});
