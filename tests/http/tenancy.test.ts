import { readFileSync } from "node:fs";
import { glob } from "node:fs/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { reachesRole } from "#app/access/role-rank.ts";
import { startSession } from "#app/access/sessions.server.ts";
import type { BrandRole, StaffRole } from "#app/access/roles.ts";
import { openTestWorld, type TestWorld } from "#tests/world/test-world.ts";
import { openTwoTenants, type Tenant, type TwoTenants } from "#tests/world/two-tenants.ts";
import { harmfulForms, paramsOf } from "./tenancy-forms.ts";
import { ask, brandNeeds, listRoutes, staffNeeds, type Answered, type ListedRoute } from "./tenancy-routes.ts";

/** Every route of the product, asked by every role, for rows of its own and of somebody else. */
const routes = await listRoutes();
const ofFolder = (folder: string) => routes.filter(({ name }) => name.startsWith(`${folder}/`));
const kinds = ["loader", "action"] as const;
const NOWHERE = "019ac0de-0000-7000-8000-000000000001";

interface Viewer {
  readonly name: string;
  readonly token: string | null;
  /** The brand or creator they are of; null for strangers and staff. */
  readonly home: Tenant | null;
  readonly brandRole: BrandRole | null;
  readonly isCreator: boolean;
  readonly staffRole: StaffRole | null;
}

let world: TestWorld;
let tenants: TwoTenants;
let viewers: Viewer[];

beforeAll(async () => {
  world = await openTestWorld();
  tenants = await openTwoTenants(world);
  const enter = (userId: string) => world.services.db.inPlatform((tx) => startSession(world.services, tx, userId));
  viewers = [{ name: "a stranger", token: null, home: null, brandRole: null, isCreator: false, staffRole: null }];
  for (const home of [tenants.lumen, tenants.fell]) {
    for (const brandRole of ["owner", "manager", "analyst"] as const) {
      const token = await enter(home.members[brandRole].userId);
      viewers.push({ name: `the ${brandRole} of ${home.slug}`, token, home, brandRole, isCreator: false, staffRole: null });
    }
    const token = await enter(home.creator.userId);
    viewers.push({ name: `the creator ${home.cast.handle}`, token, home, brandRole: null, isCreator: true, staffRole: null });
  }
  for (const staffRole of ["preparer", "approver", "admin"] as const) {
    const token = await enter(tenants.staff[staffRole].userId);
    viewers.push({ name: `the ${staffRole}`, token, home: null, brandRole: null, isCreator: false, staffRole });
  }
});

type Kind = (typeof kinds)[number];
/** `let-in` is whatever an answer to somebody who may ask looks like: a page, a redirect, or a form with a fault. */
type Expected = number | "let-in";

const refusedAsStranger = (kind: Kind) => (kind === "loader" ? 302 : 401);

function expectedOfBrand(route: ListedRoute, kind: Kind, viewer: Viewer, slugOf: Tenant, idsOf: Tenant): Expected {
  if (!viewer.token) return refusedAsStranger(kind);
  if (viewer.brandRole === null || viewer.home !== slugOf) return 404;
  const least = brandNeeds[route.name]?.[kind];
  if (!least || !reachesRole(viewer.brandRole, least)) return 403;
  return slugOf !== idsOf && namesRows(route) ? 404 : "let-in";
}

function expectedOfCreator(route: ListedRoute, kind: Kind, viewer: Viewer, isOwn: boolean): Expected {
  if (!viewer.token) return refusedAsStranger(kind);
  if (!viewer.isCreator) return 404;
  return isOwn || !namesRows(route) ? "let-in" : 404;
}

function expectedOfStaff(route: ListedRoute, kind: Kind, viewer: Viewer): Expected {
  if (!viewer.token) return refusedAsStranger(kind);
  if (viewer.staffRole === null) return 404;
  return staffNeeds[route.name]?.[kind]?.includes(viewer.staffRole) ? "let-in" : 403;
}

/** True for an address with an id in it, besides the brand's own name. A month is a filter, not a row. */
const namesRows = ({ path }: ListedRoute) => /:(campaign|sale|store|partnership|commission|batch|payout)Id/.test(path);

