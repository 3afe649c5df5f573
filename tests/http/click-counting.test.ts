import { describe, expect, test } from "vitest";
import { addSharer, cookieOf, listenForLinks, openLinkWorld, SAFARI, storedClicks } from "./link-world.ts";

const agents = {
  instagram: "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 300.0.0.29.110 (iPhone14,5; iOS 17_0; en_US; en; scale=3.00; 1170x2532; 514276789)",
  preview: "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
  crawler: "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
}; // prettier-ignore

describe("who is counted", () => {
  test("everybody is sent on and kept, and only people are counted, each with the reason [A23]", async () => {
    const world = await openLinkWorld();
    const { ask } = await listenForLinks(world);
    const asked: [string, string, Record<string, string>][] = [
      ["head", "HEAD", {}],
      ["prefetch", "GET", { "sec-purpose": "prefetch" }],
      ["prefetch", "GET", { "sec-purpose": "prefetch;prerender" }],
      ["prefetch", "GET", { purpose: "prefetch" }],
      ["prefetch", "GET", { "x-moz": "prefetch" }],
      ["empty-agent", "GET", { "user-agent": "" }],
      ["preview", "GET", { "user-agent": agents.preview }],
      ["bot", "GET", { "user-agent": agents.crawler }],
      ["counted", "GET", { "user-agent": agents.instagram }],
      ["counted", "GET", {}],
      ["repeat", "GET", {}],
    ];
    for (const [, method, headers] of asked) {
      const answer = await ask("/r/mara-lumen-tea", { method, headers });
      expect(answer.status).toBe(302);
      expect(answer.headers.location).toMatch(/^https:\/\/shop\.lumentea\.example\/autumn/);
    }
    const clicks = await storedClicks(world);
    expect(clicks.map((click) => click.class)).toEqual(asked.map(([expected]) => expected));
    expect(clicks.filter((click) => click.is_counted)).toHaveLength(2);
    expect(clicks.every((click) => click.reason !== "")).toBe(true);
  });

  test("1,000 clicks of a visitor who keeps the cookie are 1 counted and 1,000 kept [A24]", async () => {
    const world = await openLinkWorld();
    const { ask } = await listenForLinks(world);
    const cookie = cookieOf(await ask("/r/mara-lumen-tea"));
    await Promise.all(Array.from({ length: 999 }, () => ask("/r/mara-lumen-tea", { headers: { cookie } })));
    const clicks = await storedClicks(world);
    expect(clicks).toHaveLength(1_000);
    expect(clicks.filter((click) => click.is_counted)).toHaveLength(1);
    expect(new Set(clicks.map((click) => click.visitor_key)).size).toBe(1);
  });

  test("1,000 clicks of a visitor who refuses cookies are 1 counted and 1,000 kept [A24]", async () => {
    const world = await openLinkWorld();
    const { ask } = await listenForLinks(world);
    await Promise.all(Array.from({ length: 1_000 }, () => ask("/r/mara-lumen-tea")));
    const clicks = await storedClicks(world);
    expect(clicks).toHaveLength(1_000);
    expect(clicks.filter((click) => click.is_counted)).toHaveLength(1);
  });

  test("50 visitors behind one address with the same browser are 50, by their cookies [A24]", async () => {
    const world = await openLinkWorld();
    const { ask } = await listenForLinks(world);
    const visitors = Array.from({ length: 50 }, (_, index) => `fs_v=visitor-number-${1000 + index}`);
    for (const cookie of visitors) await ask("/r/mara-lumen-tea", { headers: { cookie } });
    await Promise.all(visitors.map((cookie) => ask("/r/mara-lumen-tea", { headers: { cookie } })));
    const clicks = await storedClicks(world);
    expect(clicks).toHaveLength(100);
    expect(clicks.filter((click) => click.is_counted)).toHaveLength(50);
  });

  test("50 first visits behind one address are told apart by their browsers, and nobody's second tap counts twice [A24]", async () => {
    const world = await openLinkWorld();
    const { ask } = await listenForLinks(world);
    const browsers = Array.from({ length: 50 }, (_, index) => `${SAFARI} build-${index}`);
    for (const agent of browsers) {
      const cookie = cookieOf(await ask("/r/mara-lumen-tea", { headers: { "user-agent": agent } }));
      await ask("/r/mara-lumen-tea", { headers: { "user-agent": agent, cookie } });
    }
    const clicks = await storedClicks(world);
    expect(clicks.filter((click) => click.is_counted)).toHaveLength(50);
    expect(clicks.filter((click) => click.class === "repeat")).toHaveLength(50);
  });

  test("the next hour counts again, also when the server was started anew in between", async () => {
    const world = await openLinkWorld();
    const before = await listenForLinks(world);
    const cookie = cookieOf(await before.ask("/r/mara-lumen-tea"));
    await before.stop();
    const { ask } = await listenForLinks(world);
    world.clock.advanceMs(59 * 60_000);
    await ask("/r/mara-lumen-tea", { headers: { cookie } });
    world.clock.advanceMs(60_000);
    await ask("/r/mara-lumen-tea", { headers: { cookie } });
    expect((await storedClicks(world)).map((click) => click.class)).toEqual(["counted", "repeat", "counted"]);
  });

  test("two servers at once count a visitor once", async () => {
    const world = await openLinkWorld();
    const [left, right] = [await listenForLinks(world), await listenForLinks(world)];
    const headers = { cookie: "fs_v=one-and-the-same-visitor" };
    await Promise.all(
      Array.from({ length: 200 }, (_, index) => (index % 2 ? left : right).ask("/r/mara-lumen-tea", { headers })),
    );
    const clicks = await storedClicks(world);
    expect(clicks).toHaveLength(200);
    expect(clicks.filter((click) => click.is_counted)).toHaveLength(1);
  });

  test("one visitor counts once on each of two creators' links", async () => {
    const world = await openLinkWorld();
    const tom = await addSharer(world, { brandId: world.brandId, campaignId: world.campaignId, handle: "tom" });
    const { ask } = await listenForLinks(world);
    await Promise.all([ask("/r/mara-lumen-tea"), ask(`/r/${tom.slug}`)]);
    expect((await storedClicks(world)).filter((click) => click.is_counted)).toHaveLength(2);
  });
});
