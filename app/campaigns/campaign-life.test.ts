import { expect, test } from "vitest";
import { rulesOf } from "#app/attribution/preset-rules.ts";
import { addDays } from "#app/kit/clock.ts";
import { claimOffer } from "#app/partnerships/claim-offer.server.ts";
import {
  addFellBoots,
  addJonas,
  addLumenTea,
  addMara,
  publish,
  sellWithCode,
  teaWeek,
  type WorldBrand,
} from "#tests/world/marketplace.ts";
import { openTestWorld, type TestWorld } from "#tests/world/test-world.ts";
import { announceTerms, previewTerms } from "./announce-terms.server.ts";
import type { PublishedEdit } from "./campaign-form.ts";
import { findCampaign } from "./campaign-store.server.ts";
import { changePolicy } from "./change-policy.server.ts";
import { createCampaign } from "./create-campaign.server.ts";
import { editCampaign, editPublishedCampaign } from "./edit-campaign.server.ts";
import { endCampaign } from "./end-campaign.server.ts";
import { endDueCampaignsJob } from "./end-due-campaigns.job.server.ts";
import { pauseCampaign, resumeCampaign } from "./pause-campaign.server.ts";
import { publishCampaign } from "./publish-campaign.server.ts";
import { listPolicies, listTerms } from "./version-store.server.ts";

const read = (world: TestWorld, { brandId }: WorldBrand, campaignId: string) =>
  world.services.db.inBrand(brandId, (tx) => findCampaign(tx, brandId, campaignId));

/** What the form of a published campaign sends when nothing is changed. */
function unchanged(world: TestWorld): PublishedEdit {
  const { facts, products } = teaWeek(world);
  const { name, disclosure, niches, destinationUrl, claimMode, discountBps, currency, ...open } = facts;
  return { ...open, products };
}

/** Tea week with Mara as its partner, who has sold for this much with her code; a tenth of it is spent. */
async function teaWeekWithMara(soldMinor = 0n) {
  const world = await openTestWorld();
  const lumen = await addLumenTea(world);
  const mara = await addMara(world);
  const campaignId = await publish(world, lumen, teaWeek(world));
  const claimed = await claimOffer(world.services, { ...mara, campaignId, termsVersion: 1, message: "" });
  if (!claimed.ok) throw new Error(claimed.refusal);
  if (soldMinor > 0n) await sellWithCode(world, lumen.brandId, "MARA10", soldMinor);
  return { world, lumen, mara, campaignId };
}

test("a draft that lacks everything is told everything at once and stays a draft", async () => {
  const world = await openTestWorld();
  const lumen = await addLumenTea(world);
  const full = teaWeek(world);
  const nothing = {
    ...full.facts,
    brief: "",
    disclosure: "",
    niches: [],
    destinationUrl: "",
    budgetMinor: 0n,
    endsAt: addDays(full.facts.startsAt, -1),
  };
  const { campaignId } = await createCampaign(world.services, lumen, {
    ...full,
    facts: nothing,
    terms: { ...full.terms, newCustomerRateBps: 0, returningCustomerRateBps: 0 },
  });
  const outcome = await publishCampaign(world.services, lumen, campaignId);
  expect(outcome).toEqual({
    ok: false,
    refusal: "not-ready",
    gaps: ["brief", "niche", "destination", "disclosure", "terms", "budget", "dates"],
  });
  expect((await read(world, lumen, campaignId))?.status).toBe("draft");
});

test.each([
  ["http://lumentea.example/tea", "destination-not-https"],
  ["https://fellboots.example/boots", "destination-not-registered"],
  ["https://lumentea.example.evil.test/", "destination-not-registered"],
  ["lumentea.example", "destination"],
])("links cannot lead to %s", async (destinationUrl, gap) => {
  const world = await openTestWorld();
  const lumen = await addLumenTea(world);
  await addFellBoots(world);
  const draft = teaWeek(world);
  const { campaignId } = await createCampaign(world.services, lumen, {
    ...draft,
    facts: { ...draft.facts, destinationUrl },
  });
  expect(await publishCampaign(world.services, lumen, campaignId)).toMatchObject({ ok: false, gaps: [gap] });
});

