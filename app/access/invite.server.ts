import { addDays } from "#app/kit/clock.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { enqueueMail } from "#app/notices/enqueue-mail.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { recordAuditEvent } from "./audit-store.server.ts";
import { INVITATION_DAYS, MAX_OPEN_INVITATIONS } from "./invitation.ts";
import { insertInvitation, listOpenInvitations, revokeInvitationRow } from "./invitation-store.server.ts";
import { linkId, linkToken } from "./link-token.server.ts";
import { findStaffRoles, lockMembers } from "./member-store.server.ts";
import type { Person } from "./person.ts";
import type { BrandRole, StaffRole } from "./roles.ts";
import { findUserByEmail } from "./user-store.server.ts";

export type InviteRefusal = "already-member" | "already-invited" | "too-many-invitations";

/** Invites somebody to a brand and mails them the link. */
export async function inviteMember(
  services: Services,
  {
    brand,
    inviter,
    email,
    role,
  }: { brand: { id: string; name: string }; inviter: Person; email: string; role: BrandRole },
): Promise<Outcome<{ invitationId: string }, InviteRefusal>> {
  return services.db.inBrand(brand.id, async (tx) => {
    const members = await lockMembers(tx, brand.id);
    const user = await findUserByEmail(tx, email);
    if (user && members.some((member) => member.userId === user.userId)) return refused("already-member");
    return sendInvitation(services, tx, { brandId: brand.id, teamName: brand.name, inviter, email, role });
  });
}

/** Invites somebody to the platform's staff. */
export async function inviteStaff(
  services: Services,
  { inviter, email, role }: { inviter: Person; email: string; role: StaffRole },
): Promise<Outcome<{ invitationId: string }, InviteRefusal>> {
  return services.db.inPlatform(async (tx) => {
    const user = await findUserByEmail(tx, email);
    if (user && (await findStaffRoles(tx, user.userId)).includes(role)) return refused("already-member");
    return sendInvitation(services, tx, { brandId: null, teamName: "the Fairshare team", inviter, email, role });
  });
}

/** Takes an open invitation back; its link stops working. `brandId` null is the platform's staff. */
export async function revokeInvitation(
  services: Services,
  { brandId, userId, invitationId }: { brandId: string | null; userId: string; invitationId: string },
): Promise<Outcome<null, "unknown-invitation">> {
  const work = async (tx: Tx): Promise<Outcome<null, "unknown-invitation">> => {
    const email = await revokeInvitationRow(tx, brandId, invitationId, services.clock.now());
    if (email === null) return refused("unknown-invitation");
    await recordAuditEvent(services, tx, {
      brandId,
      actorUserId: userId,
      action: "invitation.revoked",
      subjectId: invitationId,
      detail: { invited: email },
    });
    return done(null);
  };
  return brandId === null ? services.db.inPlatform(work) : services.db.inBrand(brandId, work);
}

interface NewInvitation {
  readonly brandId: string | null;
  readonly teamName: string;
  readonly inviter: Person;
  readonly email: string;
  readonly role: BrandRole | StaffRole;
}

async function sendInvitation(
  services: Services,
  tx: Tx,
  { brandId, teamName, inviter, email, role }: NewInvitation,
): Promise<Outcome<{ invitationId: string }, InviteRefusal>> {
  const now = services.clock.now();
  const open = await listOpenInvitations(tx, brandId, now);
  if (open.length >= MAX_OPEN_INVITATIONS) return refused("too-many-invitations");
  // Staff may be invited to several roles, one by one; a brand gives one role to a person.
  if (open.some((each) => each.email === email && (brandId !== null || each.role === role)))
    return refused("already-invited");
  const seed = services.newId();
  const id = linkId(linkToken(services, "invitation", seed));
  const expiresAt = addDays(now, INVITATION_DAYS);
  await insertInvitation(tx, { id, brandId, email, role, invitedBy: inviter.userId, createdAt: now, expiresAt });
  await enqueueMail(services, tx, "invitation", email, {
    inviterName: inviter.name,
    teamName,
    role,
    expiresAt: expiresAt.toISOString(),
    seed,
  });
  await recordAuditEvent(services, tx, {
    brandId,
    actorUserId: inviter.userId,
    action: "invitation.sent",
    subjectId: id,
    detail: { invited: email, role },
  });
  return done({ invitationId: id });
}
