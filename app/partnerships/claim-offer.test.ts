import { expect, test } from "vitest";
import { addDays } from "#app/kit/clock.ts";
import { announceTerms } from "#app/campaigns/announce-terms.server.ts";
import type { CampaignDraft } from "#app/campaigns/campaign-draft.ts";
import { createCampaign } from "#app/campaigns/create-campaign.server.ts";
import { endCampaign } from "#app/campaigns/end-campaign.server.ts";
import { pauseCampaign } from "#app/campaigns/pause-campaign.server.ts";
import type { Mailer } from "#app/platform/mailer.server.ts";
import { addFellBoots, addJonas, addLumenTea, addMara, publish, teaWeek } from "#tests/world/marketplace.ts";
import { openTestWorld, type TestWorld } from "#tests/world/test-world.ts";
import { answerApplication } from "./answer-application.server.ts";
import { claimOffer } from "./claim-offer.server.ts";
import { endPartnership, pausePartnership, resumePartnership } from "./end-partnership.server.ts";

async function openLumenTea(change: (draft: CampaignDraft) => CampaignDraft = (draft) => draft) {
  const world = await openTestWorld();
  const lumen = await addLumenTea(world);
  const mara = await addMara(world);
  const campaignId = await publish(world, lumen, change(teaWeek(world)));
  const claim = { ...mara, campaignId, termsVersion: 1, message: "I bake with tea every Sunday." };
  return { world, services: world.services, lumen, mara, campaignId, claim };
}

const byApproval = (draft: CampaignDraft): CampaignDraft => ({
  ...draft,
  facts: { ...draft.facts, claimMode: "by-approval" },
});

const readPartnerships = ({ database }: TestWorld) =>
  database.ownerSql`select status, accepted_terms_version, activated_at, ended_at, decline_note from partnerships order by id`;

const readNames = async ({ database }: TestWorld) => {
  const links = await database.ownerSql`select slug, destination_url from links`;
  const codes = await database.ownerSql`select code from codes`;
  return { links: [...links], codes: [...codes] };
};

test("an offer claimed at once is an active partnership with its link and code", async () => {
  const { world, services, claim } = await openLumenTea();
  expect(await claimOffer(services, claim)).toMatchObject({ ok: true, value: { status: "active" } });
  expect((await readPartnerships(world))[0]).toMatchObject({
    status: "active",
    accepted_terms_version: 1,
    activated_at: world.clock.now(),
  });
  const { links, codes } = await readNames(world);
  expect(links).toMatchObject([
    { slug: "mara-bakes-lumen-tea", destination_url: "https://lumentea.example/first-flush" },
  ]);
  expect(codes).toMatchObject([{ code: "MARA10" }]);
});

test("ten claims of one creator at once make one partnership, one link and one code", async () => {
  const { world, services, claim } = await openLumenTea();
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => claimOffer(services, claim)));
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  expect(outcomes.filter((outcome) => !outcome.ok && outcome.refusal === "already-partnered")).toHaveLength(9);
  expect(await readPartnerships(world)).toHaveLength(1);
  const { links, codes } = await readNames(world);
  expect([links.length, codes.length]).toEqual([1, 1]);
});

test("claims of different creators at once all become partnerships", async () => {
  const { world, services, claim } = await openLumenTea();
  const jonas = await addJonas(world);
  const outcomes = await Promise.all([claimOffer(services, claim), claimOffer(services, { ...claim, ...jonas })]);
  expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
});

test("an application waits without link and code until the brand approves it", async () => {
  const { world, services, lumen, claim } = await openLumenTea(byApproval);
  const applied = await claimOffer(services, claim);
  if (!applied.ok) throw new Error(applied.refusal);
  expect(applied.value.status).toBe("applied");
  expect(await readNames(world)).toEqual({ links: [], codes: [] });
  world.clock.advanceDays(2);
  const answer = { partnershipId: applied.value.partnershipId, intent: "approve" as const, note: "" };
  expect(await answerApplication(services, lumen, answer)).toMatchObject({ ok: true, value: { status: "active" } });
  expect((await readPartnerships(world))[0]).toMatchObject({ status: "active", activated_at: world.clock.now() });
  expect((await readNames(world)).codes).toMatchObject([{ code: "MARA10" }]);
  expect(await answerApplication(services, lumen, answer)).toMatchObject({ refusal: "already-answered" });
});

test("approved and declined at once: one answer holds", async () => {
  const { services, lumen, claim } = await openLumenTea(byApproval);
  const applied = await claimOffer(services, claim);
  if (!applied.ok) throw new Error(applied.refusal);
  const { partnershipId } = applied.value;
  const outcomes = await Promise.all([
    answerApplication(services, lumen, { partnershipId, intent: "approve", note: "" }),
    answerApplication(services, lumen, { partnershipId, intent: "decline", note: "We have enough bakers." }),
  ]);
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  expect(outcomes.find((outcome) => !outcome.ok)).toMatchObject({ refusal: "already-answered" });
});

