import { beforeEach, describe, expect, it } from "vitest";
import { createApiKey } from "#app/brands/change-api-keys.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { action as refundsAction } from "#app/routes/api/refunds.ts";
import { loader as saleLoader } from "#app/routes/api/sale.ts";
import { action as salesAction } from "#app/routes/api/sales.ts";
import { MAX_API_BYTES } from "#app/stores/body-limits.server.ts";
import { connectStore } from "#app/stores/connect-store.server.ts";
import { creatorBalances } from "#tests/world/books.ts";
import { addBrand, openTeaShop, type TeaShop } from "#tests/world/lumen-tea.ts";
import { openTestWorld, type TestWorld } from "#tests/world/test-world.ts";
import { routeArgs } from "./shop-deliveries.ts";

let world: TestWorld;
let services: Services;
let tea: TeaShop;
let apiKey: string;

beforeEach(async () => {
  world = await openTestWorld();
  services = world.services;
  tea = await openTeaShop(services);
  apiKey = await keyOf(tea.brandId);
  await connectApi(tea.brandId);
});

async function keyOf(brandId: string): Promise<string> {
  const outcome = await createApiKey(services, { brandId, userId: tea.fayUserId, name: "Till" });
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.value.key;
}

const connectApi = (brandId: string) =>
  connectStore(services, {
    brandId,
    userId: tea.fayUserId,
    storeId: services.newId(),
    kind: "api",
    name: "Our own shop",
    address: "",
    secret: "",
  });

/** Sencha and a teapot for 50.00, with Mara's code. */
function teaSale(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: "A-1", currency: "EUR", placed_at: "2026-06-01T08:00:00Z", codes: ["MARA10"], customer: { email: "buyer@example.com" },
    lines: [
      { id: "1", title: "Sencha", quantity: 1, price: "30.00" },
      { id: "2", title: "Teapot", quantity: 1, price: "20.00" },
    ],
    ...changes,
  }; // prettier-ignore
}

interface Sent {
  readonly status: number;
  readonly json: Record<string, unknown> & {
    error?: { code: string; message: string; fields: Record<string, string> };
  };
}

async function send(
  path: "sales" | "refunds",
  body: unknown,
  { key = "call-1", bearer = apiKey }: { key?: string | null; bearer?: string | null } = {},
): Promise<Sent> {
  const headers = {
    "Content-Type": "application/json",
    ...(key === null ? {} : { "Idempotency-Key": key }),
    ...(bearer === null ? {} : { Authorization: `Bearer ${bearer}` }),
  };
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const request = new Request(`http://localhost:3000/api/v1/${path}`, { method: "POST", body: text, headers });
  const action = path === "sales" ? salesAction : refundsAction;
  const response = await action(routeArgs(services, request, {})).catch((thrown: unknown) => thrown as Response);
  return { status: response.status, json: (await response.json()) as Sent["json"] };
}

async function find(externalId: string, bearer = apiKey): Promise<Sent> {
  const request = new Request(`http://localhost:3000/api/v1/sales/${externalId}`, {
    headers: { Authorization: `Bearer ${bearer}` },
  });
  const response = await saleLoader(routeArgs(services, request, { externalId }));
  return { status: response.status, json: (await response.json()) as Sent["json"] };
}

const heldByMara = async () => (await creatorBalances(services, tea.brandId, tea.mara.creatorId)).held;
const countOf = async (table: string) => {
  const [row] = await world.database.ownerSql<
    { count: bigint }[]
  >`select count(*) from ${world.database.ownerSql(table)}`;
  return Number(row?.count);
};