test("a campaign whose last day is over, or whose budget is below one fixed amount, is not published", async () => {
  const world = await openTestWorld();
  const lumen = await addLumenTea(world);
  const draft = teaWeek(world);
  const terms = {
    ...draft.terms,
    kind: "fixed" as const,
    newCustomerRateBps: 0,
    returningCustomerRateBps: 0,
    newCustomerAmountMinor: 60_000n,
  };
  const endsAt = addDays(draft.facts.startsAt, 3);
  const { campaignId } = await createCampaign(world.services, lumen, {
    ...draft,
    terms,
    facts: { ...draft.facts, endsAt },
  });
  world.clock.advanceDays(4);
  expect(await publishCampaign(world.services, lumen, campaignId)).toMatchObject({
    gaps: ["budget-below-one-sale", "dates-over"],
  });
});

test("a draft changes freely, and its last terms are the ones it is published with", async () => {
  const world = await openTestWorld();
  const lumen = await addLumenTea(world);
  const draft = teaWeek(world);
  const { campaignId } = await createCampaign(world.services, lumen, draft);
  const changed = {
    ...draft,
    facts: { ...draft.facts, name: "Tea month" },
    terms: { ...draft.terms, newCustomerRateBps: 500 },
  };
  expect((await editCampaign(world.services, lumen, campaignId, changed)).ok).toBe(true);
  expect((await editCampaign(world.services, lumen, campaignId, changed)).ok).toBe(true);
  await publishCampaign(world.services, lumen, campaignId);
  const versions = await world.services.db.inBrand(lumen.brandId, (tx) => listTerms(tx, lumen.brandId, campaignId));
  expect(versions.map(({ version, newCustomerRateBps }) => [version, newCustomerRateBps])).toEqual([
    [1, 1_000],
    [2, 500],
  ]);
  expect(versions[1]?.inForceFrom).toEqual(world.clock.now());
  expect(await editCampaign(world.services, lumen, campaignId, draft)).toMatchObject({ refusal: "not-a-draft" });
  expect(await publishCampaign(world.services, lumen, campaignId)).toMatchObject({ refusal: "not-a-draft" });
});

test("the budget of a published campaign goes up, and down only to what is spent", async () => {
  const { world, lumen, campaignId } = await teaWeekWithMara(120_000n);
  const budget = (budgetMinor: bigint | null) =>
    editPublishedCampaign(world.services, lumen, campaignId, { ...unchanged(world), budgetMinor });
  expect((await budget(80_000n)).ok).toBe(true);
  expect((await budget(12_000n)).ok).toBe(true);
  expect(await budget(11_999n)).toMatchObject({ refusal: "budget-below-spent" });
  expect((await budget(null)).ok).toBe(true);
});

test("the first day of a running campaign stands, and its last day cannot lie in the past", async () => {
  const { world, lumen, campaignId } = await teaWeekWithMara();
  const edit = unchanged(world);
  const change = (part: Partial<PublishedEdit>) =>
    editPublishedCampaign(world.services, lumen, campaignId, { ...edit, ...part });
  expect(await change({ startsAt: addDays(edit.startsAt, 2) })).toMatchObject({ refusal: "already-started" });
  expect(await change({ endsAt: edit.startsAt })).toMatchObject({ refusal: "ends-in-the-past" });
  expect((await change({ endsAt: addDays(edit.startsAt, 20), brief: "Show how you brew." })).ok).toBe(true);
  expect(await read(world, lumen, campaignId)).toMatchObject({ brief: "Show how you brew.", name: "Tea week" });
});

test("where links lead when they do not work, and what they add, can change after publishing, within the brand's domains", async () => {
  const { world, lumen, campaignId } = await teaWeekWithMara();
  const change = (part: Partial<PublishedEdit>) =>
    editPublishedCampaign(world.services, lumen, campaignId, { ...unchanged(world), ...part });
  const utmTemplate = "utm_source={network}";
  expect(await change({ fallbackUrl: "https://lumentea.example/thanks", utmTemplate })).toMatchObject({ ok: true });
  expect(await read(world, lumen, campaignId)).toMatchObject({
    fallbackUrl: "https://lumentea.example/thanks",
    utmTemplate,
  });
  expect(await change({ fallbackUrl: "https://evil.example/" })).toMatchObject({ refusal: "fallback-not-registered" });
  expect(await change({ fallbackUrl: null })).toMatchObject({ ok: true });
});