test("a decline needs a reason, the creator can read it, and cannot apply again", async () => {
  const { world, services, lumen, claim } = await openLumenTea(byApproval);
  const applied = await claimOffer(services, claim);
  if (!applied.ok) throw new Error(applied.refusal);
  const { partnershipId } = applied.value;
  expect(await answerApplication(services, lumen, { partnershipId, intent: "decline", note: "" })).toMatchObject({
    refusal: "note-missing",
  });
  await answerApplication(services, lumen, { partnershipId, intent: "decline", note: "We look for tea rooms." });
  expect((await readPartnerships(world))[0]).toMatchObject({
    status: "declined",
    decline_note: "We look for tea rooms.",
  });
  expect(await claimOffer(services, claim)).toMatchObject({ refusal: "declined-before" });
});

test("an application without a message, and a second one, are refused", async () => {
  const { services, claim } = await openLumenTea(byApproval);
  expect(await claimOffer(services, { ...claim, message: "" })).toMatchObject({ refusal: "message-missing" });
  await claimOffer(services, claim);
  expect(await claimOffer(services, claim)).toMatchObject({ refusal: "application-waiting" });
});

test("what the creator saw is what the creator agrees to", async () => {
  const { world, services, lumen, campaignId, claim } = await openLumenTea();
  const terms = { ...teaWeek(world).terms, newCustomerRateBps: 500 };
  await announceTerms(services, lumen, { campaignId, terms, afterVersion: 1 });
  expect(await claimOffer(services, claim)).toMatchObject({ refusal: "terms-changed" });
  expect((await claimOffer(services, { ...claim, termsVersion: 2 })).ok).toBe(true);
  expect((await readPartnerships(world))[0]).toMatchObject({ accepted_terms_version: 2 });
});

test("drafts, paused and ended campaigns and those outside their dates take nobody", async () => {
  const { world, services, lumen, mara, campaignId, claim } = await openLumenTea();
  const draft = await createCampaign(services, lumen, teaWeek(world));
  expect(await claimOffer(services, { ...claim, campaignId: draft.campaignId })).toMatchObject({
    refusal: "not-found",
  });
  const dated = (startsIn: number, endsIn: number) => {
    const base = teaWeek(world);
    const now = world.clock.now();
    return publish(world, lumen, {
      ...base,
      facts: { ...base.facts, startsAt: addDays(now, startsIn), endsAt: addDays(now, endsIn) },
    });
  };
  expect(await claimOffer(services, { ...claim, campaignId: await dated(3, 9) })).toMatchObject({
    refusal: "not-started",
  });
  const short = await dated(0, 1);
  world.clock.advanceDays(1);
  expect(await claimOffer(services, { ...claim, campaignId: short })).toMatchObject({ refusal: "over" });
  await pauseCampaign(services, lumen, campaignId);
  expect(await claimOffer(services, { ...mara, ...claim })).toMatchObject({ refusal: "not-open" });
  await endCampaign(services, lumen, campaignId);
  expect(await claimOffer(services, claim)).toMatchObject({ refusal: "over" });
});

test("a destination that left the brand's domains makes no partnership at all", async () => {
  const { world, services, claim } = await openLumenTea();
  await world.database.ownerSql`delete from brand_domains`;
  expect(await claimOffer(services, claim)).toMatchObject({ refusal: "destination-not-registered" });
  expect(await readPartnerships(world)).toHaveLength(0);
});

test("either side ends a partnership, once; it cannot be claimed again", async () => {
  const { world, services, lumen, mara, claim } = await openLumenTea();
  const jonas = await addJonas(world);
  const ofMara = await claimOffer(services, claim);
  const ofJonas = await claimOffer(services, { ...claim, ...jonas });
  if (!ofMara.ok || !ofJonas.ok) throw new Error("Both should have claimed.");
  world.clock.advanceDays(1);
  expect((await endPartnership(services, { side: "creator", ...mara }, ofMara.value.partnershipId)).ok).toBe(true);
  expect((await endPartnership(services, { side: "brand", ...lumen }, ofJonas.value.partnershipId)).ok).toBe(true);
  expect(await endPartnership(services, { side: "brand", ...lumen }, ofMara.value.partnershipId)).toMatchObject({
    refusal: "not-running",
  });
  expect(await claimOffer(services, claim)).toMatchObject({ refusal: "ended-before" });
  for (const row of await readPartnerships(world))
    expect(row).toMatchObject({ status: "ended", ended_at: world.clock.now() });
});

