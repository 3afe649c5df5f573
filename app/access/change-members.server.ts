import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { recordAuditEvent } from "./audit-store.server.ts";
import { deleteMember, deleteStaffRole, lockAdmins, lockMembers, updateMemberRole } from "./member-store.server.ts";
import type { BrandRole, StaffRole } from "./roles.ts";

interface MemberChange {
  readonly brandId: string;
  /** Who changes it. */
  readonly userId: string;
  readonly memberId: string;
}

export type MemberRefusal = "unknown-member" | "last-owner";

/** Gives a member another role. It holds from their next request on. A brand never loses its last owner. */
export async function changeMemberRole(
  services: Services,
  { brandId, userId, memberId, role }: MemberChange & { role: BrandRole },
): Promise<Outcome<null, MemberRefusal>> {
  return services.db.inBrand(brandId, async (tx) => {
    const found = await findChangeable(tx, brandId, memberId, role !== "owner");
    if (!found.ok) return found;
    if (found.value === role) return done(null);
    await updateMemberRole(tx, brandId, memberId, role);
    await recordAuditEvent(services, tx, {
      brandId,
      actorUserId: userId,
      action: "member.role-changed",
      subjectId: memberId,
      detail: { before: found.value, after: role },
    });
    return done(null);
  });
}

/** Takes somebody out of the brand. Their next request is a stranger's there. */
export async function removeMember(
  services: Services,
  { brandId, userId, memberId }: MemberChange,
): Promise<Outcome<null, MemberRefusal>> {
  return services.db.inBrand(brandId, async (tx) => {
    const found = await findChangeable(tx, brandId, memberId, true);
    if (!found.ok) return found;
    await deleteMember(tx, brandId, memberId);
    await recordAuditEvent(services, tx, {
      brandId,
      actorUserId: userId,
      action: "member.removed",
      subjectId: memberId,
      detail: { role: found.value },
    });
    return done(null);
  });
}

/** Takes a role of the platform's staff away. The last administrator stays. */
export async function removeStaffRole(
  services: Services,
  { userId, memberId, role }: { userId: string; memberId: string; role: StaffRole },
): Promise<Outcome<null, "unknown-member" | "last-admin">> {
  return services.db.inPlatform(async (tx) => {
    const admins = await lockAdmins(tx);
    if (role === "admin" && admins.length === 1 && admins[0] === memberId) return refused("last-admin");
    if (!(await deleteStaffRole(tx, memberId, role))) return refused("unknown-member");
    await recordAuditEvent(services, tx, {
      brandId: null,
      actorUserId: userId,
      action: "staff-role.removed",
      subjectId: memberId,
      detail: { role },
    });
    return done(null);
  });
}

async function findChangeable(
  tx: Tx,
  brandId: string,
  memberId: string,
  isLosingOwner: boolean,
): Promise<Outcome<BrandRole, MemberRefusal>> {
  const members = await lockMembers(tx, brandId);
  const member = members.find((each) => each.userId === memberId);
  if (!member) return refused("unknown-member");
  const owners = members.filter((each) => each.role === "owner");
  if (isLosingOwner && member.role === "owner" && owners.length === 1) return refused("last-owner");
  return done(member.role);
}