test("a draft whose page for latecomers is not the brand's is not published", async () => {
  const world = await openTestWorld();
  const lumen = await addLumenTea(world);
  const draft = teaWeek(world);
  const facts = { ...draft.facts, fallbackUrl: "https://fellboots.example/" };
  const { campaignId } = await createCampaign(world.services, lumen, { ...draft, facts });
  expect(await publishCampaign(world.services, lumen, campaignId)).toMatchObject({ gaps: ["fallback-not-registered"] });
});

test("a used-up campaign resumes with a higher budget only", async () => {
  const { world, lumen, campaignId } = await teaWeekWithMara(500_000n);
  expect(await read(world, lumen, campaignId)).toMatchObject({ status: "paused", pauseReason: "budget" });
  expect(await resumeCampaign(world.services, lumen, campaignId)).toMatchObject({ refusal: "budget-used-up" });
  await editPublishedCampaign(world.services, lumen, campaignId, { ...unchanged(world), budgetMinor: 60_000n });
  expect(await read(world, lumen, campaignId)).toMatchObject({ status: "published", pauseReason: null });
});

test("pausing and resuming, each once", async () => {
  const { world, lumen, campaignId } = await teaWeekWithMara();
  expect((await pauseCampaign(world.services, lumen, campaignId)).ok).toBe(true);
  expect(await pauseCampaign(world.services, lumen, campaignId)).toMatchObject({ refusal: "not-published" });
  expect((await resumeCampaign(world.services, lumen, campaignId)).ok).toBe(true);
  expect(await resumeCampaign(world.services, lumen, campaignId)).toMatchObject({ refusal: "not-paused" });
});

test("a cut is announced with 30 days' notice, named to the brand before it confirms", async () => {
  const { world, lumen, mara, campaignId } = await teaWeekWithMara();
  world.clock.advanceDays(10);
  const announcement = { campaignId, terms: { ...teaWeek(world).terms, newCustomerRateBps: 800 }, afterVersion: 1 };
  const preview = await previewTerms(world.services, lumen.brandId, announcement);
  expect(preview).toMatchObject({
    ok: true,
    value: { worsenings: ["new-customer"], partners: [{ creatorName: mara.name }] },
  });
  const announced = await announceTerms(world.services, lumen, announcement);
  expect(announced).toMatchObject({ ok: true, value: { version: 2, inForceFrom: addDays(world.clock.now(), 30) } });
});

test("the same terms, terms that pay nothing and an announcement made on an old screen are refused", async () => {
  const { world, lumen, campaignId } = await teaWeekWithMara();
  const { terms } = teaWeek(world);
  const announce = (change: object, afterVersion: number) =>
    announceTerms(world.services, lumen, { campaignId, terms: { ...terms, ...change }, afterVersion });
  expect(await announce({}, 1)).toMatchObject({ refusal: "no-change" });
  expect(await announce({ newCustomerRateBps: 0, returningCustomerRateBps: 0 }, 1)).toMatchObject({
    refusal: "pays-nothing",
  });
  expect((await announce({ newCustomerRateBps: 1_200 }, 1)).ok).toBe(true);
  expect(await announce({ newCustomerRateBps: 1_300 }, 1)).toMatchObject({ refusal: "changed-meanwhile" });
});

test("two announcements at once become one version, and the second is asked to look again", async () => {
  const { world, lumen, campaignId } = await teaWeekWithMara();
  const { terms } = teaWeek(world);
  const outcomes = await Promise.all(
    [800, 700].map((newCustomerRateBps) =>
      announceTerms(world.services, lumen, { campaignId, terms: { ...terms, newCustomerRateBps }, afterVersion: 1 }),
    ),
  );
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  expect(outcomes.find((outcome) => !outcome.ok)).toMatchObject({ refusal: "changed-meanwhile" });
});

test("a policy changes from now on and keeps the version of before", async () => {
  const { world, lumen, campaignId } = await teaWeekWithMara();
  world.clock.advanceDays(3);
  const policy = { ...teaWeek(world).policy, clickWindowDays: 7 };
  expect((await changePolicy(world.services, lumen, campaignId, policy)).ok).toBe(true);
  expect(await changePolicy(world.services, lumen, campaignId, policy)).toMatchObject({ refusal: "no-change" });
  const versions = await world.services.db.inBrand(lumen.brandId, (tx) => listPolicies(tx, lumen.brandId, campaignId));
  expect(versions.map(({ clickWindowDays }) => clickWindowDays)).toEqual([30, 7]);
  expect(versions[1]?.inForceFrom).toEqual(world.clock.now());
});

