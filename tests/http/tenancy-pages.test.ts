import { beforeAll, describe, expect, test } from "vitest";
import { reachesRole } from "#app/access/role-rank.ts";
import type { Tenant } from "#tests/world/two-tenants.ts";
import { harmfulForms, paramsOf } from "./tenancy-forms.ts";
import { brandNeeds, listRoutes, staffNeeds, type Answered, type Kind, type ListedRoute } from "./tenancy-routes.ts";
import {
  answersOf,
  askAs,
  forbiddenWords,
  NOWHERE,
  openWatchedTenants,
  wordsIn,
  type Viewer,
  type WatchedTenants,
} from "./tenancy-viewers.ts";

/** Every route of the product, asked by every role, for rows of its own and of somebody else. */
const routes = await listRoutes();
const ofFolders = (...folders: string[]) =>
  routes.filter(({ name }) => folders.some((folder) => name.startsWith(`${folder}/`)));
const cases = (some: readonly ListedRoute[]) => some.map((route) => [route.path || "/", route] as const);

let watched: WatchedTenants;
beforeAll(async () => {
  watched = await openWatchedTenants();
});

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
const namesRows = ({ path }: ListedRoute) =>
  /:(campaign|sale|shopper|replay|store|partnership|link|commission|batch|payout|inquiry|appeal|file|event|invoice|creator)Id/.test(
    path,
  );

/** What is wrong with an answer: the status, or a word that is not for these eyes. */
function judge(cell: string, { status, text }: Answered, expected: Expected, viewer: Viewer): string[] {
  const isRight = expected === "let-in" ? [200, 302, 409, 422].includes(status) : status === expected;
  const leaked = wordsIn(text, forbiddenWords(watched.tenants, viewer));
  return [
    ...(isRight ? [] : [`${cell}: answered ${status}, not ${expected}.`]),
    ...leaked.map((word) => `${cell}: reads “${word}”.`),
  ];
}

/** Whoever is let in sends an empty form, which changes nothing; whoever must be refused sends a good one. */
const formFor = ({ name }: ListedRoute, idsOf: Tenant, expected: Expected) =>
  expected === "let-in" ? {} : (harmfulForms(idsOf)[name]?.at(-1) ?? {});

test("every page of brands, finance and administration says whom it is for", () => {
  const answering = (...folders: string[]) =>
    ofFolders(...folders)
      .map((route) => [route.name, answersOf(route)] as const)
      .sort();
  const listed = (needs: Readonly<Record<string, object>>) =>
    Object.entries(needs)
      .map(([name, one]) => [name, Object.keys(one)] as const)
      .sort();
  expect(listed(brandNeeds)).toEqual(answering("brand"));
  expect(listed(staffNeeds)).toEqual(answering("finance", "admin"));
  const folders = new Set(routes.map(({ name }) => name.split("/")[0]));
  expect([...folders].sort()).toEqual([
    "access",
    "admin",
    "api",
    "brand",
    "creator",
    "dev",
    "finance",
    "hooks",
    "public",
  ]);
});

