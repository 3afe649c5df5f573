import { expect, test } from "vitest";
import { addDays } from "#app/kit/clock.ts";
import { announceTerms } from "#app/campaigns/announce-terms.server.ts";
import type { CampaignFacts } from "#app/campaigns/campaign.ts";
import { createCampaign } from "#app/campaigns/create-campaign.server.ts";
import { pauseCampaign } from "#app/campaigns/pause-campaign.server.ts";
import { claimOffer } from "#app/partnerships/claim-offer.server.ts";
import { addFellBoots, addLumenTea, addMara, publish, teaWeek } from "#tests/world/marketplace.ts";
import { openTestWorld } from "#tests/world/test-world.ts";
import { listOffers } from "./list-offers.server.ts";
import type { OfferFilter } from "./offer-store.server.ts";

async function openMarket() {
  const world = await openTestWorld();
  const [lumen, fell, mara] = [await addLumenTea(world), await addFellBoots(world), await addMara(world)];
  const campaign = (change: Partial<CampaignFacts>) => ({
    ...teaWeek(world),
    facts: { ...teaWeek(world).facts, ...change },
  });
  const names = async (filter: OfferFilter = {}) =>
    (await listOffers(world.services, mara.creatorId, filter)).map(({ offer }) => offer.name);
  return { world, lumen, fell, mara, campaign, names };
}

test("offers of all brands stand in the order of fit, and the newest first among equals", async () => {
  const { world, lumen, fell, campaign, names } = await openMarket();
  await publish(world, lumen, campaign({ name: "Older tea" }));
  world.clock.advanceDays(1);
  await publish(world, lumen, campaign({ name: "Newer tea" }));
  await publish(world, lumen, campaign({ name: "Scones", niches: ["baking", "tea-and-coffee"] }));
  const destinationUrl = "https://fellboots.example/";
  await publish(world, fell, campaign({ name: "Boots", niches: ["outdoor"], destinationUrl }));
  expect(await names()).toEqual(["Scones", "Newer tea", "Older tea", "Boots"]);
});

test("drafts, paused campaigns, those before or after their dates and those already claimed are not offered", async () => {
  const { world, lumen, mara, campaign, names } = await openMarket();
  const now = world.clock.now();
  await createCampaign(world.services, lumen, campaign({ name: "Draft" }));
  await pauseCampaign(world.services, lumen, await publish(world, lumen, campaign({ name: "Paused" })));
  await publish(world, lumen, campaign({ name: "Later", startsAt: addDays(now, 2) }));
  await publish(world, lumen, campaign({ name: "Short", endsAt: addDays(now, 1) }));
  const campaignId = await publish(world, lumen, campaign({ name: "Mine" }));
  await claimOffer(world.services, { ...mara, campaignId, termsVersion: 1, message: "" });
  expect(await names()).toEqual(["Short"]);
  world.clock.advanceDays(3);
  expect(await names()).toEqual(["Later"]);
});

test("an offer shows the newest announced terms, because those are the ones to accept", async () => {
  const { world, lumen, mara, campaign } = await openMarket();
  const campaignId = await publish(world, lumen, campaign({}));
  const terms = { ...teaWeek(world).terms, newCustomerRateBps: 700 };
  await announceTerms(world.services, lumen, { campaignId, terms, afterVersion: 1 });
  const [ranked] = await listOffers(world.services, mara.creatorId, {});
  expect(ranked?.offer).toMatchObject({ terms: { version: 2, newCustomerRateBps: 700 }, examplePriceMinor: 1_850n });
});

test("the filter looks for a niche and for words, and takes % and _ literally", async () => {
  const { world, lumen, campaign, names } = await openMarket();
  await publish(world, lumen, campaign({ name: "Tea week" }));
  await publish(world, lumen, campaign({ name: "Yoga and 100% calm", niches: ["yoga"] }));
  expect(await names({ niche: "yoga" })).toEqual(["Yoga and 100% calm"]);
  expect(await names({ text: "0% C" })).toEqual(["Yoga and 100% calm"]);
  expect(await names({ text: "lumen" })).toHaveLength(2);
  expect(await names({ text: "_" })).toEqual([]);
});
