import type { Belongings } from "#app/clicks/own-people.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { findCreatorOf, findStaffRoles, listMemberships } from "./member-store.server.ts";

/** One part of the product that a person may work in: a brand, their creator pages, finance, administration. */
export interface Side {
  readonly label: string;
  readonly to: string;
}

/** Every side of a person, brands first. */
export async function listSides(tx: Tx, userId: string): Promise<Side[]> {
  const memberships = await listMemberships(tx, userId);
  const creator = await findCreatorOf(tx, userId);
  const roles = await findStaffRoles(tx, userId);
  return [
    ...memberships.map(({ brand }) => ({ label: brand.name, to: `/brands/${brand.slug}` })),
    ...(creator ? [{ label: "Creator", to: "/creator" }] : []),
    ...(roles.includes("preparer") || roles.includes("approver") ? [{ label: "Finance", to: "/finance" }] : []),
    ...(roles.includes("admin") ? [{ label: "Administration", to: "/admin" }] : []),
  ];
}

/** The sides a person can switch to from the one they are on. */
export async function otherSides(services: Services, userId: string, current: string): Promise<Side[]> {
  const sides = await services.db.inPlatform((tx) => listSides(tx, userId));
  return sides.filter((side) => side.to !== current);
}

/** What a person belongs to: their own clicks on links of these are no shopper's. */
export async function belongingsOf(tx: Tx, userId: string): Promise<Belongings> {
  const memberships = await listMemberships(tx, userId);
  const creator = await findCreatorOf(tx, userId);
  return { creatorId: creator?.id ?? null, brandIds: memberships.map(({ brand }) => brand.id) };
}

/** Where a person lands after sign-in: their only side, or a page to choose one. */
export async function landingPath(tx: Tx, userId: string): Promise<string> {
  const sides = await listSides(tx, userId);
  return sides.length === 1 && sides[0] ? sides[0].to : "/choose";
}
