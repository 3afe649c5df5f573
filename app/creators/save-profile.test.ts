import { expect, test } from "vitest";
import { addJonas, addMara } from "#tests/world/marketplace.ts";
import { openTestWorld } from "#tests/world/test-world.ts";
import { findCreator, listChannels } from "./creator-store.server.ts";
import { addChannel, removeChannel, saveCreatorProfile } from "./save-profile.server.ts";
import { MAX_CHANNELS, saveChannelSchema, saveProfileSchema } from "./save-profile.ts";
import { tierOf } from "./tier.ts";

const instagram = { network: "instagram" as const, url: "https://instagram.com/mara.bakes", followers: 14_200 };

test("a creator says who they are, and keeps the handle that links are made of", async () => {
  const world = await openTestWorld();
  const mara = await addMara(world);
  const profile = {
    name: "Mara Lindt",
    bio: "Bread and tea.",
    country: "AT",
    niches: ["baking" as const],
    audienceCountries: ["DE"],
  };
  await saveCreatorProfile(world.services, mara, profile);
  const saved = await world.services.db.inPlatform((tx) => findCreator(tx, mara.creatorId));
  expect(saved).toMatchObject({ ...profile, handle: "mara-bakes" });
});

test("a channel is listed once, and only its creator can remove it", async () => {
  const world = await openTestWorld();
  const [mara, jonas] = [await addMara(world), await addJonas(world)];
  const outcomes = await Promise.all([
    addChannel(world.services, mara, instagram),
    addChannel(world.services, mara, instagram),
  ]);
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  expect(outcomes.find((outcome) => !outcome.ok)).toMatchObject({ refusal: "already-there" });
  const list = () => world.services.db.inPlatform((tx) => listChannels(tx, mara.creatorId));
  const channelId = (await list())[0]?.id ?? "";
  await removeChannel(world.services, jonas, channelId);
  expect(await list()).toHaveLength(1);
  await removeChannel(world.services, mara, channelId);
  expect(await list()).toHaveLength(0);
});

test("a profile has a limit of channels", async () => {
  const world = await openTestWorld();
  const mara = await addMara(world);
  for (let index = 0; index < MAX_CHANNELS; index += 1) {
    await addChannel(world.services, mara, { ...instagram, url: `https://blog.example/${index}` });
  }
  expect(await addChannel(world.services, mara, instagram)).toMatchObject({ refusal: "too-many" });
});

test.each([
  ["javascript:alert(1)", 10],
  ["http://instagram.com/mara", 10],
  ["https://instagram.com/mara", -1],
  ["https://instagram.com/mara", 1.5],
])("a channel %s with %d followers is refused", (url, followers) => {
  expect(saveChannelSchema.safeParse({ ...instagram, url, followers }).success).toBe(false);
});

test("a profile without a niche is refused with a sentence", () => {
  const result = saveProfileSchema.safeParse({ name: "Mara", country: "DE" });
  expect(result.error?.issues.map(({ message }) => message)).toEqual([
    "Choose at least one niche: offers are matched by it.",
  ]);
});

test("the tier follows the largest channel", () => {
  expect(tierOf([])).toBeNull();
  expect(tierOf([999])).toBeNull();
  expect(tierOf([1_000, 900])).toBe("nano");
  expect(tierOf([9_999])).toBe("nano");
  expect(tierOf([400, 10_000])).toBe("micro");
  expect(tierOf([100_000])).toBe("mid");
  expect(tierOf([500_000])).toBeNull();
});
