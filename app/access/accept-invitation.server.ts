import type { Belongings } from "#app/clicks/own-people.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { recordAuditEvent } from "./audit-store.server.ts";
import { createAccount, prepareAccount } from "./create-account.server.ts";
import { consumeInvitation, findOpenInvitation, type FoundInvitation } from "./invitation-store.server.ts";
import { linkId } from "./link-token.server.ts";
import { insertMember, insertStaffRole } from "./member-store.server.ts";
import type { BrandRole, StaffRole } from "./roles.ts";
import { belongingsOf } from "./sides.server.ts";
import { enter, signIn, type Entered, type SignInRefusal, type Visitor } from "./sign-in.server.ts";
import { addressGroup, giveTryBack, limits, spendTry } from "./throttle.server.ts";
import { findUserByEmail } from "./user-store.server.ts";

export interface OpenedInvitation extends FoundInvitation {
  /** Somebody has an account with the invited e-mail. Told only to who holds the link of that mailbox. */
  readonly hasAccount: boolean;
}

/** What a link invites to. Unknown links are counted against the address that tried them. */
export async function openInvitationLink(
  services: Services,
  { token, clientAddress }: { token: string; clientAddress: string },
): Promise<Outcome<OpenedInvitation, "unknown-link" | "too-many-tries">> {
  const who = addressGroup(clientAddress);
  const spent = await spendTry(services, limits.codesPerAddress, who);
  if (!spent.ok) return refused("too-many-tries", String(spent.waitSeconds));
  const invitation = await services.db.inPlatform(async (tx) => {
    const found = await findOpenInvitation(tx, linkId(token), services.clock.now());
    return found && { ...found, hasAccount: (await findUserByEmail(tx, found.email)) !== null };
  });
  if (!invitation) return refused("unknown-link");
  await giveTryBack(services, limits.codesPerAddress, who);
  return done(invitation);
}

/** What somebody who accepted is sent away with: where to, and what they belong to from now on. */
export interface Joined {
  readonly landing: string;
  readonly belongings: Belongings;
}

/** Accepts as the person who is signed in; they must have the invited e-mail. */
export async function acceptSignedIn(
  services: Services,
  invitation: FoundInvitation,
  person: { userId: string; email: string },
): Promise<Outcome<Joined, "unknown-link" | "other-person">> {
  if (person.email !== invitation.email) return refused("other-person");
  return services.db.inPlatform((tx) => join(services, tx, invitation, person.userId));
}

/** Accepts with the password of the account that has the invited e-mail, and signs in. */
export async function acceptWithPassword(
  services: Services,
  invitation: FoundInvitation,
  password: string,
  visitor: Visitor,
): Promise<Outcome<Entered, "unknown-link" | SignInRefusal>> {
  const entered = await signIn(services, { email: invitation.email, password }, visitor);
  if (!entered.ok) return entered;
  return services.db.inPlatform(async (tx) => {
    const user = await findUserByEmail(tx, invitation.email);
    if (!user) return refused("unknown-link");
    const joined = await join(services, tx, invitation, user.userId);
    return joined.ok ? done({ ...entered.value, ...joined.value }) : joined;
  });
}

/** Accepts by making an account with the invited e-mail, which the link has proved, and signs in. */
export async function acceptAsNew(
  services: Services,
  invitation: FoundInvitation,
  { personName, password }: { personName: string; password: string },
): Promise<Outcome<Entered, "unknown-link" | "email-taken" | "poor-password">> {
  const prepared = await prepareAccount(services, { personName, email: invitation.email, password });
  if (!prepared.ok) return prepared;
  const { person } = prepared.value;
  return services.db.inPlatform(async (tx) => {
    // Before the account, so that a link that was used meanwhile leaves nothing behind.
    if (!(await findOpenInvitation(tx, invitation.id, services.clock.now()))) return refused("unknown-link");
    if (!(await createAccount(services, tx, prepared.value))) return refused("email-taken");
    const joined = await join(services, tx, invitation, person.userId);
    return joined.ok ? done({ ...(await enter(services, tx, person)), ...joined.value }) : joined;
  });
}

async function join(
  services: Services,
  tx: Tx,
  invitation: FoundInvitation,
  userId: string,
): Promise<Outcome<Joined, "unknown-link">> {
  const now = services.clock.now();
  const { brand, role } = invitation;
  if (!(await consumeInvitation(tx, invitation.id, now))) return refused("unknown-link");
  if (brand) await insertMember(tx, { brandId: brand.id, userId, role: role as BrandRole, createdAt: now });
  else await insertStaffRole(tx, { userId, role: role as StaffRole, createdAt: now });
  await recordAuditEvent(services, tx, {
    brandId: brand?.id ?? null,
    actorUserId: userId,
    action: "invitation.accepted",
    subjectId: invitation.id,
    detail: { role },
  });
  const belongings = await belongingsOf(tx, userId);
  return done({ belongings, landing: brand ? `/brands/${brand.slug}` : role === "admin" ? "/admin" : "/finance" });
}