test("a creator withdraws an application; a brand answers it instead of ending it", async () => {
  const { services, lumen, mara, claim } = await openLumenTea(byApproval);
  const applied = await claimOffer(services, claim);
  if (!applied.ok) throw new Error(applied.refusal);
  const { partnershipId } = applied.value;
  expect(await endPartnership(services, { side: "brand", ...lumen }, partnershipId)).toMatchObject({
    refusal: "not-running",
  });
  expect(await endPartnership(services, { side: "creator", ...mara }, partnershipId)).toMatchObject({
    ok: true,
    value: { status: "declined" },
  });
});

test("pausing and taking up again, each from the right state only", async () => {
  const { services, lumen, claim } = await openLumenTea();
  const claimed = await claimOffer(services, claim);
  if (!claimed.ok) throw new Error(claimed.refusal);
  const { partnershipId } = claimed.value;
  const brand = { side: "brand" as const, ...lumen };
  expect(await resumePartnership(services, brand, partnershipId)).toMatchObject({ refusal: "not-paused" });
  expect((await pausePartnership(services, brand, partnershipId)).ok).toBe(true);
  expect(await pausePartnership(services, brand, partnershipId)).toMatchObject({ refusal: "not-active" });
  expect((await resumePartnership(services, brand, partnershipId)).ok).toBe(true);
});

test("a partnership of another brand, or of another creator, does not exist", async () => {
  const { world, services, claim } = await openLumenTea(byApproval);
  const fell = await addFellBoots(world);
  const jonas = await addJonas(world);
  const applied = await claimOffer(services, claim);
  if (!applied.ok) throw new Error(applied.refusal);
  const { partnershipId } = applied.value;
  const outcomes = await Promise.all([
    answerApplication(services, fell, { partnershipId, intent: "approve", note: "" }),
    endPartnership(services, { side: "brand", ...fell }, partnershipId),
    pausePartnership(services, { side: "brand", ...fell }, partnershipId),
    endPartnership(services, { side: "creator", ...jonas }, partnershipId),
  ]);
  expect(outcomes.map((outcome) => (outcome.ok ? "done" : outcome.refusal))).toEqual(Array(4).fill("not-found"));
});

test("mails go to who can answer, then to the creator: application, approval, decline, end", async () => {
  const { world, services, lumen, mara, claim } = await openLumenTea(byApproval);
  const jonas = await addJonas(world);
  const [ofMara, ofJonas] = [await claimOffer(services, claim), await claimOffer(services, { ...claim, ...jonas })];
  if (!ofMara.ok || !ofJonas.ok) throw new Error("Both should have applied.");
  await answerApplication(services, lumen, { partnershipId: ofMara.value.partnershipId, intent: "approve", note: "" });
  await answerApplication(services, lumen, {
    partnershipId: ofJonas.value.partnershipId,
    intent: "decline",
    note: "We look for bakers.",
  });
  world.clock.advanceDays(1);
  await endPartnership(services, { side: "creator", ...mara }, ofMara.value.partnershipId);
  expect(await sentMails(world)).toEqual([
    ["owner@lumentea.example", "Mara Lindt applied to Tea week"],
    ["owner@lumentea.example", "Jonas Berg applied to Tea week"],
    ["mara-bakes@creators.example", "Lumen Tea said yes: Tea week"],
    ["jonas-runs@creators.example", "Lumen Tea answered your application to Tea week"],
    ["mara-bakes@creators.example", "Tea week ended on 2 June 2026"],
  ]);
});

test("an announced cut is mailed to each partner in their own words, and a refused claim mails nobody", async () => {
  const { world, services, lumen, campaignId, claim } = await openLumenTea();
  await claimOffer(services, claim);
  await claimOffer(services, claim);
  const terms = { ...teaWeek(world).terms, newCustomerRateBps: 800 };
  await announceTerms(services, lumen, { campaignId, terms, afterVersion: 1 });
  expect(await sentMails(world)).toEqual([["mara-bakes@creators.example", "New terms for Tea week from 1 July 2026"]]);
  const [mail] = await services.mailer.outbox(1);
  expect(mail?.text).toContain(
    "Commission: 8 % for new customers, 10 % for returning ones. Until then: 10 % of every sale.",
  );
});

/** Sends what waits. Receiver and subject of every mail, in the order they were asked for. */
async function sentMails(world: TestWorld): Promise<[string, string][]> {
  const sent: [string, string][] = [];
  const mailer: Mailer = {
    ...world.services.mailer,
    send: (mail, sentAt) => {
      sent.push([mail.to, mail.subject]);
      return world.services.mailer.send(mail, sentAt);
    },
  };
  await world.queue.drain({ ...world.services, mailer });
  return sent;
}
