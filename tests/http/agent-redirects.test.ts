import crawlers from "crawler-user-agents";
import { expect, test } from "vitest";
import { judgeAgent } from "#app/clicks/judge-agent.server.ts";
import { appBrowsers } from "#tests/world/app-browsers.ts";
import { listenForLinks, openLinkWorld, storedClicks } from "./link-world.ts";

/** One in so many of the two thousand is enough to see that each is answered. */
const EVERY = 25;

test("whoever asks is sent on, and its click is kept with its class and reason [A23]", async () => {
  const world = await openLinkWorld();
  const { ask, stop } = await listenForLinks(world);
  const machines = crawlers.flatMap(({ instances }) => instances).filter((_, index) => index % EVERY === 0);
  // Header values are bytes: what is not plain ASCII comes by other ways than ours.
  const agents = ["", ...machines, ...appBrowsers].filter((agent) => /^[\x20-\x7e]*$/.test(agent));
  const wanted = new Map<string, string>();
  for (const agent of agents) {
    const answer = await ask("/r/mara-lumen-tea", { headers: { "user-agent": agent } });
    expect(answer.status).toBe(302);
    expect(answer.headers.location).toContain("https://shop.lumentea.example/autumn?size=tin&fs_click=");
    const kind = judgeAgent(agent);
    wanted.set(agent.slice(0, 300), kind === "person" ? "counted" : kind === "empty" ? "empty-agent" : kind);
  }
  await stop();
  const countedCount = (await storedClicks(world)).filter(({ is_counted }) => is_counted).length;
  const clicks = await world.database.ownerSql<{ user_agent: string; class: string; reason: string }[]>`
    select user_agent, class, reason from clicks`;
  expect(clicks).toHaveLength(agents.length);
  expect(clicks.filter((click) => click.class !== wanted.get(click.user_agent))).toEqual([]);
  expect(clicks.every(({ reason }) => reason !== "")).toBe(true);
  expect(countedCount).toBe(appBrowsers.length);
});
