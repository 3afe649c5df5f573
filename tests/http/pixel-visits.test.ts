import { beforeEach, describe, expect, test } from "vitest";
import { matchVisitsJob } from "#app/clicks/match-visits.job.server.ts";
import { action } from "#app/routes/public/pixel-visits.ts";
import { clickIdOf, listenForLinks, openLinkWorld, storedClicks, type LinkWorld } from "./link-world.ts";

const SHOP = "https://shop.lumentea.example";
let world: LinkWorld;
let lastAddress = 0;
let address: string;

beforeEach(async () => {
  world = await openLinkWorld();
  // The limit is per address and lives as long as the process: each story comes from a place of its own.
  address = `198.51.100.${(lastAddress += 1)}`;
});

const beacon = (changes: Record<string, unknown> = {}) => ({
  brand: world.brandId,
  id: "0123456789abcdef0123456789abcdef",
  visitor: "fedcba9876543210fedcba9876543210",
  click: null,
  page: `${SHOP}/teas/sencha`,
  referer: "l.instagram.com",
  ...changes,
});

async function send(body: unknown, origin: string | null = SHOP): Promise<{ status: number; text: string }> {
  const request = new Request("http://localhost:3000/pixel/visits", {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
    headers: { "Content-Type": "text/plain", ...(origin === null ? {} : { origin }) },
  });
  const context = { services: world.services, cspNonce: "", requestId: "", clientAddress: address };
  const answer = await action({ request, params: {}, context });
  return { status: answer.status, text: await answer.text() };
}

const visits = () => world.database.ownerSql`select * from visits order by occurred_at`;

async function tapLink(): Promise<string> {
  const { ask, stop } = await listenForLinks(world);
  const click = clickIdOf(await ask("/r/mara-lumen-tea")) ?? "";
  await stop();
  return click;
}

test("a shopper whom Mara sent is seen on the shop's page, and nobody learns who they are", async () => {
  const click = await tapLink();
  await storedClicks(world);
  expect(await send(beacon({ click }))).toEqual({ status: 204, text: "" });
  const [visit] = await visits();
  expect(visit).toMatchObject({
    brand_id: world.brandId,
    click_id: click,
    partnership_id: world.mara.partnershipId,
    page_host: "shop.lumentea.example",
    page_path: "/teas/sencha",
    referer_host: "l.instagram.com",
    source: "pixel",
    customer_key: null,
  });
  const stored = JSON.stringify(visit);
  expect(stored).not.toContain("fedcba98");
  expect(stored).not.toContain(address);
});

test("a shopper whom nobody sent is a visit of no partnership", async () => {
  expect((await send(beacon())).status).toBe(204);
  expect(await visits()).toMatchObject([{ click_id: null, partnership_id: null }]);
});

test("a beacon that arrives twice is one visit", async () => {
  await send(beacon());
  expect((await send(beacon())).status).toBe(204);
  expect(await visits()).toHaveLength(1);
});

test("a visit that is faster than the journal finds its partnership later; a made-up click never does", async () => {
  const click = await tapLink();
  await send(beacon({ click }));
  await send(beacon({ id: "f".repeat(32), click: "019ac0de-0000-7000-8000-000000000001" }));
  expect(await visits()).toMatchObject([{ partnership_id: null }, { partnership_id: null }]);
  await storedClicks(world);
  await matchVisitsJob.run(world.services, {});
  const partnerships = (await visits()).map((visit) => visit["partnership_id"] as unknown);
  expect(partnerships.sort()).toEqual([world.mara.partnershipId, null]);
});

test("an e-mail in the path is cut out, and the query is never kept", async () => {
  await send(beacon({ page: `${SHOP}/account/jane@example.com/orders?token=1#x` }));
  expect(await visits()).toMatchObject([{ page_path: "/account/…/orders" }]);
});

describe("nothing is stored", () => {
  test.each([
    ["another site", "https://evil.example", "https://evil.example/"],
    ["a site whose name ends alike", "https://notlumentea.example", "https://notlumentea.example/"],
    ["the brand's own host without https", "http://shop.lumentea.example", "http://shop.lumentea.example/"],
    ["this machine, outside the demo", "http://localhost:8080", "http://localhost:8080/"],
    ["a page that claims to be the shop's", "https://evil.example", `${SHOP}/`],
    ["a page without an origin", null, `${SHOP}/`],
    ["a sandboxed page", "null", `${SHOP}/`],
  ])("from %s", async (_whose, origin, page) => {
    const answer = await send(beacon({ page }), origin);
    expect(answer).toEqual({ status: 403, text: expect.stringContaining("no domain the brand has registered") });
    expect(await visits()).toHaveLength(0);
  });

  test("for a brand that does not exist, with the same answer", async () => {
    const brand = "019ac0de-0000-7000-8000-00000000000f";
    expect(await send(beacon({ brand }))).toEqual(await send(beacon(), "https://evil.example"));
  });

  test.each([
    ["no JSON", "hello"],
    ["a list", []],
    ["no brand", { id: "0".repeat(32), page: SHOP }],
    ["an id of another kind", { id: "1; drop table visits" }],
    ["an endless address", { page: `${SHOP}/${"a".repeat(3_000)}` }],
  ])("of %s", async (_what, body) => {
    const isChange = typeof body === "object" && !Array.isArray(body);
    const answer = await send(isChange ? { ...("page" in body && "id" in body ? {} : beacon()), ...body } : body);
    expect(answer.status).toBe(422);
    expect(await visits()).toHaveLength(0);
  });

  test("of a body beyond eight kilobytes", async () => {
    expect((await send("x".repeat(8_001))).status).toBe(413);
  });

  test("of a flood from one address, and the neighbour is not held back", async () => {
    const statuses = new Set<number>();
    for (let count = 0; count < 310; count += 1) statuses.add((await send(beacon(), "https://evil.example")).status);
    expect([...statuses]).toEqual([403, 429]);
    address = "198.51.101.1";
    expect((await send(beacon())).status).toBe(204);
  });
});

test("a click id that is none is left out, and the visit stays", async () => {
  expect((await send(beacon({ click: "not an id" }))).status).toBe(204);
  expect(await visits()).toMatchObject([{ click_id: null }]);
});