test("an exclusive partner is one of the campaign's own creators, and the rules are kept as they were chosen", async () => {
  const { world, lumen, campaignId } = await teaWeekWithMara();
  const fell = await addFellBoots(world);
  const elsewhere = await publish(world, fell, {
    ...teaWeek(world),
    facts: { ...teaWeek(world).facts, destinationUrl: "https://fellboots.example/" },
  });
  const jonas = await addJonas(world);
  await claimOffer(world.services, { ...jonas, campaignId: elsewhere, termsVersion: 1, message: "" });
  const partners = await world.database.ownerSql<{ id: string; campaign_id: string }[]>`
    select id, campaign_id from partnerships`;
  const [own, foreign] = [campaignId, elsewhere].map((id) => partners.find((one) => one.campaign_id === id)?.id ?? "");
  const exclusive = (id = "") => ({
    ...rulesOf("shared-ends"),
    ...{ exclusiveHours: 24, exclusivePartnershipIds: [id], minOrderMinor: 20_00n, excludedProducts: ["SEN-100"] },
  });
  expect(await changePolicy(world.services, lumen, campaignId, exclusive(foreign))).toMatchObject({
    refusal: "unknown-partner",
  });
  expect((await changePolicy(world.services, lumen, campaignId, exclusive(own))).ok).toBe(true);
  const versions = await world.services.db.inBrand(lumen.brandId, (tx) => listPolicies(tx, lumen.brandId, campaignId));
  expect(versions[1]).toMatchObject(exclusive(own));
});

test("ending a campaign ends its partnerships at that instant, once", async () => {
  const { world, lumen, campaignId } = await teaWeekWithMara();
  world.clock.advanceDays(5);
  expect((await endCampaign(world.services, lumen, campaignId)).ok).toBe(true);
  expect(await endCampaign(world.services, lumen, campaignId)).toMatchObject({ refusal: "already-ended" });
  const rows = await world.database.ownerSql`select status, ended_at from partnerships`;
  expect(rows[0]).toMatchObject({ status: "ended", ended_at: world.clock.now() });
});

test("a campaign ends by itself after its last day, as of the end of that day", async () => {
  const { world, lumen, campaignId } = await teaWeekWithMara();
  const endsAt = addDays(world.clock.now(), 7);
  await editPublishedCampaign(world.services, lumen, campaignId, { ...unchanged(world), endsAt });
  await endDueCampaignsJob.run(world.services, {});
  expect((await read(world, lumen, campaignId))?.status).toBe("published");
  world.clock.advanceDays(8);
  await endDueCampaignsJob.run(world.services, {});
  expect(await read(world, lumen, campaignId)).toMatchObject({ status: "ended", endedAt: endsAt });
});

test("another brand's campaign does not exist for a brand", async () => {
  const { world, campaignId } = await teaWeekWithMara();
  const fell = await addFellBoots(world);
  const { services } = world;
  const { terms, policy } = teaWeek(world);
  const refusals = await Promise.all([
    publishCampaign(services, fell, campaignId),
    editCampaign(services, fell, campaignId, teaWeek(world)),
    editPublishedCampaign(services, fell, campaignId, unchanged(world)),
    pauseCampaign(services, fell, campaignId),
    resumeCampaign(services, fell, campaignId),
    endCampaign(services, fell, campaignId),
    announceTerms(services, fell, { campaignId, terms: { ...terms, holdDays: 1 }, afterVersion: 1 }),
    changePolicy(services, fell, campaignId, { ...policy, tailDays: 1 }),
  ]);
  expect(refusals.map((outcome) => (outcome.ok ? "done" : outcome.refusal))).toEqual(refusals.map(() => "not-found"));
});

test("every step is in the audit log with its actor", async () => {
  const { world, lumen, mara, campaignId } = await teaWeekWithMara();
  await pauseCampaign(world.services, lumen, campaignId);
  const rows = await world.database.ownerSql<{ action: string; actor: string }[]>`
    select action, actor_user_id as actor from audit_events order by id`;
  expect(rows.map(({ action, actor }) => [action, actor])).toEqual([
    ["campaign.created", lumen.userId],
    ["campaign.published", lumen.userId],
    ["partnership.claimed", mara.userId],
    ["campaign.paused", lumen.userId],
  ]);
});
