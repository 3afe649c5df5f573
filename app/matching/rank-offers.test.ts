import { expect, test } from "vitest";
import type { Niche } from "#app/creators/creator.ts";
import { nicheOverlap, rankOffers } from "./rank-offers.ts";

const mara = { niches: ["baking", "tea-and-coffee"] as Niche[] };
const offer = (campaignId: string, niches: Niche[], publishedOn: string) => ({
  campaignId,
  niches,
  publishedAt: new Date(publishedOn),
});

test("the overlap is what both share out of everything either names", () => {
  expect(nicheOverlap(["baking", "yoga"], ["baking"])).toBe(0.5);
  expect(nicheOverlap(["baking"], ["baking"])).toBe(1);
  expect(nicheOverlap(["baking"], ["yoga"])).toBe(0);
  expect(nicheOverlap([], [])).toBe(0);
});

test("what fits best comes first, then the newest, each with its reason", () => {
  const ranked = rankOffers(mara, [
    offer("boots", ["outdoor"], "2026-05-20"),
    offer("cakes", ["baking", "parenting"], "2026-05-01"),
    offer("scones", ["tea-and-coffee", "baking"], "2026-04-01"),
    offer("everything", ["baking", "yoga", "pets", "home"], "2026-05-30"),
    offer("rolls", ["baking", "cooking"], "2026-05-02"),
  ]);
  expect(ranked.map((item) => [item.offer.campaignId, item.reason])).toEqual([
    ["scones", "You share tea and coffee and baking: everything this campaign looks for."],
    ["rolls", "You share baking; it also looks for cooking."],
    ["cakes", "You share baking; it also looks for parenting."],
    ["everything", "You share baking; it also looks for yoga, pets and home."],
    ["boots", "It looks for outdoor, which is not on your profile."],
  ]);
});

test("a creator without niches is told to add them", () => {
  const [first] = rankOffers({ niches: [] }, [offer("diy-week", ["diy", "home"], "2026-05-01")]);
  expect(first?.reason).toBe("It looks for DIY and home. Add niches to your profile to see what fits you.");
});

test("equal offers keep one order, whatever order they come in", () => {
  const twins = [offer("a", ["baking"], "2026-05-01"), offer("b", ["baking"], "2026-05-01")];
  const order = (offers: typeof twins) => rankOffers(mara, offers).map((item) => item.offer.campaignId);
  expect(order(twins)).toEqual(order([...twins].reverse()));
});
