import { beforeEach, describe, expect, test } from "vitest";
import { startSession } from "#app/access/sessions.server.ts";
import type { ActionFunctionArgs } from "@remix-run/node";
import type { BrandRole } from "#app/access/roles.ts";
import * as applications from "#app/routes/brand/applications.tsx";
import * as campaignPage from "#app/routes/brand/campaign.tsx";
import * as campaignEdit from "#app/routes/brand/campaign-edit.tsx";
import * as campaignNew from "#app/routes/brand/campaign-new.tsx";
import * as campaignTerms from "#app/routes/brand/campaign-terms.tsx";
import * as campaignList from "#app/routes/brand/campaigns.tsx";
import * as offerPage from "#app/routes/creator/offer.tsx";
import * as partnershipPage from "#app/routes/creator/partnership.tsx";
import {
  addFellBoots,
  addJonas,
  addLumenTea,
  addMara,
  addMember,
  publish,
  sellWithCode,
  teaWeek,
  type WorldBrand,
  type WorldCreator,
} from "#tests/world/marketplace.ts";
import { answerOf, routeArgs } from "#tests/world/route-args.ts";
import { openTestWorld, type TestWorld } from "#tests/world/test-world.ts";

let world: TestWorld;
let lumen: WorldBrand;
let fell: WorldBrand;
let mara: WorldCreator;
let campaignId: string;

beforeEach(async () => {
  world = await openTestWorld();
  [lumen, fell, mara] = [await addLumenTea(world), await addFellBoots(world), await addMara(world)];
  campaignId = await publish(world, lumen, teaWeek(world));
});

/** A request of somebody who is signed in; `form` makes it a POST. */
async function requestOf(
  userId: string,
  params: Record<string, string>,
  form?: Record<string, string>,
): Promise<ActionFunctionArgs> {
  const sessionToken = await world.services.db.inPlatform((tx) => startSession(world.services, tx, userId));
  const args = routeArgs(world.services, "/", { params, sessionToken });
  if (!form) return args;
  const { headers } = args.request;
  const request = new Request(args.request.url, {
    method: "POST",
    headers: { cookie: headers.get("cookie") ?? "" },
    body: new URLSearchParams(form),
  });
  return { ...args, request };
}

async function memberOf(role: BrandRole): Promise<string> {
  return addMember(world, lumen, role);
}

const atLumen = () => ({ brandSlug: "lumen-tea", campaignId });

describe("an analyst", () => {
  test("reads campaigns and applications, and is offered nothing to change", async () => {
    const userId = await memberOf("analyst");
    expect(await campaignList.loader(await requestOf(userId, atLumen()))).toMatchObject({ mayEdit: false, total: 1 });
    expect(await campaignPage.loader(await requestOf(userId, atLumen()))).toMatchObject({ mayEdit: false });
    expect(await applications.loader(await requestOf(userId, atLumen()))).toMatchObject({ mayAnswer: false });
  });

  test.each([
    ["the new form", campaignNew.loader, undefined],
    ["creating", campaignNew.action, { name: "Tea month" }],
    ["the edit form", campaignEdit.loader, undefined],
    ["editing", campaignEdit.action, { brief: "Other" }],
    ["the terms", campaignTerms.loader, undefined],
    ["announcing", campaignTerms.action, { intent: "announce", newCustomerRate: "1", afterVersion: "1" }],
    ["pausing", campaignPage.action, { intent: "pause" }],
    ["ending", campaignPage.action, { intent: "end" }],
    ["answering", applications.action, { intent: "approve", partnershipId: "x" }],
  ] as [string, (args: ActionFunctionArgs) => Promise<unknown>, Record<string, string> | undefined][])(
    "is refused %s",
    async (_what, route, form) => {
      const answer = await answerOf(route(await requestOf(await memberOf("analyst"), atLumen(), form)));
      expect(answer.status).toBe(403);
    },
  );
});

test("a campaign of another brand is not found under one's own", async () => {
  for (const route of [campaignPage.loader, campaignEdit.loader, campaignTerms.loader]) {
    const args = await requestOf(fell.userId, { brandSlug: "fell-boots", campaignId });
    expect((await answerOf(route(args))).status).toBe(404);
  }
  const stolen = await requestOf(fell.userId, { brandSlug: "fell-boots", campaignId }, { intent: "end" });
  expect(await campaignPage.action(stolen)).toMatchObject({
    init: { status: 404 },
    data: { problem: "This campaign does not exist." },
  });
  expect((await answerOf(campaignPage.loader(await requestOf(fell.userId, atLumen())))).status).toBe(404);
});

