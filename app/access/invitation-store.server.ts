import { and, asc, eq, gt, isNull, type SQL } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { invitations, users } from "#db/schema/access.ts";
import { brands } from "#db/schema/brands.ts";
import type { OpenInvitation } from "./invitation.ts";
import type { BrandRole, StaffRole } from "./roles.ts";

function ofTeam(brandId: string | null): SQL {
  return brandId === null ? isNull(invitations.brandId) : eq(invitations.brandId, brandId);
}

function isOpen(now: Date): SQL | undefined {
  return and(isNull(invitations.acceptedAt), isNull(invitations.revokedAt), gt(invitations.expiresAt, now));
}

export async function insertInvitation(
  tx: Tx,
  invitation: {
    id: string;
    brandId: string | null;
    email: string;
    role: BrandRole | StaffRole;
    invitedBy: string;
    createdAt: Date;
    expiresAt: Date;
  },
): Promise<void> {
  await tx.insert(invitations).values(invitation);
}

/** The open invitations of a brand, or of the platform's staff (null), oldest first. */
export async function listOpenInvitations(tx: Tx, brandId: string | null, now: Date): Promise<OpenInvitation[]> {
  return tx
    .select({
      id: invitations.id,
      email: invitations.email,
      role: invitations.role,
      createdAt: invitations.createdAt,
      expiresAt: invitations.expiresAt,
    })
    .from(invitations)
    .where(and(ofTeam(brandId), isOpen(now)))
    .orderBy(asc(invitations.createdAt), asc(invitations.id));
}

export interface FoundInvitation extends OpenInvitation {
  readonly brand: { readonly id: string; readonly name: string; readonly slug: string } | null;
  readonly inviterName: string;
}

export async function findOpenInvitation(tx: Tx, id: string, now: Date): Promise<FoundInvitation | null> {
  const [row] = await tx
    .select({
      id: invitations.id,
      email: invitations.email,
      role: invitations.role,
      createdAt: invitations.createdAt,
      expiresAt: invitations.expiresAt,
      brand: { id: brands.id, name: brands.name, slug: brands.slug },
      inviterName: users.name,
    })
    .from(invitations)
    .innerJoin(users, eq(users.id, invitations.invitedBy))
    .leftJoin(brands, eq(brands.id, invitations.brandId))
    .where(and(eq(invitations.id, id), isOpen(now)));
  return row ?? null;
}

/** Uses the invitation up. False when it was accepted or revoked meanwhile. */
export async function consumeInvitation(tx: Tx, id: string, now: Date): Promise<boolean> {
  const used = await tx
    .update(invitations)
    .set({ acceptedAt: now })
    .where(and(eq(invitations.id, id), isOpen(now)))
    .returning({ id: invitations.id });
  return used.length === 1;
}

/** Returns the e-mail it was for; null when there was nothing to revoke. */
export async function revokeInvitationRow(
  tx: Tx,
  brandId: string | null,
  id: string,
  now: Date,
): Promise<string | null> {
  const [row] = await tx
    .update(invitations)
    .set({ revokedAt: now })
    .where(and(eq(invitations.id, id), ofTeam(brandId), isOpen(now)))
    .returning({ email: invitations.email });
  return row?.email ?? null;
}