/** What the viewer must never read, wherever they ask. */
function forbiddenWords({ home, brandRole, isCreator, staffRole }: Viewer): string[] {
  const { lumen, fell } = tenants;
  const secrets = [lumen, fell].map(({ cast }) => cast.words.secret);
  if (staffRole) return secrets;
  return [...secrets, ...[lumen, fell].flatMap((tenant) => {
    const { open, house, pair, payee } = tenant.cast.words;
    if (isCreator) return tenant === home ? [house] : [house, pair, payee];
    return tenant === home && brandRole ? [payee] : [open, house, pair, payee];
  })]; // prettier-ignore
}

function judge(cell: string, { status, text }: Answered, expected: Expected, viewer: Viewer): string[] {
  const isRight = expected === "let-in" ? [200, 302, 409, 422].includes(status) : status === expected;
  const leaked = forbiddenWords(viewer).filter((word) => text.toLowerCase().includes(word.toLowerCase()));
  return [
    ...(isRight ? [] : [`${cell}: answered ${status}, not ${expected}.`]),
    ...leaked.map((word) => `${cell}: reads “${word}”.`),
  ];
}

/** Whoever is let in sends an empty form, which changes nothing; whoever must be refused sends a good one. */
const formFor = ({ name }: ListedRoute, idsOf: Tenant, expected: Expected) =>
  expected === "let-in" ? {} : (harmfulForms(idsOf)[name]?.at(-1) ?? {});

async function askAs(route: ListedRoute, kind: Kind, viewer: Viewer, params: Record<string, string>, form: Record<string, string> = {}): Promise<Answered> {
  const handler = route[kind];
  if (!handler) throw new Error(`${route.name} has no ${kind}.`);
  try {
    return await ask(world.services, handler, { params, sessionToken: viewer.token, ...(kind === "action" ? { form } : {}) });
  } catch (cause) {
    throw new Error(`The ${kind} of ${route.name} broke for ${viewer.name} with ${JSON.stringify(params)} and ${JSON.stringify(form)}.`, { cause });
  }
}

const answersOf = (route: ListedRoute) => kinds.filter((kind) => route[kind]);
const pairsOf = () => [tenants.lumen, tenants.fell].flatMap((slugOf) => [tenants.lumen, tenants.fell].map((idsOf) => ({ slugOf, idsOf })));

test("every page of brands, finance and administration says whom it is for", () => {
  const answering = (folders: string[]) =>
    folders.flatMap(ofFolder).map((route) => [route.name, answersOf(route)] as const).sort();
  const listed = (needs: Readonly<Record<string, object>>) => Object.entries(needs).map(([name, one]) => [name, Object.keys(one)] as const).sort();
  expect(listed(brandNeeds)).toEqual(answering(["brand"]));
  expect(listed(staffNeeds)).toEqual(answering(["finance", "admin"]));
  expect([...new Set(routes.map(({ name }) => name.split("/")[0]))].sort()).toEqual(
    ["access", "admin", "api", "brand", "creator", "dev", "finance", "hooks", "public"],
  ); // prettier-ignore
});

