import type { BrandRole, StaffRole } from "#app/access/roles.ts";
import { startSession } from "#app/access/sessions.server.ts";
import { openTestWorld, type TestWorld } from "#tests/world/test-world.ts";
import { openTwoTenants, type Tenant, type TwoTenants } from "#tests/world/two-tenants.ts";
import { ask, kinds, type Answered, type Kind, type ListedRoute } from "./tenancy-routes.ts";

/** Somebody who asks. */
export interface Viewer {
  readonly name: string;
  readonly token: string | null;
  /** The brand or creator they are of; null for strangers and staff. */
  readonly home: Tenant | null;
  readonly brandRole: BrandRole | null;
  readonly isCreator: boolean;
  readonly staffRole: StaffRole | null;
}

/** Two tenants and everybody who may come to their rows: each role of each brand, both creators, the staff and a stranger. */
export interface WatchedTenants {
  readonly world: TestWorld;
  readonly tenants: TwoTenants;
  readonly viewers: readonly Viewer[];
}

/** An id of the right form that is no row's. */
export const NOWHERE = "019ac0de-0000-7000-8000-000000000001";

export async function openWatchedTenants(): Promise<WatchedTenants> {
  const world = await openTestWorld();
  const tenants = await openTwoTenants(world);
  const enter = (userId: string) => world.services.db.inPlatform((tx) => startSession(world.services, tx, userId));
  const nobody = { home: null, brandRole: null, isCreator: false, staffRole: null };
  const viewers: Viewer[] = [{ ...nobody, name: "a stranger", token: null }];
  for (const home of [tenants.lumen, tenants.fell]) {
    for (const brandRole of ["owner", "manager", "analyst"] as const) {
      const token = await enter(home.members[brandRole].userId);
      viewers.push({ ...nobody, name: `the ${brandRole} of ${home.slug}`, token, home, brandRole });
    }
    const token = await enter(home.creator.userId);
    viewers.push({ ...nobody, name: `the creator ${home.cast.handle}`, token, home, isCreator: true });
  }
  for (const staffRole of ["preparer", "approver", "admin"] as const) {
    const token = await enter(tenants.staff[staffRole].userId);
    viewers.push({ ...nobody, name: `the ${staffRole}`, token, staffRole });
  }
  return { world, tenants, viewers };
}

/** Words that the viewer must never read, wherever they ask. */
export function forbiddenWords(
  { lumen, fell }: TwoTenants,
  { home, brandRole, isCreator, staffRole }: Viewer,
): string[] {
  const secrets = [lumen, fell].map(({ cast }) => cast.words.secret);
  if (staffRole) return secrets;
  const ofTenants = [lumen, fell].flatMap((tenant) => {
    const { open, house, pair, payee } = tenant.cast.words;
    if (isCreator) return tenant === home ? [house] : [house, pair, payee];
    return tenant === home && brandRole ? [payee] : [open, house, pair, payee];
  });
  return [...secrets, ...ofTenants];
}

/** Those of the words that the text holds, however they are written. */
export function wordsIn(text: string, words: readonly string[]): string[] {
  const lower = text.toLowerCase();
  return words.filter((word) => lower.includes(word.toLowerCase()));
}

export const answersOf = (route: ListedRoute): Kind[] => kinds.filter((kind) => route[kind]);

/** Asks as the viewer. What breaks names who broke it, and with what. */
export async function askAs(
  { services }: TestWorld,
  route: ListedRoute,
  kind: Kind,
  viewer: Viewer,
  {
    params,
    form = {},
  }: { readonly params: Record<string, string>; readonly form?: Record<string, string> | undefined },
): Promise<Answered> {
  const handler = route[kind];
  if (!handler) throw new Error(`${route.name} has no ${kind}.`);
  try {
    return await ask(services, handler, { params, sessionToken: viewer.token, ...(kind === "action" ? { form } : {}) });
  } catch (cause) {
    const asked = `${JSON.stringify(params)} and ${JSON.stringify(form)}`;
    throw new Error(`The ${kind} of ${route.name} broke for ${viewer.name} with ${asked}.`, { cause });
  }
}
