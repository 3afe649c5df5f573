import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SettableClock } from "#app/kit/clock.ts";
import type { FakeProvider } from "#scripts/fakes/fake-provider.ts";
import { startFakeShop, type FakeShop } from "#scripts/fakes/fake-shop.ts";
import { SHOPIFY_FAKE_TOKEN, shopifyFake } from "#scripts/fakes/shopify-fake.ts";
import { STRIPE_FAKE_KEY, stripeFake } from "#scripts/fakes/stripe-fake.ts";
import { WOOCOMMERCE_FAKE_KEY, WOOCOMMERCE_FAKE_SECRET, woocommerceFake } from "#scripts/fakes/woocommerce-fake.ts";
import { describeWithFixtures, readFixture } from "#tests/fixtures.ts";
import { ShopTrouble, type CodeStore, type CodeTerms } from "./code-store.ts";
import { createCodeStores, type CodeStoreAccess } from "./open-code-stores.server.ts";
import { couponListShape } from "./woocommerce-code-shapes.ts";

interface Contract {
  readonly provider: FakeProvider;
  readonly access: CodeStoreAccess;
  readonly wrongAccess: CodeStoreAccess;
}

const shopify = { kind: "shopify", address: "lumen-tea.myshopify.com", accessToken: SHOPIFY_FAKE_TOKEN } as const;
const stripe = { kind: "stripe", secretKey: STRIPE_FAKE_KEY } as const;
const woocommerce = {
  kind: "woocommerce",
  address: "lumentea.example/shop",
  consumerKey: WOOCOMMERCE_FAKE_KEY,
  consumerSecret: WOOCOMMERCE_FAKE_SECRET,
} as const;

const contracts: readonly Contract[] = [
  { provider: shopifyFake, access: shopify, wrongAccess: { ...shopify, accessToken: "shpat_of_somebody_else" } },
  { provider: stripeFake, access: stripe, wrongAccess: { ...stripe, secretKey: "rk_test_of_somebody_else" } },
  { provider: woocommerceFake, access: woocommerce, wrongAccess: { ...woocommerce, consumerSecret: "cs_wrong" } },
];

const MARK = "019a0000-0000-7000-8000-000000000001";
const terms: CodeTerms = {
  ...{ code: "MARA-10", discountBps: 1250, usageLimit: 500, isOncePerCustomer: false },
  endsAt: new Date("2026-09-01T00:00:00.000Z"),
};

describe.each(contracts)("the codes of $provider.name", ({ provider, access, wrongAccess }) => {
  let shop: FakeShop;
  let codes: CodeStore;

  const open = (opened: CodeStoreAccess) => {
    const origins = { shopify: shop.origin, stripe: shop.origin, woocommerce: shop.origin };
    return createCodeStores(origins, new SettableClock(new Date("2026-06-01T09:00:00.000Z"))).open(opened);
  };
  const troubleOf = async (work: Promise<unknown>): Promise<ShopTrouble> => {
    const error = await work.then(
      () => new Error("It went well."),
      (thrown: unknown) => thrown,
    );
    if (error instanceof ShopTrouble) return error;
    throw error;
  };

  beforeEach(async () => {
    shop = await startFakeShop(provider);
    codes = open(access);
  });
  afterEach(() => shop.close());

  test("credentials that are right pass the test call, and wrong ones are told apart from a shop that is away", async () => {
    await codes.check();
    expect((await troubleOf(open(wrongAccess).check())).kind).toBe("not-allowed");
    await shop.close();
    expect((await troubleOf(codes.check())).kind).toBe("unreachable");
  });

  test("a code is made with its discount, limit and end, and carries our mark", async () => {
    expect(await codes.read("MARA-10")).toBeNull();
    const made = await codes.create(terms, MARK);
    expect(made).toMatchObject({ ...terms, isActive: true, usedCount: 0, mark: MARK });
    expect(await codes.read("mara-10")).toEqual(made);
  });

  test("a code without limit and end stays without", async () => {
    const plain = { ...terms, usageLimit: null, endsAt: null };
    expect(await codes.create(plain, MARK)).toMatchObject({ usageLimit: null, endsAt: null });
  });

  test("once per customer is kept where the shop can, and said to be impossible where it cannot", async () => {
    const made = await codes.create({ ...terms, isOncePerCustomer: true }, MARK);
    expect(made.isOncePerCustomer).toBe(codes.abilities.limitsOncePerCustomer);
  });

  test("a name that is in use is refused, and what is there stays as it is", async () => {
    await codes.create(terms, MARK);
    const trouble = await troubleOf(codes.create({ ...terms, code: "mara-10", discountBps: 5000 }, "another"));
    expect(trouble).toMatchObject({ kind: "refused", message: expect.stringMatching(/already has a code/) });
    expect(await codes.read("MARA-10")).toMatchObject({ discountBps: 1250, mark: MARK });
    expect(shop.shelf.list()).toHaveLength(1);
  });

  test("a code that is taken away is gone, may be taken away again, and its name is free", async () => {
    const { externalId } = await codes.create(terms, MARK);
    await codes.remove(externalId);
    expect(await codes.read("MARA-10")).toBeNull();
    await codes.remove(externalId);
    expect(await codes.create({ ...terms, discountBps: 1000 }, MARK)).toMatchObject({ discountBps: 1000 });
  });

  test("what somebody changed in the shop is read as it is there", async () => {
    await codes.create(terms, MARK);
    const id = shop.shelf.list()[0]?.id ?? 0;
    shop.shelf.change(id, { percentOff: 15, usedCount: 7 });
    expect(await codes.read("MARA-10")).toMatchObject({ discountBps: 1500, usedCount: 7 });
    shop.shelf.change(id, { isActive: false });
    expect(await codes.read("MARA-10")).toMatchObject({ isActive: false });
    shop.shelf.remove(id);
    expect(await codes.read("MARA-10")).toBeNull();
  });

  test("a fault of the shop, and being asked to slow down, are worth another try", async () => {
    shop.failNext("fault");
    expect((await troubleOf(codes.create(terms, MARK))).kind).toBe("unreachable");
    shop.failNext("throttle");
    expect((await troubleOf(codes.create(terms, MARK))).kind).toBe("throttled");
    expect(shop.shelf.list()).toHaveLength(0);
  });

  test("an answer that got lost after the shop acted leaves one code, which is known by its mark", async () => {
    // Stripe makes the coupon first, and its package asks a second time by itself when the connection breaks.
    if (access.kind === "stripe") shop.failNext("drop", 2, 1);
    else shop.failNext("drop");
    expect((await troubleOf(codes.create(terms, MARK))).kind).toBe("unreachable");
    expect(await codes.read("MARA-10")).toMatchObject({ mark: MARK });
    expect(shop.shelf.list()).toHaveLength(1);
  });
});

