import { readFileSync } from "node:fs";
import { glob } from "node:fs/promises";
import { beforeAll, describe, expect, test } from "vitest";
import type { Tenant } from "#tests/world/two-tenants.ts";
import { harmfulForms, paramsOf } from "./tenancy-forms.ts";
import { ask, listRoutes, staffNeeds, type ListedRoute } from "./tenancy-routes.ts";
import {
  answersOf,
  askAs,
  forbiddenWords,
  openWatchedTenants,
  wordsIn,
  type Viewer,
  type WatchedTenants,
} from "./tenancy-viewers.ts";

const routes = await listRoutes();
const formRoutes = routes.filter(({ name, action }) => action && /^(brand|creator|finance|admin)\//.test(name));
const apiRoutes = routes.filter(({ name }) => name.startsWith("api/"));
const hookRoutes = routes.filter(({ name }) => name.startsWith("hooks/"));
const cases = (some: readonly ListedRoute[]) => some.map((route) => [route.path, route] as const);

let watched: WatchedTenants;
beforeAll(async () => {
  watched = await openWatchedTenants();
});

/** A line per table: how many rows the tenant has and what they say. */
async function rowsOf({ brandId, creatorId, members, creator }: Tenant): Promise<Record<string, string>> {
  const sql = watched.world.database.ownerSql;
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'brand_id' order by 1`;
  const people = [...Object.values(members), creator].map(({ userId }) => userId);
  const parts = [
    ...tables.map(
      ({ name }) => sql`select ${name} as name, to_jsonb(t) as line from ${sql(name)} t where brand_id = ${brandId}`,
    ),
    sql`select 'brands', to_jsonb(t) from brands t where id = ${brandId}`,
    sql`select 'users', to_jsonb(t) from users t where id in ${sql(people)}`,
    sql`select 'password_hashes', to_jsonb(t) from password_hashes t where user_id in ${sql(people)}`,
    sql`select 'staff_members', to_jsonb(t) from staff_members t`,
    sql`select 'creators', to_jsonb(t) from creators t where id = ${creatorId}`,
    sql`select 'creator_channels', to_jsonb(t) from creator_channels t where creator_id = ${creatorId}`,
    sql`select 'payee_details', to_jsonb(t) from payee_details t where creator_id = ${creatorId}`,
    sql`select 'batches', to_jsonb(t) from batches t`,
    sql`select 'payouts', to_jsonb(t) from payouts t`,
  ];
  const all = parts.reduce((whole, part) => sql`${whole} union all ${part}`);
  const counted = await sql<{ name: string; lines: string }[]>`
    select name, count(*) || ' ' || md5(string_agg(line::text, '' order by line::text)) as lines from (${all}) rows (name, line) group by name`;
  return Object.fromEntries(counted.map(({ name, lines }) => [name, lines]));
}

describe("a form that names another tenant's rows", () => {
  test("is tried for every button of the product", async () => {
    const forms = harmfulForms(watched.tenants.fell);
    const known = new Set(Object.values(forms).flatMap((some) => some.flatMap(({ intent }) => intent ?? [])));
    const missing: string[] = [];
    for await (const file of glob("app/**/*.tsx")) {
      for (const [, word] of readFileSync(file, "utf8").matchAll(/(?:name="intent"\s+value|\bintent)="([\w-]+)"/g)) {
        if (word && !known.has(word)) missing.push(`${word} in ${file}`);
      }
    }
    expect(missing).toEqual([]);
    expect(Object.keys(forms).sort()).toEqual(formRoutes.map(({ name }) => name).sort());
  });

  test.each(cases(formRoutes))("changes nothing, %s", async (_path, route) => {
    const { world, tenants, viewers } = watched;
    for (const victim of [tenants.fell, tenants.lumen]) {
      const before = await rowsOf(victim);
      for (const viewer of viewers.filter((one) => one.home !== victim && !isTheirJob(route, one))) {
        for (const form of harmfulForms(victim)[route.name] ?? []) {
          for (const brandSlug of [victim.slug, viewer.home?.slug ?? victim.slug]) {
            const params = { ...paramsOf(victim, tenants), brandSlug };
            const { text } = await askAs(world, route, "action", viewer, { params, form });
            const leaked = wordsIn(text, forbiddenWords(tenants, viewer));
            expect(leaked, `${viewer.name} with ${JSON.stringify(form)}`).toEqual([]);
          }
        }
      }
      expect(await rowsOf(victim), `rows of ${victim.slug}`).toEqual(before);
    }
  });

  /** Finance decides about everybody's money: that is no breach. An offer is claimed by any creator, in the claimer's own name. */
  function isTheirJob(route: ListedRoute, { staffRole, isCreator }: Viewer): boolean {
    if (route.name === "creator/offer") return isCreator;
    return staffRole !== null && (staffNeeds[route.name]?.action?.includes(staffRole) ?? false);
  }
});

describe("a machine of one brand", () => {
  const params = () => paramsOf(watched.tenants.fell, watched.tenants);

  test.each(cases(apiRoutes))("without a key, or with a cookie instead, is answered 401, %s", async (_path, route) => {
    const { world, viewers } = watched;
    for (const kind of answersOf(route)) {
      for (const viewer of viewers) {
        expect((await askAs(world, route, kind, viewer, { params: params() })).status, viewer.name).toBe(401);
      }
    }
  });

  test("does not find another brand's sale, and neither refunds nor overwrites it", async () => {
    const { world, tenants } = watched;
    const { lumen, fell } = tenants;
    const before = await rowsOf(fell);
    const at = world.clock.now().toISOString();
    const lines = [{ id: "1", sku: "TIN", title: "Taken over", quantity: 1, price: "1.00" }];
    const bodies: Readonly<Record<string, object>> = {
      "api/sales": { id: fell.apiSaleId, name: "Taken over", currency: "EUR", placed_at: at, lines },
      "api/refunds": { id: "r-1", sale_id: fell.apiSaleId, currency: "EUR", amount: "20.00", refunded_at: at },
    };
    const asLumen = { authorization: `Bearer ${lumen.apiKey}`, "content-type": "application/json" };
    const all = apiRoutes.flatMap((route) => answersOf(route).map((kind) => ({ route, kind })));
    // Questions first: afterwards Lumen Tea has a sale of the same name, its own.
    for (const { route, kind } of all.sort((one, other) => other.kind.localeCompare(one.kind))) {
      const headers = { ...asLumen, "idempotency-key": route.name };
      const body = kind === "action" ? { body: JSON.stringify(bodies[route.name]) } : {};
      const handler = route[kind];
      const answer = handler && (await ask(world.services, handler, { params: params(), headers, ...body }));
      if (kind === "loader") expect(answer?.status, route.name).toBe(404);
      expect(wordsIn(answer?.text ?? "", [fell.cast.words.pair, fell.cast.words.open]), route.name).toEqual([]);
    }
    await world.drain();
    expect(await rowsOf(fell)).toEqual(before);
  });

  test.each(cases(hookRoutes))("cannot speak for another brand's shop, %s", async (_path, route) => {
    for (const viewer of watched.viewers) {
      const { status } = await askAs(watched.world, route, "action", viewer, { params: params(), form: { id: "1" } });
      expect([401, 404], viewer.name).toContain(status);
    }
  });
});
