import { brandRoles, type BrandRole } from "./roles.ts";

/** True when the role may do everything the least role needed may. The list of roles goes from the most to the least. */
export function reachesRole(role: BrandRole, least: BrandRole): boolean {
  return brandRoles.indexOf(role) <= brandRoles.indexOf(least);
}
