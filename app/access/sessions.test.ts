import { expect, test } from "vitest";
import { users } from "#db/schema/access.ts";
import { openTestWorld, type TestWorld } from "#tests/world/test-world.ts";
import { endAllSessions, endSession, readSession, SESSION_DAYS, startSession } from "./sessions.server.ts";

async function withMara(): Promise<{
  world: TestWorld;
  userId: string;
  start: () => Promise<string>;
  whoIs: (token: string) => Promise<string | null>;
}> {
  const world = await openTestWorld();
  const { services } = world;
  const userId = services.newId();
  await services.db.inPlatform((tx) =>
    tx.insert(users).values({ id: userId, email: "mara@bakes.example", name: "Mara", createdAt: services.clock.now() }),
  );
  return {
    world,
    userId,
    start: () => services.db.inPlatform((tx) => startSession(services, tx, userId)),
    whoIs: async (token) => (await services.db.inPlatform((tx) => readSession(services, tx, token)))?.name ?? null,
  };
}

test("a started session says who it is, and a made-up token is a stranger's", async () => {
  const { start, whoIs } = await withMara();
  expect(await whoIs(await start())).toBe("Mara");
  expect(await whoIs("made-up")).toBeNull();
});

test("the table holds the token's hash and never the token", async () => {
  const { world, start, whoIs } = await withMara();
  const token = await start();
  const [row] = await world.database.ownerSql`select id from sessions`;
  expect(row?.["id"]).toMatch(/^[0-9a-f]{64}$/);
  expect(row?.["id"]).not.toBe(token);
  expect(await whoIs(row?.["id"] as string), "the stored hash is no token").toBeNull();
});

test("a session that is used lives on, and one that is not used ends after thirty days", async () => {
  const { world, start, whoIs } = await withMara();
  const used = await start();
  const forgotten = await start();
  world.clock.advanceDays(SESSION_DAYS - 10);
  expect(await whoIs(used)).toBe("Mara");
  world.clock.advanceDays(SESSION_DAYS - 10);
  expect(await whoIs(used)).toBe("Mara");
  expect(await whoIs(forgotten)).toBeNull();
});

test("ending one session leaves the others, ending all leaves none", async () => {
  const { world, userId, start, whoIs } = await withMara();
  const { services } = world;
  const [phone, laptop, tablet] = [await start(), await start(), await start()];
  await services.db.inPlatform((tx) => endSession(services, tx, phone));
  expect([await whoIs(phone), await whoIs(laptop)]).toEqual([null, "Mara"]);
  await services.db.inPlatform((tx) => endAllSessions(services, tx, userId));
  expect([await whoIs(laptop), await whoIs(tablet)]).toEqual([null, null]);
});
