import { describe, expect, test } from "vitest";
import { findShortHost } from "#app/links/link-store.server.ts";
import { openLinkWorld } from "#tests/http/link-world.ts";
import { addDomain, removeDomain } from "./change-domains.server.ts";
import { addShortDomain, removeShortDomain } from "./change-short-domains.server.ts";
import { judgeShortHost } from "./judge-short-host.ts";
import { MAX_SHORT_DOMAINS } from "./brand-settings.ts";
import { listShortDomains } from "./short-domain-store.server.ts";

describe("a short domain", () => {
  const rules = { domains: ["lumentea.example", "shop.lumentea.example"], ownHost: "fairshare.example" };
  test.each([
    ["go.lumentea.example", null],
    ["tea.go.lumentea.example", null],
    ["lumentea.example", "is-a-domain"],
    ["shop.lumentea.example", "is-a-domain"],
    ["golumentea.example", "not-under-a-domain"],
    ["go.evil.example", "not-under-a-domain"],
    ["lumentea.example.evil.example", "not-under-a-domain"],
    ["fairshare.example", "is-our-host"],
  ])("%s: %s", (host, refusal) => {
    expect(judgeShortHost(host, rules)).toBe(refusal);
  });
});

async function openOliveAtLumen() {
  const world = await openLinkWorld();
  const { services, brandId, mara } = world;
  const by = { brandId, userId: mara.userId };
  const list = () => services.db.inBrand(brandId, (tx) => listShortDomains(tx, brandId));
  const shown = () => services.db.inBrand(brandId, (tx) => findShortHost(tx, brandId));
  return { ...world, by, list, shown };
}

describe("the brand's short domains", () => {
  test("are waited for, and shown with links once a request came in", async () => {
    const { services, by, list, shown, database, clock } = await openOliveAtLumen();
    expect(await addShortDomain(services, { ...by, host: "go.lumentea.example" })).toMatchObject({ ok: true });
    expect(await list()).toMatchObject([{ host: "go.lumentea.example", seenAt: null }]);
    expect(await shown()).toBeNull();
    await database.ownerSql`update short_domains set seen_at = ${clock.now()}`;
    expect(await shown()).toBe("go.lumentea.example");
    expect(await removeShortDomain(services, { ...by, host: "go.lumentea.example" })).toMatchObject({ ok: true });
    expect(await shown()).toBeNull();
    expect(await removeShortDomain(services, { ...by, host: "go.lumentea.example" })).toEqual({
      ok: false,
      refusal: "unknown-short-domain",
    });
  });

  test("belong to one brand, and end at a limit", async () => {
    const { services, by, list } = await openOliveAtLumen();
    for (let number = 1; number <= MAX_SHORT_DOMAINS; number += 1)
      await addShortDomain(services, { ...by, host: `go${number}.lumentea.example` });
    expect(await list()).toHaveLength(MAX_SHORT_DOMAINS);
    expect(await addShortDomain(services, { ...by, host: "more.lumentea.example" })).toMatchObject({
      refusal: "too-many-short-domains",
    });
    await removeShortDomain(services, { ...by, host: "go1.lumentea.example" });
    expect(await addShortDomain(services, { ...by, host: "go2.lumentea.example" })).toMatchObject({ refusal: "taken" });
  });

  test("hold on to the site they are a name of", async () => {
    const { services, by } = await openOliveAtLumen();
    await addDomain(services, { ...by, host: "lumen.example" });
    await addShortDomain(services, { ...by, host: "go.lumen.example" });
    expect(await removeDomain(services, { ...by, host: "lumen.example" })).toMatchObject({
      refusal: "carries-short-domain",
    });
    expect(await removeDomain(services, { ...by, host: "lumentea.example" })).toMatchObject({ ok: true });
  });
});
