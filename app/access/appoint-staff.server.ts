import type { Services } from "#app/platform/services.server.ts";
import { recordAuditEvent } from "./audit-store.server.ts";
import { linkPath } from "./link-token.server.ts";
import { insertStaffRole } from "./member-store.server.ts";
import { offerReset } from "./request-password-reset.server.ts";
import type { StaffRole } from "./roles.ts";
import { findUserByEmail, insertUser } from "./user-store.server.ts";

/**
 * Makes somebody staff from the command line, with a new account when there is none, and offers a link to choose a password.
 * Returns the link's path.
 */
export async function appointStaff(
  services: Services,
  { email, personName, roles }: { email: string; personName: string; roles: readonly StaffRole[] },
): Promise<{ link: string; isNew: boolean }> {
  const seed = services.newId();
  const isNew = await services.db.inPlatform(async (tx) => {
    const createdAt = services.clock.now();
    const found = await findUserByEmail(tx, email);
    const person = found ?? { userId: services.newId(), email, name: personName };
    if (!found) await insertUser(tx, person, createdAt);
    for (const role of roles) {
      await insertStaffRole(tx, { userId: person.userId, role, createdAt });
      await recordAuditEvent(services, tx, {
        brandId: null,
        actorUserId: null,
        action: "staff-role.given",
        subjectId: person.userId,
        detail: { role },
      });
    }
    await offerReset(services, tx, person, seed);
    return found === null;
  });
  return { link: linkPath(services, "password-reset", seed), isNew };
}