describe("being asked to slow down", () => {
  test("says for how long: Shopify by what its bucket lacks, WooCommerce by its header", async () => {
    const clock = new SettableClock(new Date("2026-06-01T09:00:00.000Z"));
    const waits: (number | null)[] = [];
    for (const { provider, access } of [contracts[0], contracts[2]].filter((one) => one !== undefined)) {
      const shop = await startFakeShop(provider);
      const origins = { shopify: shop.origin, stripe: null, woocommerce: shop.origin };
      shop.failNext("throttle");
      await createCodeStores(origins, clock)
        .open(access)
        .check()
        .catch((error: unknown) => waits.push(error instanceof ShopTrouble ? error.retryAfterMs : -1));
      await shop.close();
    }
    // 10 points are asked, 5 are there, 100 come back each second.
    expect(waits).toEqual([50, 30_000]);
  });
});

describeWithFixtures(
  "the stand-ins answer in the shapes of the real shops",
  ["woocommerce/coupons.json", "stripe/fixtures3.json"],
  () => {
    test("a coupon of WooCommerce as its documentation shows it can be read", () => {
      const recorded = JSON.parse(readFixture("woocommerce/coupons.json").toString("utf8")) as unknown[];
      const coupons = recorded
        .flat()
        .filter((one) => typeof one === "object" && one !== null && "discount_type" in one);
      expect(couponListShape.parse(coupons).map(({ code }) => code)).toContain("10off");
    });

    test("the stand-in of WooCommerce leaves out no field that is recorded", async () => {
      const [recorded] = JSON.parse(readFixture("woocommerce/coupons.json").toString("utf8")) as object[];
      const shop = await startFakeShop(woocommerceFake);
      await createCodeStores({ shopify: null, stripe: null, woocommerce: shop.origin }, { now: () => new Date(0) })
        .open(woocommerce)
        .create(terms, MARK);
      const answer = await fetch(`${shop.origin}/lumentea.example/shop/wp-json/wc/v3/coupons?code=mara-10`, {
        headers: { authorization: `Basic ${btoa(`${WOOCOMMERCE_FAKE_KEY}:${WOOCOMMERCE_FAKE_SECRET}`)}` },
      });
      const [coupon] = (await answer.json()) as object[];
      await shop.close();
      const timesOfTheShop = ["date_created", "date_created_gmt", "date_modified", "date_modified_gmt", "_links"];
      const missing = Object.keys(recorded ?? {}).filter(
        (key) => !(key in (coupon ?? {})) && !timesOfTheShop.includes(key),
      );
      expect(missing).toEqual([]);
    });

    test("the stand-in of Stripe leaves out no field that is recorded", async () => {
      const { resources } = JSON.parse(readFixture("stripe/fixtures3.json").toString("utf8")) as {
        resources: Record<"promotion_code" | "coupon", object>;
      };
      const shop = await startFakeShop(stripeFake);
      await createCodeStores({ shopify: null, stripe: shop.origin, woocommerce: null }, { now: () => new Date(0) })
        .open(stripe)
        .create(terms, MARK);
      const answer = await fetch(`${shop.origin}/v1/promotion_codes?expand[0]=data.promotion.coupon`, {
        headers: { authorization: `Bearer ${STRIPE_FAKE_KEY}` },
      });
      const listed = (await answer.json()) as { data: [{ promotion: { coupon: object } }] };
      await shop.close();
      expect(Object.keys(listed.data[0]).sort()).toEqual(Object.keys(resources.promotion_code).sort());
      expect(Object.keys(listed.data[0].promotion.coupon).sort()).toEqual(Object.keys(resources.coupon).sort());
    });
  },
);
