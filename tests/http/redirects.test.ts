import { describe, expect, test } from "vitest";
import { addDays } from "#app/kit/clock.ts";
import { renameLink } from "#app/links/rename-link.server.ts";
import {
  clickIdOf,
  DESTINATION,
  listenForLinks,
  openLinkWorld,
  storedClicks,
  TAIL_DAYS,
  WEBSITE,
} from "./link-world.ts";

describe("a tapped link", () => {
  test("leads to the brand's product with the click's id, keeping what the address already said", async () => {
    const world = await openLinkWorld();
    const { ask } = await listenForLinks(world);
    const answer = await ask("/r/mara-lumen-tea?p=instagram-story", {
      headers: { referer: "https://l.instagram.com/?u=x" },
    });
    const [click] = await storedClicks(world);
    expect(answer.status).toBe(302);
    expect(answer.headers.location).toBe(`https://shop.lumentea.example/autumn?size=tin&fs_click=${click?.id}#order`);
    expect(answer.headers["cache-control"]).toBe("private, no-store");
    expect(answer.headers["referrer-policy"]).toBe("strict-origin-when-cross-origin");
    expect(answer.headers["x-robots-tag"]).toBe("noindex");
    expect(click).toMatchObject({ class: "counted", is_counted: true, placement: "instagram-story" });
    expect(click).toMatchObject({ address_prefix: "127.0.0.0/24", referer_host: "l.instagram.com" });
  });

  test("works in capital letters and with a slash at the end", async () => {
    const world = await openLinkWorld();
    const { ask } = await listenForLinks(world);
    expect((await ask("/r/MARA-Lumen-Tea/")).status).toBe(302);
  });

  test("gives the visitor a cookie that no script reads and that goes nowhere else", async () => {
    const world = await openLinkWorld();
    const { ask } = await listenForLinks(world);
    const [cookie] = (await ask("/r/mara-lumen-tea")).headers["set-cookie"] ?? [];
    expect(cookie).toMatch(/^fs_v=[0-9a-f-]{36}; Max-Age=31536000; Path=\/r\/; HttpOnly; SameSite=Lax$/);
    const again = await ask("/r/mara-lumen-tea", { headers: { cookie: cookie?.split(";")[0] ?? "" } });
    expect(again.headers["set-cookie"]).toBeUndefined();
  });
});

describe("after the end", () => {
  test("inside the tail a link goes on; past it, it leads to the brand's website and the click is kept as expired [A26]", async () => {
    const world = await openLinkWorld();
    const { ask } = await listenForLinks(world);
    await world.database.ownerSql`update campaigns set status = 'ended', ended_at = ${world.clock.now()}`;
    world.clock.moveTo(new Date(addDays(world.clock.now(), TAIL_DAYS).getTime() - 1));
    expect((await ask("/r/mara-lumen-tea")).headers.location).toContain(DESTINATION.split("?")[0]);
    world.clock.advanceMs(1);
    const answer = await ask("/r/mara-lumen-tea", { headers: { cookie: "fs_v=a-visitor-of-long-ago" } });
    expect(answer.headers.location).toBe(`${WEBSITE}?fs_click=${clickIdOf(answer)}`);
    const clicks = await storedClicks(world);
    expect(clicks.map((click) => click.class)).toEqual(["counted", "expired"]);
    expect(clicks.at(-1)?.id).toBe(clickIdOf(answer));
  });

  test("an ended partnership rests as well, and a paused one goes on", async () => {
    const world = await openLinkWorld();
    const { ask } = await listenForLinks(world);
    await world.database.ownerSql`update partnerships set status = 'paused'`;
    await ask("/r/mara-lumen-tea");
    await world.database.ownerSql`update partnerships set status = 'ended', ended_at = ${world.clock.now()}`;
    world.clock.advanceDays(TAIL_DAYS);
    await ask("/r/mara-lumen-tea");
    expect((await storedClicks(world)).map((click) => click.class)).toEqual(["counted", "expired"]);
  });
});

describe("a renamed link", () => {
  test("answers under its new name at once and under its old one for good", async () => {
    const world = await openLinkWorld();
    const { ask, catchUp } = await listenForLinks(world);
    expect((await ask("/r/maras-tea")).status).toBe(404);
    await renameLink(world.services, { ...world.mara, slug: "maras-tea" });
    await catchUp();
    expect((await ask("/r/maras-tea")).status).toBe(302);
    expect((await ask("/r/mara-lumen-tea")).status).toBe(302);
    const clicks = await storedClicks(world);
    expect(clicks.map((click) => click.class)).toEqual(["counted", "repeat"]);
  });
});

describe("a network that draws a preview", () => {
  const asked = { headers: { "user-agent": "facebookexternalhit/1.1" } };

  test("gets the card of a link with a title, and its visit is kept as a preview", async () => {
    const world = await openLinkWorld();
    await world.database.ownerSql`update links set title = 'My baking tea'`;
    const { ask } = await listenForLinks(world);
    const answer = await ask("/r/mara-lumen-tea", asked);
    expect(answer.status).toBe(200);
    expect(answer.headers.location).toBeUndefined();
    expect(answer.body).toContain('<meta property="og:title" content="My baking tea">');
    expect((await storedClicks(world)).map((click) => click.class)).toEqual(["preview"]);
  });

  test("follows a general link to the shop, whose own preview it then draws", async () => {
    const world = await openLinkWorld();
    const { ask } = await listenForLinks(world);
    expect((await ask("/r/mara-lumen-tea", asked)).status).toBe(302);
  });
});

describe("a link with a time of its own", () => {
  test("sends people to the campaign's fallback before its start and after its end, and says why they did not count [A26]", async () => {
    const world = await openLinkWorld();
    const { ask } = await listenForLinks(world);
    await world.database.ownerSql`update campaigns set fallback_url = 'https://lumentea.example/soon'`;
    const startsAt = addDays(world.clock.now(), 1);
    await world.database.ownerSql`update links set starts_at = ${startsAt}, expires_at = ${addDays(startsAt, 1)}`;
    expect((await ask("/r/mara-lumen-tea")).headers.location).toContain("https://lumentea.example/soon?fs_click=");
    world.clock.advanceDays(1);
    expect((await ask("/r/mara-lumen-tea")).headers.location).toContain(DESTINATION.split("?")[0]);
    world.clock.advanceDays(1);
    expect((await ask("/r/mara-lumen-tea")).headers.location).toContain("https://lumentea.example/soon?fs_click=");
    const clicks = await storedClicks(world);
    expect(clicks.map((click) => click.class)).toEqual(["expired", "counted", "expired"]);
    expect(clicks[0]?.reason).toContain("starts later");
    expect(clicks[2]?.reason).toContain("past the end that was set for it");
  });
});
