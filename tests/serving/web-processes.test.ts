import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { renameLink } from "#app/links/rename-link.server.ts";
import { openLinkWorld, sortClicks, type LinkWorld } from "#tests/http/link-world.ts";
import { keepAsking, type Asked } from "./keep-asking.ts";
import { serve } from "./serve.ts";

const LINK = "/r/mara-lumen-tea";
/** Few enough to leave a process that starts again some of the machine. */
const CONNECTIONS = 4;
const KILLS = 20;

/** Every click there is in the end, when what is left in the journal is sorted in as well. */
async function storedIds(world: LinkWorld): Promise<string[]> {
  await sortClicks(world);
  return (await world.database.ownerSql<{ id: string }[]>`select id from clicks`).map(({ id }) => id);
}

const leftInSpool = (dataDir: string) => {
  const spool = path.join(dataDir, "spool");
  return existsSync(spool) ? readdirSync(spool) : [];
};

const missingOf = (asked: readonly Asked[], stored: readonly string[]) => {
  const known = new Set(stored);
  return asked.flatMap(({ clickIds }) => clickIds).filter((id) => !known.has(id));
};

describe("web processes on one port", () => {
  test.each([
    ["under load", "redirect-worker"],
    ["in a rush", "rush-worker"],
  ] as const)(
    `${KILLS} times killed %s: no click that was answered is missing, none is there twice [A25]`,
    async (_, worker) => {
      const world = await openLinkWorld();
      const { port, processIds, terminate, dataDir } = await serve(world, 3, worker);
      let isOver = false;
      const answers = Array.from({ length: CONNECTIONS }, () => keepAsking(port, LINK, () => isOver));
      const killed = new Set<number>();
      while (killed.size < KILLS) {
        const alive = (await processIds()).filter((id) => !killed.has(id));
        const [victim] = alive;
        // One is left to answer, so that the load never stops.
        if (victim === undefined || alive.length < 2) {
          await pause(20);
          continue;
        }
        process.kill(victim, "SIGKILL");
        killed.add(victim);
      }
      isOver = true;
      const asked = await Promise.all(answers);
      await terminate();
      expect(leftInSpool(dataDir)).toEqual([]);
      const stored = await storedIds(world);
      expect(asked.flatMap(({ clickIds }) => clickIds).length).toBeGreaterThan(KILLS * 10);
      expect(missingOf(asked, stored)).toEqual([]);
      const [tallied] = await world.database.ownerSql`
      select (select coalesce(sum(click_count), 0) from click_tallies)::int + (select coalesce(sum(click_count), 0) from click_hours)::int as clicks`;
      expect(tallied?.["clicks"]).toBe(stored.length);
    },
    180_000,
  );

  test("SIGTERM drops no request: who has a connection is answered and told to close it [A25]", async () => {
    const world = await openLinkWorld();
    const { port, terminate, dataDir } = await serve(world, 2);
    const answers = Array.from({ length: CONNECTIONS }, () => keepAsking(port, LINK, () => false));
    await keepAsking(port, LINK, countdown(200));
    await terminate();
    const asked = await Promise.all(answers);
    expect(asked.map(({ dropped }) => dropped).filter((dropped) => dropped > 0)).toEqual([]);
    expect(asked.flatMap(({ others }) => others)).toEqual([]);
    const stored = await storedIds(world);
    expect(missingOf(asked, stored)).toEqual([]);
    expect(leftInSpool(dataDir)).toEqual([]);
  }, 60_000);

  test("all of them hear of a link that was renamed, and a visitor counts once whichever answers", async () => {
    const world = await openLinkWorld();
    const { port } = await serve(world, 2);
    const asked = await Promise.all(Array.from({ length: 8 }, () => keepAsking(port, "/r/maras-tea", countdown(3))));
    expect(asked.flatMap(({ others }) => others).every((status) => status === 404)).toBe(true);
    await renameLink(world.services, { ...world.mara, slug: "maras-tea" });
    let found = 0;
    while (found < 20) {
      const { clickIds } = await keepAsking(port, "/r/maras-tea", countdown(1));
      found = clickIds.length > 0 ? found + 1 : 0;
    }
    await sortClicks(world);
    const [counts] = await world.database.ownerSql`select count(*) filter (where is_counted)::int as net from clicks`;
    // Each of them had the same address and agent.
    expect(counts?.["net"]).toBe(1);
  }, 60_000);
});

/** Over after so many questions. */
function countdown(count: number): () => boolean {
  let left = count;
  return () => (left -= 1) < 0;
}
