import { redirect } from "@remix-run/node";
import { findApiKeyByHash, markApiKeyUsed } from "#app/brands/api-key-store.server.ts";
import { MS_PER_MINUTE } from "#app/kit/clock.ts";
import { sha256 } from "#app/platform/keys.server.ts";
import type { RouteArgs } from "#app/platform/request-context.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { readCookie } from "./cookies.server.ts";
import { findCreatorOf, findMembership, findStaffRoles, type Membership } from "./member-store.server.ts";
import { reachesRole } from "./role-rank.ts";
import type { BrandRole, StaffRole } from "./roles.ts";
import { readSession, type SessionRead } from "./sessions.server.ts";

/**
 * The first line of every loader and action. Each reads session and memberships afresh, so that a role taken away or a session
 * ended is felt by the very next request. They throw Responses; the page for each status is in root.tsx.
 */

/** For addresses that anybody may open. */
export function servicesOf(args: RouteArgs): Services {
  return args.context.services;
}

/** For what only the demo has. Elsewhere the address does not exist. */
export function requireDemo(args: RouteArgs): Services {
  if (!args.context.services.isDemo) throw notFound();
  return args.context.services;
}

export interface SignedIn {
  readonly services: Services;
  readonly userId: string;
  readonly person: SessionRead;
}

/** Whoever is signed in; null for a stranger. Reads only: it refuses nobody. */
export async function findSignedIn(args: RouteArgs): Promise<SessionRead | null> {
  const { services } = args.context;
  const token = readCookie(services, args.request, "session");
  if (!token) return null;
  return services.db.inPlatform((tx) => readSession(services, tx, token));
}

/** Anybody with a session. */
export async function requireSignedIn(args: RouteArgs): Promise<SignedIn> {
  return signedIn(args, () => Promise.resolve({}));
}

export interface BrandMember extends SignedIn {
  readonly brand: Membership["brand"];
  readonly role: BrandRole;
}

/** A member of the brand in the address (`:brandSlug`) with at least this role. */
export async function requireBrandMember(args: RouteArgs, least: BrandRole): Promise<BrandMember> {
  const member = await signedIn(args, async (tx, userId) => ({
    membership: await findMembership(tx, userId, args.params["brandSlug"] ?? ""),
  }));
  const { membership, ...person } = member;
  if (!membership) throw notFound();
  if (!reachesRole(membership.role, least)) {
    throw refusal(
      403,
      `This needs the role ${least}; you are ${membership.role} of ${membership.brand.name}. An owner can change that.`,
    );
  }
  return { ...person, ...membership };
}

export interface SignedInCreator extends SignedIn {
  readonly creator: { readonly id: string; readonly name: string; readonly handle: string };
}

export async function requireCreator(args: RouteArgs): Promise<SignedInCreator> {
  const { creator, ...person } = await signedIn(args, async (tx, userId) => ({
    creator: await findCreatorOf(tx, userId),
  }));
  if (!creator) throw notFound();
  return { ...person, creator };
}

export interface SignedInStaff extends SignedIn {
  readonly roles: readonly StaffRole[];
}

/** Somebody of the platform with at least one of these roles. To everybody else the address does not exist. */
export async function requireStaff(args: RouteArgs, anyOf: readonly StaffRole[]): Promise<SignedInStaff> {
  const staff = await signedIn(args, async (tx, userId) => ({ roles: await findStaffRoles(tx, userId) }));
  if (staff.roles.length === 0) throw notFound();
  if (!anyOf.some((role) => staff.roles.includes(role))) {
    throw refusal(
      403,
      `This needs the role ${anyOf.join(" or ")}; you are ${staff.roles.join(" and ")}. An admin can change that.`,
    );
  }
  return staff;
}

const MARK_USED_EVERY_MS = MS_PER_MINUTE;

/** A machine with `Authorization: Bearer fs_…`. A cookie counts for nothing here. */
export async function requireApiKey(args: RouteArgs): Promise<{ services: Services; brandId: string; keyId: string }> {
  const { services } = args.context;
  const key = /^Bearer (fs_\S+)$/i.exec(args.request.headers.get("authorization") ?? "")?.[1];
  if (!key) throw unknownKey("Send the API key as the header Authorization: Bearer fs_….");
  const found = await services.db.inPlatform(async (tx) => {
    const row = await findApiKeyByHash(tx, sha256(key));
    const now = services.clock.now();
    if (row && now.getTime() - (row.lastUsedAt?.getTime() ?? 0) >= MARK_USED_EVERY_MS) {
      await markApiKeyUsed(tx, row.brandId, row.id, now);
    }
    return row;
  });
  if (!found) throw unknownKey("This API key is unknown or was revoked. Create one in the brand's settings.");
  return { services, brandId: found.brandId, keyId: found.id };
}

async function signedIn<Facts extends object>(
  args: RouteArgs,
  readFacts: (tx: Tx, userId: string) => Promise<Facts>,
): Promise<SignedIn & Facts> {
  const { services } = args.context;
  const token = readCookie(services, args.request, "session");
  const found = token
    ? await services.db.inPlatform(async (tx) => {
        const person = await readSession(services, tx, token);
        return person && { person, facts: await readFacts(tx, person.userId) };
      })
    : null;
  if (!found) throw strangerAnswer(args.request);
  return { services, userId: found.person.userId, person: found.person, ...found.facts };
}

/** A page asks to sign in and comes back; a form that was sent is refused, because what it said would be lost. */
function strangerAnswer(request: Request): Response {
  if (request.method !== "GET" && request.method !== "HEAD") {
    return refusal(401, "You are signed out, so nothing was done. Sign in and send it again.");
  }
  const { pathname, search } = new URL(request.url);
  return redirect(`/sign-in?to=${encodeURIComponent(pathname + search)}`);
}

function notFound(): Response {
  return refusal(404, "There is nothing at this address, or it is not yours to see.");
}

function refusal(status: number, sentence: string): Response {
  return new Response(sentence, { status, headers: { "Content-Type": "text/plain; charset=utf-8" } });
}

function unknownKey(sentence: string): Response {
  return Response.json(
    { error: sentence },
    { status: 401, headers: { "WWW-Authenticate": 'Bearer realm="fairshare"' } },
  );
}
