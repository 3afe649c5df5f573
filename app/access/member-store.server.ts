import { and, asc, count, eq } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { brandMembers, staffMembers, users } from "#db/schema/access.ts";
import { brands } from "#db/schema/brands.ts";
import { creators } from "#db/schema/creators.ts";
import type { BrandRole, StaffRole } from "./roles.ts";

export interface Membership {
  readonly brand: { readonly id: string; readonly name: string; readonly slug: string };
  readonly role: BrandRole;
}

export interface Member {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: BrandRole;
  readonly createdAt: Date;
}

const membershipColumns = { id: brands.id, name: brands.name, slug: brands.slug, role: brandMembers.role };

/** What a person is in the brand of this slug; null when there is no such brand or they are not a member. */
export async function findMembership(tx: Tx, userId: string, brandSlug: string): Promise<Membership | null> {
  const [row] = await tx
    .select(membershipColumns)
    .from(brandMembers)
    .innerJoin(brands, eq(brands.id, brandMembers.brandId))
    .where(and(eq(brandMembers.userId, userId), eq(brands.slug, brandSlug)));
  return row ? { brand: { id: row.id, name: row.name, slug: row.slug }, role: row.role } : null;
}

/** Every brand a person belongs to, by name. */
export async function listMemberships(tx: Tx, userId: string): Promise<Membership[]> {
  const rows = await tx
    .select(membershipColumns)
    .from(brandMembers)
    .innerJoin(brands, eq(brands.id, brandMembers.brandId))
    .where(eq(brandMembers.userId, userId))
    .orderBy(asc(brands.name), asc(brands.id));
  return rows.map((row) => ({ brand: { id: row.id, name: row.name, slug: row.slug }, role: row.role }));
}

export async function findStaffRoles(tx: Tx, userId: string): Promise<StaffRole[]> {
  const rows = await tx.select({ role: staffMembers.role }).from(staffMembers).where(eq(staffMembers.userId, userId));
  return rows.map((row) => row.role);
}

export async function findCreatorOf(
  tx: Tx,
  userId: string,
): Promise<{ id: string; name: string; handle: string } | null> {
  const [row] = await tx
    .select({ id: creators.id, name: creators.name, handle: creators.handle })
    .from(creators)
    .where(eq(creators.userId, userId));
  return row ?? null;
}

/** The people of a brand, the longest members first. */
export async function listMembers(tx: Tx, brandId: string): Promise<Member[]> {
  return tx
    .select({
      userId: users.id,
      name: users.name,
      email: users.email,
      role: brandMembers.role,
      createdAt: brandMembers.createdAt,
    })
    .from(brandMembers)
    .innerJoin(users, eq(users.id, brandMembers.userId))
    .where(eq(brandMembers.brandId, brandId))
    .orderBy(asc(brandMembers.createdAt), asc(users.id));
}

/**
 * Locks the brand's memberships and returns them, so that two changes at once cannot both find another owner.
 */
export async function lockMembers(tx: Tx, brandId: string): Promise<{ userId: string; role: BrandRole }[]> {
  return tx
    .select({ userId: brandMembers.userId, role: brandMembers.role })
    .from(brandMembers)
    .where(eq(brandMembers.brandId, brandId))
    .orderBy(asc(brandMembers.userId))
    .for("update");
}

/** Somebody who is a member already keeps their role. */
export async function insertMember(
  tx: Tx,
  member: { brandId: string; userId: string; role: BrandRole; createdAt: Date },
): Promise<void> {
  await tx.insert(brandMembers).values(member).onConflictDoNothing();
}

export async function updateMemberRole(tx: Tx, brandId: string, userId: string, role: BrandRole): Promise<void> {
  await tx
    .update(brandMembers)
    .set({ role })
    .where(and(eq(brandMembers.brandId, brandId), eq(brandMembers.userId, userId)));
}

export async function deleteMember(tx: Tx, brandId: string, userId: string): Promise<void> {
  await tx.delete(brandMembers).where(and(eq(brandMembers.brandId, brandId), eq(brandMembers.userId, userId)));
}

export interface StaffMember {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: StaffRole;
  readonly createdAt: Date;
}

/** One row per person and role, by name. */
export async function listStaff(tx: Tx): Promise<StaffMember[]> {
  return tx
    .select({
      userId: users.id,
      name: users.name,
      email: users.email,
      role: staffMembers.role,
      createdAt: staffMembers.createdAt,
    })
    .from(staffMembers)
    .innerJoin(users, eq(users.id, staffMembers.userId))
    .orderBy(asc(users.name), asc(users.id), asc(staffMembers.role));
}

/** Locks all administrators, so that two removals at once cannot leave none. Returns their user ids. */
export async function lockAdmins(tx: Tx): Promise<string[]> {
  const rows = await tx
    .select({ userId: staffMembers.userId })
    .from(staffMembers)
    .where(eq(staffMembers.role, "admin"))
    .orderBy(asc(staffMembers.userId))
    .for("update");
  return rows.map((row) => row.userId);
}

export async function insertStaffRole(
  tx: Tx,
  member: { userId: string; role: StaffRole; createdAt: Date },
): Promise<void> {
  await tx.insert(staffMembers).values(member).onConflictDoNothing();
}

/** Returns whether the person had the role. */
export async function deleteStaffRole(tx: Tx, userId: string, role: StaffRole): Promise<boolean> {
  const gone = await tx
    .delete(staffMembers)
    .where(and(eq(staffMembers.userId, userId), eq(staffMembers.role, role)))
    .returning({ role: staffMembers.role });
  return gone.length > 0;
}

/** How many people sign in as what. */
export async function countPeople(tx: Tx): Promise<{ users: number; staff: number }> {
  const [people] = await tx.select({ count: count() }).from(users);
  const staff = await tx.selectDistinct({ userId: staffMembers.userId }).from(staffMembers);
  return { users: people?.count ?? 0, staff: staff.length };
}
