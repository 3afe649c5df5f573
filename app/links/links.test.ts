import { describe, expect, test } from "vitest";
import { addSharer, openLinkWorld } from "#tests/http/link-world.ts";
import { findCodes, listCodes } from "./code-store.server.ts";
import { drawQrSvg } from "./draw-qr.server.ts";
import { listLinks } from "./link-store.server.ts";
import { DestinationError, mintLinkAndCode } from "./mint-link-and-code.server.ts";
import { renameCode } from "./rename-code.server.ts";
import { renameLink } from "./rename-link.server.ts";
import { MAX_NAMES } from "./rename-link.ts";

describe("minting", () => {
  test("gives the first Mara the plain names and the next ones a suffix", async () => {
    const world = await openLinkWorld();
    const { brandId, campaignId } = world;
    const second = await addSharer(world, { brandId, campaignId, handle: "mara" });
    expect([world.mara.slug, world.mara.code]).toEqual(["mara-lumen-tea", "MARA10"]);
    expect(second.slug).toMatch(/^mara-lumen-tea-..$/);
    expect(second.code).toMatch(/^MARA10-..$/);
    const [link] = await world.services.db.inBrand(brandId, (tx) => listLinks(tx, brandId, second.partnershipId));
    expect(link?.slug).toBe(second.slug);
  });

  test("lets twenty Maras who join at the same moment each have names of their own", async () => {
    const world = await openLinkWorld();
    const { brandId, campaignId } = world;
    const joined = await Promise.all(
      Array.from({ length: 20 }, () => addSharer(world, { brandId, campaignId, handle: "mara" })),
    );
    expect(new Set(joined.map(({ slug }) => slug)).size).toBe(20);
    expect(new Set(joined.map(({ code }) => code)).size).toBe(20);
  });

  test("makes no link to a place that the brand did not register", async () => {
    const { services, brandId, mara } = await openLinkWorld();
    const minting = services.db.inBrand(brandId, (tx) =>
      mintLinkAndCode(services, tx, brandId, {
        ...{ partnershipId: mara.partnershipId, creatorHandle: "mara", brandSlug: "lumen-tea", discountBps: 0 },
        destinationUrl: "https://evil.example/",
      }),
    );
    await expect(minting).rejects.toBeInstanceOf(DestinationError);
  });
});

describe("renaming a link", () => {
  test("keeps the old name, so that nobody else can take it, and may go back to it", async () => {
    const world = await openLinkWorld();
    const { brandId, campaignId, services, mara } = world;
    const tom = await addSharer(world, { brandId, campaignId, handle: "tom" });
    expect(await renameLink(services, { ...mara, slug: " Maras-Tea " })).toEqual({
      ok: true,
      value: { slug: "maras-tea" },
    });
    expect(await renameLink(services, { ...tom, slug: "mara-lumen-tea" })).toEqual({ ok: false, refusal: "taken" });
    expect(await renameLink(services, { ...mara, slug: "mara-lumen-tea" })).toMatchObject({ ok: true });
    const shown = await world.database.ownerSql`
      select slug, replaced_at is null as is_shown from link_slugs where link_id = ${mara.linkId} order by slug`;
    expect([...shown]).toEqual([
      { slug: "mara-lumen-tea", is_shown: true },
      { slug: "maras-tea", is_shown: false },
    ]);
  });

  test("is for the creator's own link only, and within the rules", async () => {
    const world = await openLinkWorld();
    const { brandId, campaignId, services, mara } = world;
    const tom = await addSharer(world, { brandId, campaignId, handle: "tom" });
    const refusals = [
      await renameLink(services, { ...tom, linkId: mara.linkId, slug: "toms-now" }),
      await renameLink(services, { ...mara, slug: "x" }),
      await renameLink(services, { ...mara, slug: "admin" }),
      await renameLink(services, { ...mara, slug: "a b c" }),
    ];
    expect(refusals.map((outcome) => (outcome.ok ? "" : outcome.refusal))).toEqual([
      "not-found", "too-short", "reserved", "not-allowed-characters",
    ]); // prettier-ignore
  });

  test("ends at twenty names, each of which is kept for good", async () => {
    const { services, mara } = await openLinkWorld();
    for (let index = 1; index < MAX_NAMES; index += 1) {
      expect(await renameLink(services, { ...mara, slug: `mara-${index}` })).toMatchObject({ ok: true });
    }
    expect(await renameLink(services, { ...mara, slug: "mara-once-more" })).toEqual({
      ok: false,
      refusal: "too-many-changes",
    });
  });

  test("lets one of two creators have a name that both want at once", async () => {
    const world = await openLinkWorld();
    const { brandId, campaignId, services, mara } = world;
    const tom = await addSharer(world, { brandId, campaignId, handle: "tom" });
    const outcomes = await Promise.all(
      [mara, tom].map((creator) => renameLink(services, { ...creator, slug: "best-tea" })),
    );
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(outcomes).toContainEqual({ ok: false, refusal: "taken" });
  });
});

describe("renaming a code", () => {
  test("leaves the old code crediting its owner, however the shopper types it", async () => {
    const { services, brandId, mara } = await openLinkWorld();
    expect(await renameCode(services, { ...mara, code: "tea-time" })).toEqual({
      ok: true,
      value: { code: "TEA-TIME" },
    });
    const found = await services.db.inBrand(brandId, (tx) => findCodes(tx, brandId, ["MARA10", "TEATIME", "NOBODYS"]));
    expect(found.map(({ codeKey, partnershipId }) => [codeKey, partnershipId]).sort()).toEqual([
      ["MARA10", mara.partnershipId],
      ["TEATIME", mara.partnershipId],
    ]);
    const [shown, old] = await services.db.inBrand(brandId, (tx) => listCodes(tx, brandId, mara.partnershipId));
    expect([shown?.code, shown?.replacedAt, old?.code]).toEqual(["TEA-TIME", null, "MARA10"]);
  });

  test("is refused when another creator has it, even spelled another way", async () => {
    const world = await openLinkWorld();
    const { brandId, campaignId, services } = world;
    const tom = await addSharer(world, { brandId, campaignId, handle: "tom" });
    expect(await renameCode(services, { ...tom, code: "ma-ra10" })).toEqual({ ok: false, refusal: "taken" });
    expect(await renameCode(services, { ...tom, partnershipId: world.mara.partnershipId, code: "TOMSTEA" })).toEqual({
      ok: false,
      refusal: "not-found",
    });
  });
});

test("the QR code is an SVG without script", async () => {
  const svg = await drawQrSvg("https://fairshare.example/r/mara-lumen-tea?q=1");
  expect(svg).toMatch(/^<svg[\s>]/);
  expect(svg).not.toContain("<script");
});