describe("pages and empty forms", () => {
  test.each(ofFolder("brand").map((route) => [route.path, route] as const))("of the brand, %s", async (_path, route) => {
    const faults: string[] = [];
    for (const kind of answersOf(route)) {
      for (const viewer of viewers) {
        for (const { slugOf, idsOf } of pairsOf()) {
          const params = { ...paramsOf(idsOf, tenants), brandSlug: slugOf.slug };
          const cell = `${kind} for ${viewer.name} at ${slugOf.slug} with rows of ${idsOf.slug}`;
          const expected = expectedOfBrand(route, kind, viewer, slugOf, idsOf);
          faults.push(...judge(cell, await askAs(route, kind, viewer, params, formFor(route, idsOf, expected)), expected, viewer));
        }
      }
    }
    expect(faults).toEqual([]);
  });

  test.each(ofFolder("creator").map((route) => [route.path, route] as const))("of the creator, %s", async (_path, route) => {
    const faults: string[] = [];
    for (const kind of answersOf(route)) {
      for (const viewer of viewers) {
        for (const tenant of [tenants.lumen, tenants.fell]) {
          const own = paramsOf(tenant, tenants);
          // A published campaign is an offer to everybody; a draft, and a sale nobody is credited with, are the brand's alone.
          const isOffer = route.name === "creator/offer";
          const shown = isOffer ? { ...own, campaignId: tenant.campaigns.free } : own;
          const hidden = { ...own, campaignId: tenant.campaigns.draft, saleId: tenant.uncreditedSaleId, partnershipId: NOWHERE };
          for (const [whose, params, isOwn] of [["rows", shown, viewer.home === tenant || isOffer], ["secrets", hidden, false]] as const) {
            const cell = `${kind} for ${viewer.name} with ${whose} of ${tenant.slug}`;
            const expected = expectedOfCreator(route, kind, viewer, isOwn);
            faults.push(...judge(cell, await askAs(route, kind, viewer, params, formFor(route, tenant, expected)), expected, viewer));
          }
        }
      }
    }
    expect(faults).toEqual([]);
  });

  test.each([...ofFolder("finance"), ...ofFolder("admin")].map((route) => [route.path, route] as const))("of the platform, %s", async (_path, route) => {
    const faults: string[] = [];
    for (const kind of answersOf(route)) {
      for (const viewer of viewers) {
        const expected = expectedOfStaff(route, kind, viewer);
        const answer = await askAs(route, kind, viewer, paramsOf(tenants.lumen, tenants), formFor(route, tenants.lumen, expected));
        faults.push(...judge(`${kind} for ${viewer.name}`, answer, expected, viewer));
      }
    }
    expect(faults).toEqual([]);
  });

  test.each([...ofFolder("access"), ...ofFolder("public")].map((route) => [route.path, route] as const))("that anybody may open, %s, name nobody's rows", async (_path, route) => {
    for (const kind of answersOf(route).filter((one) => one === "loader")) {
      for (const viewer of viewers) {
        const { text } = await askAs(route, kind, viewer, paramsOf(tenants.fell, tenants));
        // Somebody who is signed in is greeted by their own name; the names of one's own house are no leak here.
        const others = forbiddenWords(viewer).filter((word) => !Object.values(viewer.home?.cast.words ?? {}).includes(word));
        expect(others.filter((word) => text.toLowerCase().includes(word.toLowerCase())), `${route.name} for ${viewer.name}`).toEqual([]);
      }
    }
  });

  test.each(ofFolder("dev").map((route) => [route.path, route] as const))("of the demo, %s, do not exist elsewhere", async (_path, route) => {
    for (const kind of answersOf(route)) {
      for (const viewer of viewers) expect((await askAs(route, kind, viewer, {})).status, viewer.name).toBe(404);
    }
  });
});

/** Somebody who may ask the route for rows of Lumen Tea. */
function entitled(route: ListedRoute): Viewer[] {
  const { lumen } = tenants;
  return viewers.filter((viewer) =>
    route.name.startsWith("brand/")
      ? viewer.home === lumen && viewer.brandRole === "owner"
      : route.name.startsWith("creator/")
        ? viewer.home === lumen && viewer.isCreator
        : viewer.staffRole === "preparer",
  );
}

