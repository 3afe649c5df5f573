import { createHash } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { createApiKey } from "#app/brands/change-api-keys.server.ts";
import { customerKeyOf } from "#app/sales/customer-key.server.ts";
import { action } from "#app/routes/api/visits.ts";
import { clickIdOf, listenForLinks, openLinkWorld, storedClicks, type LinkWorld } from "./link-world.ts";

const VISIT_ID = "019ac0de-0000-7000-8000-000000000001";
const BUYER = "Jane.Doe@Example.com";
const BUYER_SHA256 = createHash("sha256").update("jane.doe@example.com").digest("hex");

let world: LinkWorld;
let apiKey: string;

beforeEach(async () => {
  world = await openLinkWorld();
  const made = await createApiKey(world.services, {
    ...{ brandId: world.brandId, userId: world.mara.userId, name: "Shop server" },
  });
  if (!made.ok) throw new Error(made.refusal);
  apiKey = made.value.key;
});

interface Answer {
  readonly status: number;
  readonly json: { error?: { code: string; message: string; fields: Record<string, string> } } & Record<
    string,
    unknown
  >;
}

async function send(body: unknown, bearer = apiKey): Promise<Answer> {
  const request = new Request("http://localhost:3000/api/v1/visits", {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
    headers: { Authorization: `Bearer ${bearer}` },
  });
  const context = { services: world.services, cspNonce: "", requestId: "", clientAddress: "203.0.113.7" };
  const answer = await action({ request, params: {}, context }).catch((thrown: unknown) => thrown as Response);
  return { status: answer.status, json: (await answer.json()) as Answer["json"] };
}

const visit = (changes: Record<string, unknown>) => ({
  id: VISIT_ID,
  occurred_at: "2026-06-01T09:00:00Z",
  page_url: "https://shop.lumentea.example/tea?utm_source=x",
  referer: "https://blog.example/tea",
  ...changes,
});
const visits = () => world.database.ownerSql`select * from visits`;

describe("the shop's own server tells a visit", () => {
  test("by the click that led to it", async () => {
    const { ask, stop } = await listenForLinks(world);
    const clickId = clickIdOf(await ask("/r/mara-lumen-tea"));
    await stop();
    await storedClicks(world);
    expect(await send(visit({ click_id: clickId }))).toMatchObject({
      status: 201,
      json: { visit_id: VISIT_ID, matched_by: "click" },
    });
    expect(await visits()).toMatchObject([
      { click_id: clickId, partnership_id: world.mara.partnershipId, page_path: "/tea", referer_host: "blog.example" },
    ]);
  });

  test("by a code, however it is written", async () => {
    const entered = world.mara.code.toLowerCase().split("").join(" ");
    expect(await send(visit({ code: entered }))).toMatchObject({ status: 201, json: { matched_by: "code" } });
    expect(await visits()).toMatchObject([{ partnership_id: world.mara.partnershipId, source: "server" }]);
  });

  test("by a code of nobody, and is told so", async () => {
    expect(await send(visit({ code: "SUMMER" }))).toMatchObject({ status: 201, json: { matched_by: null } });
  });

  test("by an e-mail or its hash, which lead to one customer and are not kept", async () => {
    await send(visit({ customer: { email: ` ${BUYER} ` } }));
    await send(visit({ id: VISIT_ID.replace(/1$/, "2"), customer: { email_sha256: BUYER_SHA256.toUpperCase() } }));
    const [byEmail, byHash] = await visits();
    expect(byEmail?.["customer_key"]).toMatch(/^[0-9a-f]{64}$/);
    expect(byHash?.["customer_key"]).toBe(byEmail?.["customer_key"]);
    expect(JSON.stringify([byEmail, byHash]).toLowerCase()).not.toMatch(/jane|example\.com/);
    expect(JSON.stringify(byHash)).not.toContain(BUYER_SHA256);
  });
});

test("the same visit again is a replay; another visit under its id is refused", async () => {
  expect((await send(visit({ code: "SUMMER" }))).status).toBe(201);
  expect((await send(visit({ code: "SUMMER" }))).status).toBe(200);
  expect(await send(visit({ code: "WINTER" }))).toMatchObject({ status: 409, json: { error: { code: "id-reused" } } });
  expect(await visits()).toMatchObject([{ code_key: "SUMMER" }]);
});

test.each([
  [{}, "", "must say whose visit it is"],
  [{ id: "1", code: "X" }, "id", "UUID"],
  [{ code: "X", occurred_at: "yesterday" }, "occurred_at", "instant"],
  [{ code: "X", occurred_at: "2027-06-01T09:00:00Z" }, "occurred_at", "future"],
  [{ customer: { email_sha256: "jane@example.com" } }, "customer.email_sha256", "SHA-256"],
  [{ code: "X", page_url: "javascript:alert(1)" }, "page_url", "https://"],
  [{ click_id: "../../x" }, "click_id", "fs_click"],
])("what is malformed is refused with a sentence: %j", async (changes, field, sentence) => {
  const answer = await send(visit(changes));
  expect(answer.status).toBe(422);
  const said = field === "" ? answer.json.error?.message : answer.json.error?.fields[field];
  expect(said).toContain(sentence);
  expect(await visits()).toHaveLength(0);
});

test("no JSON, a body beyond the limit and a key that is none are refused", async () => {
  expect((await send("{")).status).toBe(422);
  expect((await send("x".repeat(1_000_001))).status).toBe(413);
  expect((await send(visit({ code: "X" }), "fs_unknown")).status).toBe(401);
});

test("a sale that names the hash of an e-mail and one that names the e-mail are of one customer", () => {
  const { keys } = world.services;
  const byEmail = customerKeyOf(keys, "shop", { customerEmail: BUYER, customerExternalId: "7" });
  const byHash = customerKeyOf(keys, "shop", {
    customerEmail: null,
    customerEmailSha256: BUYER_SHA256,
    customerExternalId: null,
  });
  expect(byHash).toBe(byEmail);
});
