import { describe, expect, test } from "vitest";
import { drainClicks } from "#app/clicks/drain-clicks.server.ts";
import { allowConnections, holdingClicks, untilBlocked } from "./database-troubles.ts";
import { clickIdOf, listenForLinks, openLinkWorld, storedClicks } from "./link-world.ts";

describe("on disk before the answer, where there is no spool", () => {
  test("while the clicks cannot be written nobody is sent on; once they can, everybody is", async () => {
    const world = await openLinkWorld();
    const { ask } = await listenForLinks(world, { limits: { journalDeadlineMs: 60_000, answerDeadlineMs: 60_000 } });
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

  test("when the database goes away the answer is 503, and when it is back links lead on, without a new start", async () => {
    const world = await openLinkWorld();
    const { ask } = await listenForLinks(world);
    await ask("/r/mara-lumen-tea");
    await allowConnections(world, false);
    expect((await ask("/r/mara-lumen-tea")).status).toBe(503);
    await allowConnections(world, true);
    const answer = await ask("/r/mara-lumen-tea");
    expect(answer.status).toBe(302);
    while ((await drainClicks(world.services)) > 0);
    const clicks = await world.database.superuserSql`select id, is_counted from clicks order by id`;
    expect(clicks.at(-1)).toEqual({ id: clickIdOf(answer), is_counted: false });
    expect(clicks.filter((click) => click["is_counted"])).toHaveLength(1);
  });

  test("a stop answers what has arrived", async () => {
    const world = await openLinkWorld();
    const listener = await listenForLinks(world, {
      limits: { journalDeadlineMs: 60_000, answerDeadlineMs: 60_000 },
    });
    await listener.ask("/r/mara-lumen-tea");
    const asked = await holdingClicks(
      world,
      async () => {
        const answers = Array.from({ length: 20 }, () => listener.ask("/r/mara-lumen-tea"));
        await listener.untilArrived(21);
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
