import { expect, test } from "vitest";
import { enterRedirect } from "#app/access/entering.server.ts";
import { enter } from "#app/access/sign-in.server.ts";
import { insertMember } from "#app/access/member-store.server.ts";
import { action as signOut } from "#app/routes/access/sign-out.ts";
import { routeArgs } from "#tests/world/route-args.ts";
import { addSharer, listenForLinks, openLinkWorld, storedClicks, type LinkWorld } from "./link-world.ts";

/** The cookies of a browser after an answer, as it sends them back. */
function cookiesAfter(answer: Response): string {
  const given = answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0] ?? "");
  return given.filter((cookie) => !cookie.endsWith("=")).join("; ");
}

async function signIn(world: LinkWorld, userId: string): Promise<string> {
  const entered = await world.services.db.inPlatform((tx) =>
    enter(world.services, tx, { userId, email: "person@example.com" }),
  );
  return cookiesAfter(enterRedirect(world.services, entered));
}

test("somebody of Lumen Tea who tries a link of its campaign is sent on and not counted", async () => {
  const world = await openLinkWorld();
  const tom = await addSharer(world, { brandId: world.brandId, campaignId: world.campaignId, handle: "tom" });
  const { brandId, services } = world;
  await services.db.inPlatform((tx) =>
    insertMember(tx, { brandId, userId: tom.userId, role: "analyst", createdAt: services.clock.now() }),
  );
  const { ask, stop } = await listenForLinks(world);
  const answer = await ask("/r/mara-lumen-tea", { headers: { cookie: await signIn(world, tom.userId) } });
  expect(answer.status).toBe(302);
  await stop();
  expect(await storedClicks(world)).toMatchObject([{ class: "self", is_counted: false }]);
});

test("Mara who tries her own link is not counted, and at Tom's she is a shopper", async () => {
  const world = await openLinkWorld();
  const tom = await addSharer(world, { brandId: world.brandId, campaignId: world.campaignId, handle: "tom" });
  const { ask, stop } = await listenForLinks(world);
  const cookie = await signIn(world, world.mara.userId);
  await ask("/r/mara-lumen-tea", { headers: { cookie } });
  await ask(`/r/${tom.slug}`, { headers: { cookie } });
  await stop();
  expect(await storedClicks(world)).toMatchObject([{ class: "self" }, { class: "counted" }]);
});

test("after signing out the same browser is a shopper's again", async () => {
  const world = await openLinkWorld();
  const cookies = await signIn(world, world.mara.userId);
  const left = await signOut(routeArgs(world.services, "/sign-out", { method: "POST", headers: { cookie: cookies } }));
  expect(left.headers.getSetCookie().some((cookie) => /^fs_own=; Max-Age=0; Path=\//.test(cookie))).toBe(true);
});
