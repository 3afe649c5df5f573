import { describe, expect, test, vi } from "vitest";
import { addDays } from "#app/kit/clock.ts";
import { addSharer, listenForLinks, openLinkWorld, storedClicks, type LinkWorld } from "#tests/http/link-world.ts";
import { editLinkSchema, newLinkSchema, type LinkWish } from "./link-form.ts";
import { findLink, listLinks } from "./link-store.server.ts";
import { renameLink } from "./rename-link.server.ts";
import { createLink, editLink, retireLink } from "./save-link.server.ts";
import { MAX_LINKS, stageOf } from "./tracked-link.ts";

const story: LinkWish & { slug: string } = {
  ...{ title: "Sunday bread", network: "instagram", spot: "story", productUrl: null, page: "", slug: "" },
  ...{ startsAt: null, expiresAt: null, handsOutCodes: false },
};
const TIN = "https://shop.lumentea.example/products/tin";

const linksOf = ({ services, brandId, mara }: LinkWorld) =>
  services.db.inBrand(brandId, (tx) => listLinks(tx, brandId, mara.partnershipId));

async function makeLink(world: LinkWorld, wish = story) {
  const outcome = await createLink(world.services, world.mara, wish);
  if (!outcome.ok) throw new Error(outcome.refusal);
  const { linkId } = outcome.value;
  const { services, brandId, mara } = world;
  const link = await services.db.inBrand(brandId, (tx) => findLink(tx, brandId, mara.partnershipId, linkId));
  if (!link) throw new Error("The link was not kept.");
  return link;
}

describe("one more link", () => {
  test("has a placement that can be read, a short name, and leads where the campaign leads", async () => {
    const world = await openLinkWorld();
    const link = await makeLink(world);
    expect(link).toMatchObject({ placement: "instagram-story-sunday-bread", network: "instagram", spot: "story" });
    expect(link.slug).toMatch(/^mara-\d+-sunday-bread$/);
    const { ask } = await listenForLinks(world);
    const answer = await ask(`/r/${link.slug}`);
    expect(answer.headers.location).toContain("https://shop.lumentea.example/autumn?size=tin&fs_click=");
    expect((await storedClicks(world))[0]?.placement).toBe("instagram-story-sunday-bread");
  });

  test("stays apart from the others of its kind, even when ten are made at one moment", async () => {
    const world = await openLinkWorld();
    const made = await Promise.all(Array.from({ length: 10 }, () => createLink(world.services, world.mara, story)));
    expect(made.every(({ ok }) => ok)).toBe(true);
    const placements = (await linksOf(world)).map(({ placement }) => placement);
    expect(new Set(placements).size).toBe(11);
  });

  test("may have a name of its own, unless it is somebody else's", async () => {
    const world = await openLinkWorld();
    expect((await makeLink(world, { ...story, slug: " Maras-Sunday " })).slug).toBe("maras-sunday");
    const tom = await addSharer(world, { ...world, handle: "tom" });
    const wish = { ...story, slug: "maras-sunday" };
    expect(await createLink(world.services, tom, wish)).toEqual({ ok: false, refusal: "taken" });
    expect(await createLink(world.services, tom, { ...story, slug: "x" })).toEqual({ ok: false, refusal: "too-short" });
    expect((await linksOf({ ...world, mara: tom })).length).toBe(1);
  });

  test("leads to any page of the brand, and nowhere else", async () => {
    const world = await openLinkWorld();
    expect((await makeLink(world, { ...story, page: `${TIN}?size=2#top` })).destinationUrl).toBe(`${TIN}?size=2#top`);
    const refusalOf = async (page: string) => {
      const outcome = await createLink(world.services, world.mara, { ...story, page });
      return outcome.ok ? null : outcome.refusal;
    };
    expect(await refusalOf("https://evil.example/")).toBe("page-not-a-brand-domain");
    expect(await refusalOf("http://lumentea.example/")).toBe("page-not-https");
    expect(await refusalOf("javascript:alert(1)")).toBe("page-not-an-address");
    expect(await refusalOf("https://mara:pw@lumentea.example/")).toBe("page-has-credentials");
    expect(await refusalOf("https://lumentea.example\\@evil.example/")).toBe("page-not-an-address");
  });

  test("shows a product of the campaign and leads to its page", async () => {
    const world = await openLinkWorld();
    await world.database
      .ownerSql`insert into campaign_products (brand_id, campaign_id, position, title, url, image_url, price_minor)
      values (${world.brandId}, ${world.campaignId}, 0, 'Autumn tin', ${TIN}, 'https://lumentea.example/tin.jpg', 1450)`;
    const link = await makeLink(world, { ...story, title: "", productUrl: TIN });
    expect(link).toMatchObject({ destinationUrl: TIN, productUrl: TIN, placement: "instagram-story" });
    const { ask } = await listenForLinks(world);
    const preview = await ask(`/r/${link.slug}`, { headers: { "user-agent": "WhatsApp/2.23" } });
    expect(preview.body).toContain('content="Autumn tin"');
    expect(preview.body).toContain("€14.50 at Lumen Tea. 10 % off");
    const other = { ...story, productUrl: "https://lumentea.example/other" };
    expect(await createLink(world.services, world.mara, other)).toEqual({ ok: false, refusal: "unknown-product" });
  });

  test("is refused once there are too many, or when the partnership is over", async () => {
    const world = await openLinkWorld();
    await world.database
      .ownerSql`insert into links (brand_id, id, partnership_id, slug, destination_url, placement, created_at)
      select ${world.brandId}, gen_random_uuid(), ${world.mara.partnershipId}, 'many-' || n, 'https://lumentea.example/', 'many-' || n, now()
      from generate_series(2, ${MAX_LINKS}) n`;
    expect(await createLink(world.services, world.mara, story)).toEqual({ ok: false, refusal: "too-many-links" });
    await world.database.ownerSql`update partnerships set status = 'ended', ended_at = now()`;
    expect(await createLink(world.services, world.mara, story)).toEqual({ ok: false, refusal: "not-running" });
  });
});