test("a manager creates a draft from the form, and an incomplete one stays a draft", async () => {
  const userId = await memberOf("manager");
  const answer = await campaignNew.action(
    await requestOf(userId, atLumen(), {
      name: "Iced tea summer",
      kind: "percent",
      newCustomerRate: "12,5",
      intent: "publish",
    }),
  );
  expect(answer).toBeInstanceOf(Response);
  expect((answer as Response).headers.get("location")).toMatch(/\?done=kept-as-draft$/);
  const [row] = await world.database.ownerSql`
    select c.status, t.new_customer_rate_bps from campaigns c join campaign_terms t on t.campaign_id = c.id where c.name = 'Iced tea summer'`;
  expect(row).toMatchObject({ status: "draft", new_customer_rate_bps: 1_250 });
});

test("a malformed form is answered with a sentence per field", async () => {
  const form = {
    newCustomerRate: "a lot",
    holdDays: "1.5",
    budget: "-3",
    startsOn: "2026-02-31",
    "products[0].title": "Tin",
    "products[0].url": "javascript:alert(1)",
  };
  const answer = await campaignNew.action(await requestOf(await memberOf("manager"), atLumen(), form));
  expect(answer).toMatchObject({ init: { status: 422 } });
  const { error } = (answer as { data: { error: Record<string, string[]> } }).data;
  expect(error).toMatchObject({
    name: ["Give the campaign a name: creators see it first."],
    holdDays: ["The hold is a whole number of days from 0 to 120."],
    "products[0].url": ["Give the product's page, beginning with https://."],
  });
});

test("the texts of amounts and days are read, or refused where they stand", async () => {
  const form = {
    name: "Tea",
    newCustomerRate: "90",
    budget: "1.234",
    startsOn: "2026-06-10",
    endsOn: "2026-06-09",
    "products[0].price": "3",
  };
  const answer = await campaignNew.action(await requestOf(await memberOf("manager"), atLumen(), form));
  const { error } = (answer as { data: { error: Record<string, string[]> } }).data;
  expect(Object.keys(error).sort()).toEqual([
    "budget",
    "endsOn",
    "newCustomerRate",
    "products[0].title",
    "products[0].url",
  ]);
});

test("a terms change is previewed with its day and the creators' names, and nothing of theirs besides", async () => {
  const claim = await offerPage.action(await requestOf(mara.userId, { campaignId }, { termsVersion: "1" }));
  expect((claim as Response).headers.get("location")).toMatch(/\?done=claimed$/);
  const form = {
    intent: "preview",
    afterVersion: "1",
    kind: "percent",
    newCustomerRate: "8",
    returningCustomerRate: "10",
    holdDays: "14",
  };
  const answer = await campaignTerms.action(await requestOf(lumen.userId, atLumen(), form));
  expect(answer).toMatchObject({
    data: { preview: { plan: { worsenings: ["new-customer"], partners: [{ creatorName: "Mara Lindt" }] } } },
  });
  expect(
    JSON.stringify(answer, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value)),
  ).not.toContain("creators.example");
  expect(await world.database.ownerSql`select version from campaign_terms`).toHaveLength(1);
});

test("a partnership's page is its creator's alone", async () => {
  const claim = await offerPage.action(await requestOf(mara.userId, { campaignId }, { termsVersion: "1" }));
  const partnershipId = /partnerships\/([0-9a-f-]+)/.exec((claim as Response).headers.get("location") ?? "")?.[1] ?? "";
  const loaded = await partnershipPage.loader(await requestOf(mara.userId, { partnershipId }));
  expect(loaded.view).toMatchObject({ code: "MARA10", link: { slug: "mara-bakes-lumen-tea" }, saleCount: 0 });
  const jonas = await addJonas(world);
  expect((await answerOf(partnershipPage.loader(await requestOf(jonas.userId, { partnershipId })))).status).toBe(404);
  expect(
    (await answerOf(partnershipPage.loader(await requestOf(mara.userId, { partnershipId: "nonsense" })))).status,
  ).toBe(404);
});

test("the brand's list counts each campaign's own money, creators and sales", async () => {
  const other = await publish(world, lumen, {
    ...teaWeek(world),
    facts: { ...teaWeek(world).facts, name: "Iced tea summer" },
  });
  for (const id of [campaignId, other])
    await offerPage.action(await requestOf(mara.userId, { campaignId: id }, { termsVersion: "1" }));
  const [row] = await world.database.ownerSql<{ code: string }[]>`
    select code from codes where partnership_id = (select id from partnerships where campaign_id = ${other})`;
  await sellWithCode(world, lumen.brandId, row?.code ?? "", 12_500n);
  const { rows } = await campaignList.loader(await requestOf(lumen.userId, atLumen()));
  const figures = rows.map(({ campaign, spentMinor, partnerCount, saleCount }) => [
    campaign.name,
    spentMinor,
    partnerCount,
    saleCount,
  ]);
  expect(figures).toEqual([
    ["Iced tea summer", 1_250n, 1, 1],
    ["Tea week", 0n, 1, 0],
  ]);
});