describe("POST /api/v1/sales", () => {
  it("records the sale at once and says who is credited and why", async () => {
    const { status, json } = await send("sales", teaSale());
    expect(status).toBe(201);
    expect(json).toMatchObject({ external_id: "A-1", status: "processed", message: "Order #A-1 was recorded." });
    expect(json["attribution"]).toMatch(/Mara/);
    expect(await heldByMara()).toBe(500n);
  });

  it("gives the same answer to the same key, and counts once, also when the job runs after it", async () => {
    const first = await send("sales", teaSale());
    const again = await send("sales", teaSale());
    await world.drain();
    expect(again).toEqual({ status: 200, json: first.json });
    expect([await countOf("inbox_events"), await countOf("sales")]).toEqual([1, 1]);
  });

  it("sent ten times at once with one key records one sale", async () => {
    const sent = await Promise.all(Array.from({ length: 10 }, () => send("sales", teaSale())));
    expect(sent.map(({ status }) => status).sort()).toEqual([...Array.from({ length: 9 }, () => 200), 201]);
    expect(new Set(sent.map(({ json }) => json["sale_id"])).size).toBe(1);
    expect(await heldByMara()).toBe(500n);
  });

  it("refuses the same key with another body", async () => {
    await send("sales", teaSale());
    const { status, json } = await send("sales", teaSale({ id: "A-2" }));
    expect([status, json.error?.code]).toEqual([409, "key-reused"]);
    expect(await countOf("sales")).toBe(1);
  });

  it("asks for a key", async () => {
    const { status, json } = await send("sales", teaSale(), { key: null });
    expect([status, json.error?.code]).toEqual([400, "missing-key"]);
  });

  it("is shut without a valid API key", async () => {
    expect((await send("sales", teaSale(), { bearer: null })).status).toBe(401);
    expect((await send("sales", teaSale(), { bearer: "fs_wrong" })).status).toBe(401);
    expect(await countOf("inbox_events")).toBe(0);
  });

  it("asks a brand without an API store to connect one", async () => {
    const other = await addBrand(services, "Amber Coffee");
    const { status, json } = await send("sales", teaSale(), { bearer: await keyOf(other.brandId) });
    expect([status, json.error?.code]).toEqual([409, "no-api-store"]);
  });

  it("answers what is malformed with a sentence per field and stores nothing", async () => {
    const { status, json } = await send(
      "sales",
      teaSale({
        currency: "euro",
        placed_at: "yesterday",
        lines: [{ quantity: 0, price: "30.00" }],
      }),
    );
    expect(status).toBe(422);
    expect(json.error).toEqual({
      code: "malformed",
      message: "3 fields are wrong; nothing was stored.",
      fields: {
        currency: "currency must be a currency of three letters, such as EUR.",
        placed_at: "placed_at must be an instant with its offset, such as 2026-06-01T09:00:00Z.",
        "lines.0.quantity": "lines.0.quantity must be at least 1.",
      },
    });
    expect(await countOf("inbox_events")).toBe(0);
  });

  it.each([
    ["a price that is no amount", { lines: [{ quantity: 1, price: "12,50" }] }, "lines.0.price"],
    ["a price below zero", { lines: [{ quantity: 1, price: "-1.00" }] }, "lines.0.price"],
    ["a discount above the price", { lines: [{ quantity: 1, price: "1.00", discount: "1.01" }] }, "lines.0.discount"],
    [
      "two lines of one id",
      {
        lines: [
          { id: 1, quantity: 1, price: "1" },
          { id: 1, quantity: 1, price: "1" },
        ],
      },
      "lines",
    ],
    ["no lines", { lines: [] }, "lines"],
    ["a total that is not the sum", { total: "51.00" }, "total"],
    ["a time in the future", { placed_at: "2026-07-01T08:00:00Z" }, "placed_at"],
  ])("refuses %s", async (_case, change, field) => {
    const { status, json } = await send("sales", teaSale(change));
    expect([status, Object.keys(json.error?.fields ?? {})]).toEqual([422, [field]]);
  });

  it("refuses what is no JSON and what is too large", async () => {
    expect((await send("sales", "{")).json.error).toMatchObject({
      code: "malformed",
      message: "The body is not JSON.",
    });
    expect((await send("sales", "x".repeat(MAX_API_BYTES + 1))).status).toBe(413);
  });

  it("takes the same id under a new key as a new version of the sale", async () => {
    await send("sales", teaSale());
    world.clock.advanceDays(1);
    await send("sales", teaSale({ status: "cancelled" }), { key: "call-2" });
    expect(await countOf("sales")).toBe(1);
    expect(await heldByMara()).toBe(0n);
  });
});

describe("POST /api/v1/refunds", () => {
  const refund = (changes: Record<string, unknown> = {}) => ({
    id: "R-1", sale_id: "A-1", currency: "EUR", amount: "20.00", lines: [{ line_id: "2", quantity: 1 }], ...changes,
  }); // prettier-ignore

  it("takes back exactly the commission of the refunded line", async () => {
    await send("sales", teaSale());
    const { status, json } = await send("refunds", refund(), { key: "call-2" });
    expect([status, json["status"], json["sale_id"] !== null]).toEqual([201, "processed", true]);
    expect(await heldByMara()).toBe(300n);
  });

  it("before its sale waits for it and says so", async () => {
    const { status, json } = await send("refunds", refund());
    expect([status, json["status"], json["sale_id"], json["message"]]).toEqual([
      201,
      "parked",
      null,
      "Refund R-1 waits for its order A-1.",
    ]);
    await send("sales", teaSale(), { key: "call-2" });
    expect(await heldByMara()).toBe(300n);
  });

  it("refuses an amount of nothing", async () => {
    const { status, json } = await send("refunds", refund({ amount: "0.00" }));
    expect([status, json.error?.fields]).toEqual([422, { amount: "amount must be above 0." }]);
  });
});

describe("GET /api/v1/sales/:externalId", () => {
  it("gives the sale with its explanation", async () => {
    await send("sales", teaSale({ codes: ["MARA10", "SPRING5"] }));
    const { status, json } = await find("A-1");
    expect(status).toBe(200);
    expect(json).toMatchObject({
      external_id: "A-1",
      net: "50.00",
      total: "50.00",
      payment_status: "paid",
      credits: [{ creator: "mara-lind", share_bps: 10_000, touch: "code" }],
      commissions: [{ earned: "5.00", currency: "EUR" }],
    });
    const { candidates } = json["attribution"] as {
      candidates: { evidence: string; verdict: string; sentence: string }[];
    };
    expect(candidates.map(({ evidence, verdict }) => [evidence, verdict])).toEqual(
      expect.arrayContaining([
        ["MARA10", "credited"],
        ["SPRING5", "unknown-code"],
      ]),
    );
    expect(JSON.stringify(json)).not.toContain("buyer@example.com");
  });

  it("hides another brand's sales", async () => {
    await send("sales", teaSale());
    const other = await addBrand(services, "Amber Coffee");
    await connectApi(other.brandId);
    const { status, json } = await find("A-1", await keyOf(other.brandId));
    expect([status, json.error?.code]).toEqual([404, "unknown-sale"]);
  });
});

it("knows a customer by the hash of their e-mail as by the e-mail itself", async () => {
  // SHA-256 of buyer@example.com
  const email_sha256 = "6a6c26195c3682faa816966af789717c3bfa834eee6c599d667d2b3429c27cfd";
  await send("sales", teaSale());
  await send("sales", teaSale({ id: "A-2", customer: { email_sha256 } }), { key: "call-2" });
  const rows = await world.database.ownerSql<{ customer_key: string }[]>`select customer_key from sales`;
  expect(rows).toHaveLength(2);
  expect(rows[0]?.customer_key).toBe(rows[1]?.customer_key);
});