describe("a link of somebody else", () => {
  test("cannot be made, changed or put away, and looks as if it were not there", async () => {
    const world = await openLinkWorld();
    const link = await makeLink(world);
    const tom = await addSharer(world, { ...world, handle: "tom" });
    const asTom = { ...tom, partnershipId: world.mara.partnershipId };
    const notFound = { ok: false, refusal: "not-found" };
    expect(await createLink(world.services, asTom, story)).toEqual(notFound);
    expect(await editLink(world.services, asTom, link.linkId, story)).toEqual(notFound);
    expect(await editLink(world.services, tom, link.linkId, story)).toEqual(notFound);
    expect(await retireLink(world.services, tom, link.linkId, "retire")).toEqual(notFound);
  });
});

describe("changing a link", () => {
  test("holds from then on, and its clicks stay listed together while it stays in its place", async () => {
    const world = await openLinkWorld();
    const link = await makeLink(world);
    const { ask } = await listenForLinks(world);
    await ask(`/r/${link.slug}`);
    await editLink(world.services, world.mara, link.linkId, { ...story, title: "Monday rolls", page: TIN });
    await vi.waitFor(async () => expect((await ask(`/r/${link.slug}`)).headers.location).toContain(TIN));
    const [, same] = await linksOf(world);
    expect(same).toMatchObject({ title: "Monday rolls", placement: "instagram-story-sunday-bread" });
    await editLink(world.services, world.mara, link.linkId, { ...story, network: "tiktok", spot: "video" });
    const [, moved] = await linksOf(world);
    expect(moved?.placement).toBe("tiktok-video-sunday-bread");
  });

  test("holds for its earlier names as well", async () => {
    const world = await openLinkWorld();
    const link = await makeLink(world);
    const { ask } = await listenForLinks(world);
    await renameLink(world.services, { ...world.mara, linkId: link.linkId, slug: "maras-sunday" });
    expect((await ask(`/r/${link.slug}`)).headers.location).toContain("/autumn");
    await editLink(world.services, world.mara, link.linkId, { ...story, page: TIN });
    await vi.waitFor(async () => expect((await ask(`/r/${link.slug}`)).headers.location).toContain(TIN));
  });

  test("leaves the general link as the campaign made it", async () => {
    const { services, mara } = await openLinkWorld();
    const refused = { ok: false, refusal: "general-link" };
    expect(await editLink(services, mara, mara.linkId, story)).toEqual(refused);
    expect(await retireLink(services, mara, mara.linkId, "retire")).toEqual(refused);
  });

  test("takes no end that is over, but lets one that passed stand", async () => {
    const world = await openLinkWorld();
    const expiresAt = addDays(world.clock.now(), 1);
    const link = await makeLink(world, { ...story, expiresAt });
    const past = { ...story, expiresAt: addDays(world.clock.now(), -1) };
    expect(await editLink(world.services, world.mara, link.linkId, past)).toMatchObject({
      refusal: "ends-in-the-past",
    });
    world.clock.advanceDays(2);
    expect(stageOf({ ...link, expiresAt }, world.clock.now())).toBe("over");
    expect(await editLink(world.services, world.mara, link.linkId, { ...story, expiresAt })).toMatchObject({
      ok: true,
    });
  });
});

describe("a retired link", () => {
  test("is out of the way, redirects all the same, and can be listed again", async () => {
    const world = await openLinkWorld();
    const link = await makeLink(world);
    await retireLink(world.services, world.mara, link.linkId, "retire");
    const [, retired] = await linksOf(world);
    expect(retired && stageOf(retired, world.clock.now())).toBe("retired");
    const { ask } = await listenForLinks(world);
    expect((await ask(`/r/${link.slug}`)).status).toBe(302);
    expect((await storedClicks(world))[0]?.class).toBe("counted");
    await retireLink(world.services, world.mara, link.linkId, "restore");
    expect((await linksOf(world))[1]?.retiredAt).toBeNull();
  });
});

describe("the form", () => {
  const form = { title: "", network: "", spot: "general", page: "" };
  test("reads day and time as UTC", () => {
    const wish = editLinkSchema.parse({ spot: "post", startsAt: "2026-06-10T18:30" });
    expect(wish.startsAt?.toISOString()).toBe("2026-06-10T18:30:00.000Z");
    expect(wish).toMatchObject({ network: null, productUrl: null, handsOutCodes: false, page: "" });
  });
  test("says what is wrong with each field", () => {
    const faultsOf = (fields: object) =>
      newLinkSchema.safeParse({ ...form, network: undefined, ...fields }).error?.issues;
    expect(faultsOf({ title: "x".repeat(81) })?.[0]?.message).toBe("A title has at most 80 characters.");
    expect(faultsOf({ network: "myspace" })?.[0]?.message).toBe("Choose a network from the list.");
    expect(faultsOf({ startsAt: "tomorrow" })?.[0]?.message).toBe("Give the start as day and time.");
    expect(faultsOf({ startsAt: "2026-13-01T10:00" })?.[0]?.message).toBe("That day does not exist.");
    expect(faultsOf({ startsAt: "2026-06-10T10:00", expiresAt: "2026-06-10T10:00" })?.[0]).toMatchObject({
      message: "The end is not after the start.",
      path: ["expiresAt"],
    });
  });
});
