import { appendFileSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { RedirectorLimits } from "#app/clicks/redirector.server.ts";
import { allowConnections, holdingClicks } from "./database-troubles.ts";
import {
  clickIdOf,
  listenForLinks,
  openLinkWorld,
  sortClicks,
  storedClicks,
  type Answer,
  type LinkWorld,
} from "./link-world.ts";

const LINK = "/r/mara-lumen-tea";
/** A process of this machine that is dead: no process id is so high. */
const DEAD_PROCESS = `${hostname().replace(/[^A-Za-z0-9.]/g, "") || "host"}~99999999~0badcafe~000001.ndjson`;

function newSpool(): string {
  const directory = mkdtempSync(path.join(tmpdir(), "fairshare-spool-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** A file stands where its folder would be. */
function newUnwritableSpool(): string {
  const file = path.join(newSpool(), "a-file");
  appendFileSync(file, "");
  return path.join(file, "spool");
}

/** A listener with a spool, whose link is known to it. */
async function listenWithSpool(world: LinkWorld, spoolDirectory: string, limits: Partial<RedirectorLimits> = {}) {
  const listener = await listenForLinks(world, {
    ...{ spoolDirectory },
    limits: { journalDeadlineMs: 100, retryMs: 50, ...limits },
  });
  await listener.ask(LINK);
  return listener;
}

/** Brings everything into `clicks`, however long the database needs to be found again. */
async function untilStored(world: LinkWorld, listener: { catchUp(): Promise<void> }, spool: string): Promise<string[]> {
  while (readdirSync(spool).some((name) => name.endsWith(".ndjson"))) await listener.catchUp().catch(() => undefined);
  for (;;) {
    const isSorted = await sortClicks(world).then(
      () => true,
      () => false,
    );
    if (isSorted) break;
  }
  const rows = await world.database.superuserSql<{ id: string }[]>`select id from clicks order by id`;
  return rows.map(({ id }) => id);
}

describe("while the database is away", () => {
  test("everybody is sent on, and every click arrives once when it is back [A25]", async () => {
    const world = await openLinkWorld();
    const spool = newSpool();
    const listener = await listenWithSpool(world, spool);
    const answered: string[] = [];
    let isOver = false;
    const shoppers = Array.from({ length: 16 }, async () => {
      while (!isOver) {
        const answer = await listener.ask(LINK);
        expect(answer.status).toBe(302);
        answered.push(clickIdOf(answer) ?? "");
      }
    });
    const untilAnswered = async (count: number) => {
      const wanted = answered.length + count;
      while (answered.length < wanted)
        await listener.ask(LINK).then((answer) => answered.push(clickIdOf(answer) ?? ""));
    };
    await untilAnswered(100);
    for (let outage = 0; outage < 3; outage += 1) {
      await allowConnections(world, false);
      await untilAnswered(300);
      await allowConnections(world, true);
      await untilAnswered(100);
    }
    isOver = true;
    await Promise.all(shoppers);
    const stored = await untilStored(world, listener, spool);
    expect(answered.filter((id) => !stored.includes(id))).toEqual([]);
    // And the one that made the link known.
    expect(stored).toHaveLength(answered.length + 1);
    const [tallied] = await world.database.superuserSql`select sum(click_count)::int as clicks from click_tallies`;
    expect(tallied?.["clicks"]).toBe(stored.length);
  });

  test("a commit whose answer comes too late is in the journal and in the spool, and still one click [A25]", async () => {
    const world = await openLinkWorld();
    const spool = newSpool();
    const listener = await listenWithSpool(world, spool, { retryMs: 60_000 });
    const answer = await holdingClicks(world, () => listener.ask(LINK));
    expect(answer.status).toBe(302);
    expect(readdirSync(spool)).toHaveLength(1);
    const stored = await untilStored(world, listener, spool);
    expect(stored).toHaveLength(2);
    expect(stored).toContain(clickIdOf(answer));
  });

  test("a link of which a change was heard is followed as it was", async () => {
    const world = await openLinkWorld();
    const listener = await listenWithSpool(world, newSpool());
    await world.database.ownerSql`update campaigns set name = 'Autumn and winter tins'`;
    await listener.catchUp();
    await allowConnections(world, false);
    expect((await listener.ask(LINK)).status).toBe(302);
    await allowConnections(world, true);
  });

  test("however often the database is asked meanwhile, the files stay few", async () => {
    const world = await openLinkWorld();
    const spool = newSpool();
    const listener = await listenWithSpool(world, spool, { retryMs: 5 });
    await allowConnections(world, false);
    const startedMs = performance.now();
    let answered = 0;
    while (answered < 20 || performance.now() - startedMs < 1_000) {
      expect((await listener.ask(LINK)).status).toBe(302);
      answered += 1;
    }
    // One that waits to be taken, and those that are being written.
    expect(readdirSync(spool).length).toBeLessThanOrEqual(3);
    await allowConnections(world, true);
    expect(await untilStored(world, listener, spool)).toHaveLength(answered + 1);
  });

  test("what waits when the server stops is stored by the next one", async () => {
    const world = await openLinkWorld();
    const spool = newSpool();
    const before = await listenWithSpool(world, spool);
    await allowConnections(world, false);
    const answer = await before.ask(LINK);
    await before.stop();
    await allowConnections(world, true);
    const after = await listenForLinks(world, { spoolDirectory: spool });
    expect(await untilStored(world, after, spool)).toContain(clickIdOf(answer));
  });
});

describe("during a rush", () => {
  /** Every second is one, and what is spooled stays there until it is asked for. */
  const rush = { rushClicksPerSecond: 0, rushWaitMs: 60_000 };
  const askOften = (listener: { ask(path: string): Promise<Answer> }) =>
    Promise.all(Array.from({ length: 60 }, () => listener.ask(LINK)));

  test("clicks go to the disk first, and each is stored and counted once afterwards [A27]", async () => {
    const world = await openLinkWorld();
    const spool = newSpool();
    const listener = await listenWithSpool(world, spool, rush);
    const answers = await askOften(listener);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 302));
    const [journal] = await world.database.superuserSql`select count(*)::int as batches from click_journal`;
    expect(journal?.["batches"]).toBe(0);
    expect(readdirSync(spool)).not.toEqual([]);
    const stored = await untilStored(world, listener, spool);
    expect(stored).toHaveLength(answers.length + 1);
    expect(answers.filter((answer) => !stored.includes(clickIdOf(answer) ?? ""))).toEqual([]);
    const clicks = await storedClicks(world);
    expect(clicks.filter((click) => click.is_counted)).toHaveLength(1);
  });

  test("they reach the database soon, although it goes on", async () => {
    const world = await openLinkWorld();
    const spool = newSpool();
    const listener = await listenWithSpool(world, spool, { ...rush, rushWaitMs: 100 });
    const answers = await askOften(listener);
    for (let stored = 0; stored <= answers.length; stored = (await storedClicks(world)).length);
    expect(await storedClicks(world)).toHaveLength(answers.length + 1);
  });

  test("the database going away is not noticed", async () => {
    const world = await openLinkWorld();
    const spool = newSpool();
    const listener = await listenWithSpool(world, spool, { ...rush, rushWaitMs: 50 });
    await allowConnections(world, false);
    const answers = await askOften(listener);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 302));
    await allowConnections(world, true);
    expect(await untilStored(world, listener, spool)).toHaveLength(answers.length + 1);
  });

  test.each([
    ["that is full", newSpool, { alarmBytes: 1 }],
    ["that cannot be written", newUnwritableSpool, {}],
  ])("a spool %s leaves them to the database", async (_, createDirectory, limits) => {
    const world = await openLinkWorld();
    const listener = await listenWithSpool(world, createDirectory(), { ...rush, ...limits });
    const answers = await askOften(listener);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 302));
    const [journal] = await world.database.superuserSql`select count(*)::int as batches from click_journal`;
    expect(journal?.["batches"]).toBeGreaterThan(0);
    await listener.catchUp().catch(() => undefined);
    expect(await storedClicks(world)).toHaveLength(answers.length + 1);
  });
});

