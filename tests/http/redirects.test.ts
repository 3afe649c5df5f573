import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { addDays } from "#app/kit/clock.ts";
import { normaliseSlug } from "#app/links/link-name-rules.ts";
import { renameLink } from "#app/links/rename-link.server.ts";
import {
  addSharer, clickIdOf, cookieOf, DESTINATION, listenForLinks, openLinkWorld, SAFARI, storedClicks, TAIL_DAYS, WEBSITE,
} from "./link-world.ts"; // prettier-ignore

const agents = {
  instagram: "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 300.0.0.29.110 (iPhone14,5; iOS 17_0; en_US; en; scale=3.00; 1170x2532; 514276789)",
  preview: "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
  crawler: "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
}; // prettier-ignore

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
    expect(normaliseSlug(" Mara-Lumen-Tea")).toBe("mara-lumen-tea");
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

describe("who is counted", () => {
  test("everybody is sent on and kept, and only people are counted, each with the reason", async () => {
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

  test("1,000 clicks of a visitor who keeps the cookie are 1 counted and 1,000 kept", async () => {
    const world = await openLinkWorld();
    const { ask } = await listenForLinks(world);
    const cookie = cookieOf(await ask("/r/mara-lumen-tea"));
    await Promise.all(Array.from({ length: 999 }, () => ask("/r/mara-lumen-tea", { headers: { cookie } })));
    const clicks = await storedClicks(world);
    expect(clicks).toHaveLength(1_000);
    expect(clicks.filter((click) => click.is_counted)).toHaveLength(1);
    expect(new Set(clicks.map((click) => click.visitor_key)).size).toBe(1);
  });

  test("1,000 clicks of a visitor who refuses cookies are 1 counted and 1,000 kept", async () => {
    const world = await openLinkWorld();
    const { ask } = await listenForLinks(world);
    await Promise.all(Array.from({ length: 1_000 }, () => ask("/r/mara-lumen-tea")));
    const clicks = await storedClicks(world);
    expect(clicks).toHaveLength(1_000);
    expect(clicks.filter((click) => click.is_counted)).toHaveLength(1);
  });

  test("50 visitors behind one address with the same browser are 50, by their cookies", async () => {
    const world = await openLinkWorld();
    const { ask } = await listenForLinks(world);
    const visitors = Array.from({ length: 50 }, (_, index) => `fs_v=visitor-number-${1000 + index}`);
    for (const cookie of visitors) await ask("/r/mara-lumen-tea", { headers: { cookie } });
    await Promise.all(visitors.map((cookie) => ask("/r/mara-lumen-tea", { headers: { cookie } })));
    const clicks = await storedClicks(world);
    expect(clicks).toHaveLength(100);
    expect(clicks.filter((click) => click.is_counted)).toHaveLength(50);
  });

  test("50 first visits behind one address are told apart by their browsers, and nobody's second tap counts twice", async () => {
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

describe("where a link never leads", () => {
  test("a destination in the query is ignored, whatever it is called", async () => {
    const world = await openLinkWorld();
    const { ask } = await listenForLinks(world);
    const hostile = [
      "//evil.example",
      "https://evil.example",
      "\\\\evil.example",
      "javascript:alert(1)",
      "%0d%0aLocation:%20//evil",
    ];
    for (const value of hostile) {
      for (const name of ["url", "to", "u", "next", "redirect", "fs_click", "p"]) {
        const answer = await ask(`/r/mara-lumen-tea?${name}=${value}`);
        expect(answer.status).toBe(302);
        expect(answer.headers.location).toMatch(
          /^https:\/\/shop\.lumentea\.example\/autumn\?size=tin&fs_click=[0-9a-f-]{36}#order$/,
        );
      }
    }
    expect((await storedClicks(world)).every((click) => click.placement === "")).toBe(true);
  });

  test("an unknown or malformed link gets a kind page, no redirect and no echo", async () => {
    const world = await openLinkWorld();
    const { ask } = await listenForLinks(world);
    const paths = [
      "/r/nobody-knows-this", "/r/", "/r", "/r//evil.example", "/r/%2f%2fevil.example", "/r/\\\\evil.example", "//evil.example/r/x",
      "/r/mara-lumen-tea%0d%0aSet-Cookie:x=1", "/r/../admin", "/r/<script>alert(1)</script>", "http://evil.example/r/mara-lumen-tea",
      `/r/${"a".repeat(5_000)}`, "/r/mara-lumen-tea/https://evil.example",
    ]; // prettier-ignore
    for (const path of paths) {
      const answer = await ask(path);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(answer.headers.location).toBeUndefined();
      expect(answer.body).toContain("This link leads nowhere");
      expect(answer.body).not.toMatch(/evil|script/);
      expect(answer.headers["content-security-policy"]).toContain("default-src 'none'");
    }
    expect(await storedClicks(world)).toHaveLength(0);
  });

  test("a line break written raw into the request line adds nothing to the answer", async () => {
    const world = await openLinkWorld();
    const { port } = await listenForLinks(world);
    const answer = await new Promise<string>((resolve) => {
      let received = "";
      const socket = connect(port, "127.0.0.1", () => {
        socket.write("GET /r/mara-lumen-tea?p=a\r\nX-Injected: yes HTTP/1.1\r\nHost: x\r\n\r\n");
      });
      socket.on("data", (part) => (received += part.toString()));
      socket.on("close", () => resolve(received));
    });
    expect(answer).not.toContain("X-Injected");
    expect(answer.match(/^Location: (.*)$/gm) ?? []).toHaveLength(1);
    expect(answer).toContain("Location: https://shop.lumentea.example/autumn?size=tin&fs_click=");
  });

  test("a form sent to a link is refused", async () => {
    const world = await openLinkWorld();
    const { ask } = await listenForLinks(world);
    const answer = await ask("/r/mara-lumen-tea", { method: "POST" });
    expect([answer.status, answer.headers.allow]).toEqual([405, "GET, HEAD"]);
  });

  test("a destination whose domain the brand gave up leads to the brand's website instead", async () => {
    const world = await openLinkWorld();
    await world.database.ownerSql`update links set destination_url = 'https://evil.example/'`;
    const { ask } = await listenForLinks(world);
    expect((await ask("/r/mara-lumen-tea")).headers.location).toMatch(/^https:\/\/lumentea\.example\/\?fs_click=/);
  });

  test("a brand without any registered domain redirects nowhere", async () => {
    const world = await openLinkWorld();
    await world.database.ownerSql`delete from brand_domains`;
    const { ask } = await listenForLinks(world);
    expect((await ask("/r/mara-lumen-tea")).status).toBe(404);
  });
});

describe("after the end", () => {
  test("inside the tail a link goes on; past it, it leads to the brand's website and the click is kept as inactive", async () => {
    const world = await openLinkWorld();
    const { ask } = await listenForLinks(world);
    await world.database.ownerSql`update campaigns set status = 'ended', ended_at = ${world.clock.now()}`;
    world.clock.moveTo(new Date(addDays(world.clock.now(), TAIL_DAYS).getTime() - 1));
    expect((await ask("/r/mara-lumen-tea")).headers.location).toContain(DESTINATION.split("?")[0]);
    world.clock.advanceMs(1);
    const answer = await ask("/r/mara-lumen-tea", { headers: { cookie: "fs_v=a-visitor-of-long-ago" } });
    expect(answer.headers.location).toBe(`${WEBSITE}?fs_click=${clickIdOf(answer)}`);
    const clicks = await storedClicks(world);
    expect(clicks.map((click) => click.class)).toEqual(["counted", "inactive"]);
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
    expect((await storedClicks(world)).map((click) => click.class)).toEqual(["counted", "inactive"]);
  });
});

describe("a renamed link", () => {
  test("answers under its new name at once and under its old one for good", async () => {
    const world = await openLinkWorld();
    const { ask } = await listenForLinks(world);
    expect((await ask("/r/maras-tea")).status).toBe(404);
    await renameLink(world.services, { ...world.mara, slug: "maras-tea" });
    expect((await ask("/r/maras-tea")).status).toBe(302);
    expect((await ask("/r/mara-lumen-tea")).status).toBe(302);
    const clicks = await storedClicks(world);
    expect(clicks.map((click) => click.class)).toEqual(["counted", "repeat"]);
  });
});

describe("on disk before the answer", () => {
  test("while the clicks cannot be written nobody is sent on; once they can, everybody is", async () => {
    const world = await openLinkWorld();
    const { ask } = await listenForLinks(world);
    await ask("/r/mara-lumen-tea");
    let answered = 0;
    const asked = await holdingClicks(world, async () => {
      const answers = Array.from({ length: 20 }, () => ask("/r/mara-lumen-tea").finally(() => (answered += 1)));
      await untilBlocked(world);
      expect(answered).toBe(0);
      return answers;
    });
    for (const answer of await Promise.all(asked)) expect(answer.status).toBe(302);
    expect(await storedClicks(world)).toHaveLength(21);
  });

  test("a wait beyond the deadline ends with 503 and the request to come again", async () => {
    const world = await openLinkWorld();
    const { ask } = await listenForLinks(world, { limits: { answerDeadlineMs: 100 } });
    await ask("/r/mara-lumen-tea");
    const asked = await holdingClicks(world, () => ask("/r/mara-lumen-tea"));
    expect([asked.status, asked.headers["retry-after"]]).toEqual([503, "5"]);
    expect(asked.headers.location).toBeUndefined();
  });

  test("without a database the answer is 503, for known and for unknown links", async () => {
    const world = await openLinkWorld();
    const { ask } = await listenForLinks(world);
    await ask("/r/mara-lumen-tea");
    await world.services.db.close();
    for (const path of ["/r/mara-lumen-tea", "/r/somebody-else"]) {
      const answer = await ask(path);
      expect([path, answer.status, answer.headers["retry-after"]]).toEqual([path, 503, "5"]);
    }
  });

  test("a stop answers what has arrived", async () => {
    const world = await openLinkWorld();
    const listener = await listenForLinks(world);
    await listener.ask("/r/mara-lumen-tea");
    const asked = await holdingClicks(
      world,
      async () => {
        const answers = Array.from({ length: 20 }, () => listener.ask("/r/mara-lumen-tea"));
        await untilBlocked(world);
        return answers;
      },
      async (answers) => {
        const [, ...all] = await Promise.all([listener.stop(), ...answers]);
        return all;
      },
    );
    expect(asked.every((answer) => answer.status === 302)).toBe(true);
  });
});

type World = Awaited<ReturnType<typeof openLinkWorld>>;

/** Holds the table of clicks in a lock while `during` runs; then lets go, and gives what it returned to `after`. */
async function holdingClicks<T, R = T>(
  world: World,
  during: () => T | Promise<T>,
  after: (held: T) => Promise<R> = (held) => Promise.resolve(held as unknown as R),
): Promise<R> {
  let release = (): void => undefined;
  let markLocked = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const locked = new Promise<void>((resolve) => (markLocked = resolve));
  const holding = world.database.ownerSql.begin(async (tx) => {
    await tx`lock table clicks in exclusive mode`;
    markLocked();
    await released;
  });
  await locked;
  try {
    const held = await during();
    release();
    return await after(held);
  } finally {
    release();
    await holding;
  }
}

/** Resolves when the database itself says that a statement waits for the lock. */
async function untilBlocked(world: World): Promise<void> {
  for (;;) {
    const [row] = await world.database.superuserSql`
      select count(*)::int as blocked from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    if (row?.["blocked"] > 0) return;
  }
}