describe("pages and forms", () => {
  test.each(cases(ofFolders("brand")))("of the brand, %s", async (_path, route) => {
    const { world, tenants, viewers } = watched;
    const both = [tenants.lumen, tenants.fell];
    const faults: string[] = [];
    for (const kind of answersOf(route)) {
      for (const viewer of viewers) {
        for (const [slugOf, idsOf] of both.flatMap((slugOf) => both.map((idsOf) => [slugOf, idsOf] as const))) {
          const params = { ...paramsOf(idsOf, tenants), brandSlug: slugOf.slug };
          const expected = expectedOfBrand(route, kind, viewer, slugOf, idsOf);
          const answer = await askAs(world, route, kind, viewer, { params, form: formFor(route, idsOf, expected) });
          const cell = `${kind} for ${viewer.name} at ${slugOf.slug} with rows of ${idsOf.slug}`;
          faults.push(...judge(cell, answer, expected, viewer));
        }
      }
    }
    expect(faults).toEqual([]);
  });

  test.each(cases(ofFolders("creator")))("of the creator, %s", async (_path, route) => {
    const { world, tenants, viewers } = watched;
    const faults: string[] = [];
    for (const kind of answersOf(route)) {
      for (const viewer of viewers) {
        for (const tenant of [tenants.lumen, tenants.fell]) {
          for (const [whose, params, isOwn] of rowsForCreators(route, tenant, viewer)) {
            const expected = expectedOfCreator(route, kind, viewer, isOwn);
            const answer = await askAs(world, route, kind, viewer, { params, form: formFor(route, tenant, expected) });
            faults.push(
              ...judge(`${kind} for ${viewer.name} with ${whose} of ${tenant.slug}`, answer, expected, viewer),
            );
          }
        }
      }
    }
    expect(faults).toEqual([]);
  });

  /** A published campaign is an offer to everybody; a draft, and a sale nobody is credited with, are the brand's alone. */
  function rowsForCreators({ name }: ListedRoute, tenant: Tenant, viewer: Viewer) {
    const own = paramsOf(tenant, watched.tenants);
    const isOffer = name === "creator/offer" || name === "creator/offer-simulate";
    const shown = isOffer ? { ...own, campaignId: tenant.campaigns.free } : own;
    const hidden = {
      ...own,
      campaignId: tenant.campaigns.draft,
      saleId: tenant.uncreditedSaleId,
      partnershipId: NOWHERE,
      linkId: NOWHERE,
      payoutId: NOWHERE,
      invoiceId: NOWHERE,
    };
    return [
      ["rows", shown, viewer.home === tenant || isOffer],
      ["secrets", hidden, false],
    ] as const;
  }

  test.each(cases(ofFolders("finance", "admin")))("of the platform, %s", async (_path, route) => {
    const { world, tenants, viewers } = watched;
    const params = paramsOf(tenants.lumen, tenants);
    const faults: string[] = [];
    for (const kind of answersOf(route)) {
      for (const viewer of viewers) {
        const expected = expectedOfStaff(route, kind, viewer);
        const answer = await askAs(world, route, kind, viewer, {
          params,
          form: formFor(route, tenants.lumen, expected),
        });
        faults.push(...judge(`${kind} for ${viewer.name}`, answer, expected, viewer));
      }
    }
    expect(faults).toEqual([]);
  });

  test.each(cases(ofFolders("access", "public")).filter(([, route]) => route.loader))(
    "that anybody may open name nobody's rows, %s",
    async (_path, route) => {
      const { world, tenants, viewers } = watched;
      for (const viewer of viewers) {
        const { text } = await askAs(world, route, "loader", viewer, { params: paramsOf(tenants.fell, tenants) });
        // Whoever is signed in is greeted by their own name; the words of one's own house are no leak here.
        const own: readonly string[] = Object.values(viewer.home?.cast.words ?? {});
        // Who follows a creator's link is shown whose code it is and for which shop; the creator shares it with the world.
        const { open, pair } = tenants.fell.cast.words;
        const shared = route.path === "/codes/:slug" ? [open, pair] : [];
        const others = forbiddenWords(tenants, viewer).filter((word) => ![...own, ...shared].includes(word));
        expect(wordsIn(text, others), viewer.name).toEqual([]);
      }
    },
  );

  test.each(cases(ofFolders("dev")))("of the demo do not exist elsewhere, %s", async (_path, route) => {
    const { world, viewers } = watched;
    for (const kind of answersOf(route)) {
      for (const viewer of viewers) {
        expect((await askAs(world, route, kind, viewer, { params: {} })).status, viewer.name).toBe(404);
      }
    }
  });
});

/** Who may ask the route for rows of Lumen Tea. */
function entitled({ name }: ListedRoute): Viewer {
  const { viewers, tenants } = watched;
  const isEntitled = (viewer: Viewer) => {
    if (name.startsWith("finance/")) return viewer.staffRole === "preparer";
    return (
      viewer.home === tenants.lumen && (name.startsWith("brand/") ? viewer.brandRole === "owner" : viewer.isCreator)
    );
  };
  const found = viewers.find(isEntitled);
  if (!found) throw new Error(`Nobody may ask ${name}.`);
  return found;
}

const garbage = [
  ...["nonsense", "' or '1'='1", "../../etc/passwd", "%00", "\u0000", "0".repeat(10_000), "null", "NaN", "{}"],
  "019AC0DE-0000-7000-8000-00000000000G",
];

describe("an address with an id that is nobody's", () => {
  test.each(cases(ofFolders("brand", "creator", "finance").filter(namesRows)))(
    "is answered like one of another tenant, %s",
    async (_path, route) => {
      const { world, tenants } = watched;
      const viewer = entitled(route);
      const own = paramsOf(tenants.lumen, tenants);
      const theirs = { ...paramsOf(tenants.fell, tenants), campaignId: tenants.fell.campaigns.draft };
      const form = harmfulForms(tenants.fell)[route.name]?.at(-1);
      for (const kind of answersOf(route)) {
        for (const name of Object.keys(own).filter((one) => one.endsWith("Id") && route.path.includes(`:${one}`))) {
          const askWith = (id: string) => askAs(world, route, kind, viewer, { params: { ...own, [name]: id }, form });
          const nobodys = await askWith(NOWHERE);
          expect(nobodys.status, `${kind} without a row`).toBe(404);
          // Nobody learns from the answer whether another tenant has such a row. Finance sees everybody's.
          if (viewer.home)
            expect(await askWith(theirs[name as keyof typeof theirs] ?? ""), `${kind} of ${name}`).toEqual(nobodys);
          for (const text of garbage)
            expect((await askWith(text)).status, `${kind} with ${name} ${text.slice(0, 40)}`).toBe(404);
        }
      }
    },
  );
});