describe("left-over files", () => {
  test("of a process that was killed are taken over; the line it was writing is dropped, for nobody was answered", async () => {
    const world = await openLinkWorld();
    const spool = newSpool();
    const listener = await listenWithSpool(world, spool, { retryMs: 60_000 });
    const answer = await holdingClicks(world, () => listener.ask(LINK));
    const [written = ""] = readdirSync(spool);
    const left = path.join(spool, DEAD_PROCESS);
    const line = readFileSync(path.join(spool, written), "utf8");
    renameSync(path.join(spool, written), left);
    appendFileSync(left, line.slice(0, line.length / 2));
    const stored = await untilStored(world, listener, spool);
    expect(stored).toContain(clickIdOf(answer));
    expect(stored).toHaveLength(2);
  });

  test("of a live process of another machine are left alone until nobody has written to them for long", async () => {
    const world = await openLinkWorld();
    const spool = newSpool();
    const foreign = path.join(spool, "elsewhere~1~0badcafe~000001.ndjson");
    appendFileSync(foreign, "");
    const patient = await listenForLinks(world, { spoolDirectory: spool });
    await patient.catchUp();
    expect(readdirSync(spool)).toHaveLength(1);
    const hasty = await listenForLinks(world, { spoolDirectory: spool, limits: { leftOverAfterMs: -1 } });
    await hasty.catchUp();
    expect(readdirSync(spool)).toHaveLength(0);
  });

  test("that somebody damaged are set aside and hold up nobody", async () => {
    const world = await openLinkWorld();
    const spool = newSpool();
    appendFileSync(path.join(spool, DEAD_PROCESS), "not a batch\n");
    const listener = await listenForLinks(world, { spoolDirectory: spool });
    await listener.catchUp();
    expect(readdirSync(spool)).toEqual([`${DEAD_PROCESS}.damaged`]);
    expect((await listener.ask(LINK)).status).toBe(302);
  });
});

describe("a spool that is full", () => {
  test.each([
    ["in bytes", { maxSpoolBytes: 1 }],
    ["in age", { maxSpoolAgeMs: -1 }],
  ])("%s takes no more, and the answer is 503 until the database is back", async (_, limits) => {
    const world = await openLinkWorld();
    const spool = newSpool();
    const listener = await listenWithSpool(world, spool, limits);
    await allowConnections(world, false);
    const first = await listener.ask(LINK);
    expect([first.status, (await listener.ask(LINK)).status]).toEqual([302, 503]);
    await allowConnections(world, true);
    expect(await untilStored(world, listener, spool)).toContain(clickIdOf(first));
    expect((await listener.ask(LINK)).status).toBe(302);
    expect((await storedClicks(world)).length).toBeGreaterThanOrEqual(3);
  });
});