const withRows = routes.filter((route) => namesRows(route) && /^(brand|creator|finance)\//.test(route.name));
const garbage = ["nonsense", "' or '1'='1", "../../etc/passwd", "%00", "\u0000", "0".repeat(10_000), "null", "NaN", "{}", "019AC0DE-0000-7000-8000-00000000000G"];

describe("an address with an id that is nobody's", () => {
  test.each(withRows.map((route) => [route.path, route] as const))("is answered like one of another tenant, %s", async (_path, route) => {
    const own = paramsOf(tenants.lumen, tenants);
    const names = Object.keys(own).filter((name) => name.endsWith("Id") && route.path.includes(`:${name}`));
    for (const viewer of entitled(route)) {
      for (const kind of answersOf(route)) {
        for (const name of names) {
          const form = harmfulForms(tenants.fell)[route.name]?.at(-1);
          const nobodys = await askAs(route, kind, viewer, { ...own, [name]: NOWHERE }, form);
          expect(nobodys.status, `${kind} without a row`).toBe(404);
          // Nobody learns from the answer whether another tenant has such a row. Finance sees everybody's.
          const theirs = { ...paramsOf(tenants.fell, tenants), campaignId: tenants.fell.campaigns.draft }[name] ?? "";
          if (viewer.home) expect(await askAs(route, kind, viewer, { ...own, [name]: theirs }, form), `${kind} of ${name}`).toEqual(nobodys);
          for (const text of garbage) {
            const { status } = await askAs(route, kind, viewer, { ...own, [name]: text }, form);
            expect(status, `${kind} with ${name} ${text.slice(0, 40)}`).toBe(404);
          }
        }
      }
    }
  });
});

/** A line per table: how many rows the tenant has and what they say. */
async function rowsOf({ brandId, creatorId, members, creator }: Tenant): Promise<Record<string, string>> {
  const sql = world.database.ownerSql;
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'brand_id' order by 1`;
  const people = [...Object.values(members), creator].map(({ userId }) => userId);
  const parts = [
    ...tables.map(({ name }) => sql`select ${name} as name, to_jsonb(t) as line from ${sql(name)} t where brand_id = ${brandId}`),
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
    const known = new Set(Object.values(harmfulForms(tenants.fell)).flatMap((forms) => forms.flatMap(({ intent }) => intent ?? [])));
    const missing: string[] = [];
    for await (const file of glob("app/**/*.tsx")) {
      for (const [, word] of readFileSync(file, "utf8").matchAll(/(?:name="intent"\s+value|\bintent)="([\w-]+)"/g)) {
        if (word && !known.has(word)) missing.push(`${word} in ${file}`);
      }
    }
    expect(missing).toEqual([]);
    const answering = routes.filter((route) => route.action && /^(brand|creator|finance|admin)\//.test(route.name)).map(({ name }) => name);
    expect(Object.keys(harmfulForms(tenants.fell)).sort()).toEqual(answering.sort());
  });

  test.each(routes.filter((route) => route.action && /^(brand|creator|finance|admin)\//.test(route.name)).map((route) => [route.path, route] as const))(
    "changes nothing, %s",
    async (_path, route) => {
      for (const victim of [tenants.fell, tenants.lumen]) {
        const before = await rowsOf(victim);
        const harmless: string[] = [];
        for (const viewer of viewers.filter((one) => one.home !== victim && !isTheirJob(route, one))) {
          for (const form of harmfulForms(victim)[route.name] ?? []) {
            for (const brandSlug of [victim.slug, viewer.home?.slug ?? victim.slug]) {
              const answer = await askAs(route, "action", viewer, { ...paramsOf(victim, tenants), brandSlug }, form);
              const leaked = forbiddenWords(viewer).filter((word) => answer.text.toLowerCase().includes(word.toLowerCase()));
              harmless.push(...leaked.map((word) => `${viewer.name} with ${JSON.stringify(form)} reads “${word}”.`));
            }
          }
        }
        expect(harmless).toEqual([]);
        expect(await rowsOf(victim), `rows of ${victim.slug}`).toEqual(before);
      }
    },
  );

  /** Finance decides about everybody's money: that is no breach. An offer is claimed by any creator, in the claimer's own name. */
  function isTheirJob(route: ListedRoute, { staffRole, isCreator }: Viewer): boolean {
    if (route.name === "creator/offer") return isCreator;
    return staffRole !== null && (staffNeeds[route.name]?.action?.includes(staffRole) ?? false);
  }
});

describe("a machine of one brand", () => {
  const apiRoutes = ofFolder("api");
  const params = () => paramsOf(tenants.fell, tenants);
  const bearer = (key: string) => ({ authorization: `Bearer ${key}`, "idempotency-key": "tenancy", "content-type": "application/json" });

  test.each(apiRoutes.map((route) => [route.path, route] as const))("without a key, or with a cookie instead, is answered 401, %s", async (_path, route) => {
    for (const kind of answersOf(route)) {
      for (const viewer of viewers) expect((await askAs(route, kind, viewer, params())).status, viewer.name).toBe(401);
    }
  });

  test("does not find another brand's sale, and changes nothing of it", async () => {
    const { services } = world;
    const before = await rowsOf(tenants.fell);
    for (const route of apiRoutes) {
      for (const kind of answersOf(route)) {
        const handler = route[kind];
        if (!handler) continue;
        const refund = { id: "r-1", sale_id: tenants.fell.apiSaleId, amount: "20.00", refunded_at: world.clock.now().toISOString() };
        const answer = await ask(services, handler, {
          params: params(),
          headers: bearer(tenants.lumen.apiKey),
          ...(kind === "action" ? { form: { body: JSON.stringify(refund) } } : {}),
        });
        expect(answer.status, route.name).toBe(kind === "loader" ? 404 : 422);
        expect(answer.text).not.toMatch(/Fellhouse/);
      }
    }
    expect(await rowsOf(tenants.fell)).toEqual(before);
  });

  test.each(ofFolder("hooks").map((route) => [route.path, route] as const))("cannot speak for another brand's shop, %s", async (_path, route) => {
    for (const viewer of viewers) {
      const answer = await askAs(route, "action", viewer, params(), { id: "1" });
      expect([401, 404], viewer.name).toContain(answer.status);
    }
  });
});
