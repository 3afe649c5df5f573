import { describe, expect, test } from "vitest";
import { addMember, addPerson, addStaff, HOME, PASSWORD, signUpLumenTea } from "#tests/world/people.ts";
import { openTestWorld } from "#tests/world/test-world.ts";
import { acceptAsNew, acceptSignedIn, acceptWithPassword, openInvitationLink } from "./accept-invitation.server.ts";
import { changeMemberRole, removeMember, removeStaffRole } from "./change-members.server.ts";
import { INVITATION_DAYS } from "./invitation.ts";
import { inviteMember, inviteStaff, revokeInvitation } from "./invite.server.ts";
import { findMembership, findStaffRoles } from "./member-store.server.ts";

const visitor = { clientAddress: HOME, deviceToken: null };
const MILO = "milo@lumentea.example";

async function openLumenTea() {
  const world = await openTestWorld();
  const { services } = world;
  const { brandId, owner } = await signUpLumenTea(services);
  const brand = { id: brandId, name: "Lumen Tea" };
  const invite = (email: string, role: "owner" | "manager" | "analyst" = "manager") =>
    inviteMember(services, { brand, inviter: owner, email, role });
  /** The token of the newest mail, after the waiting jobs ran. */
  const mailedToken = async () => {
    world.clock.advanceMs(1);
    await world.drain();
    const [mail] = await services.mailer.outbox(1);
    return /invitations\/([0-9a-f]{64})/.exec(mail?.text ?? "")?.[1] ?? "";
  };
  const open = (token: string) => openInvitationLink(services, { token, clientAddress: HOME });
  const roleOf = async (userId: string) =>
    (await services.db.inPlatform((tx) => findMembership(tx, userId, "lumen-tea")))?.role ?? null;
  return { world, services, brandId, owner, invite, mailedToken, open, roleOf };
}

async function opened<Value>(
  outcome: Promise<{ ok: true; value: Value } | { ok: false; refusal: string }>,
): Promise<Value> {
  const result = await outcome;
  if (!result.ok) throw new Error(result.refusal);
  return result.value;
}

describe("an invitation to a brand", () => {
  test("reaches somebody new by mail, who makes an account and is a member", async () => {
    const { services, invite, mailedToken, open } = await openLumenTea();
    await invite(MILO);
    const invitation = await opened(open(await mailedToken()));
    expect(invitation).toMatchObject({ email: MILO, role: "manager", inviterName: "Olive Hart", hasAccount: false });
    const entered = await opened(acceptAsNew(services, invitation, { personName: "Milo Brandt", password: PASSWORD }));
    expect(entered.landing).toBe("/brands/lumen-tea");
  });

  test("opens once", async () => {
    const { services, invite, mailedToken, open } = await openLumenTea();
    await invite(MILO);
    const token = await mailedToken();
    const invitation = await opened(open(token));
    await opened(acceptAsNew(services, invitation, { personName: "Milo Brandt", password: PASSWORD }));
    expect(await open(token)).toEqual({ ok: false, refusal: "unknown-link" });
    expect(await acceptAsNew(services, invitation, { personName: "Milo Brandt", password: PASSWORD })).toMatchObject({
      ok: false,
    });
  });

  test("needs the password of an account that exists", async () => {
    const { services, invite, mailedToken, open, roleOf } = await openLumenTea();
    const milo = await addPerson(services, "Milo Brandt", MILO);
    await invite(MILO);
    const invitation = await opened(open(await mailedToken()));
    expect(await acceptWithPassword(services, invitation, "not his password", visitor)).toMatchObject({
      refusal: "wrong-email-or-password",
    });
    expect(await roleOf(milo.userId)).toBeNull();
    await opened(acceptWithPassword(services, invitation, PASSWORD, visitor));
    expect(await roleOf(milo.userId)).toBe("manager");
  });

  test("is not accepted by whoever else is signed in", async () => {
    const { services, invite, mailedToken, open, roleOf } = await openLumenTea();
    const zoe = await addPerson(services, "Zoe Ray", "zoe@northpeak.example");
    const milo = await addPerson(services, "Milo Brandt", MILO);
    await invite(MILO);
    const invitation = await opened(open(await mailedToken()));
    expect(await acceptSignedIn(services, invitation, zoe)).toEqual({ ok: false, refusal: "other-person" });
    await opened(acceptSignedIn(services, invitation, milo));
    expect([await roleOf(zoe.userId), await roleOf(milo.userId)]).toEqual([null, "manager"]);
  });

  test("runs out after seven days, and its link is dead once it is taken back", async () => {
    const { world, services, brandId, owner, invite, mailedToken, open } = await openLumenTea();
    await invite(MILO);
    const first = await mailedToken();
    world.clock.advanceDays(INVITATION_DAYS);
    expect(await open(first)).toEqual({ ok: false, refusal: "unknown-link" });
    const { invitationId } = await opened(invite(MILO));
    const second = await mailedToken();
    const change = { brandId, userId: owner.userId, invitationId };
    expect((await revokeInvitation(services, change)).ok).toBe(true);
    expect(await open(second)).toEqual({ ok: false, refusal: "unknown-link" });
    expect(await revokeInvitation(services, change)).toEqual({ ok: false, refusal: "unknown-invitation" });
  });

  test("is not taken back by another brand", async () => {
    const { services, owner, invite } = await openLumenTea();
    const { invitationId } = await opened(invite(MILO));
    const foreign = { brandId: services.newId(), userId: owner.userId, invitationId };
    expect(await revokeInvitation(services, foreign)).toEqual({ ok: false, refusal: "unknown-invitation" });
    expect(await revokeInvitation(services, { ...foreign, brandId: null })).toEqual({
      ok: false,
      refusal: "unknown-invitation",
    });
  });

  test("is refused for members and for who has one already, and then no mail is sent", async () => {
    const { world, services, brandId, invite } = await openLumenTea();
    const milo = await addPerson(services, "Milo Brandt", MILO);
    await addMember(services, brandId, milo, "analyst");
    expect(await invite(MILO)).toEqual({ ok: false, refusal: "already-member" });
    await opened(invite("anouk@lumentea.example"));
    expect(await invite("anouk@lumentea.example")).toEqual({ ok: false, refusal: "already-invited" });
    expect(world.queue.waiting).toHaveLength(1);
  });

  test("is known to the database and the job queue by hashes and seeds only", async () => {
    const { world, invite, mailedToken } = await openLumenTea();
    await invite(MILO);
    const waiting = JSON.stringify(world.queue.waiting.map(({ payload }) => payload));
    const token = await mailedToken();
    const rows = JSON.stringify(await world.database.ownerSql`select * from invitations`);
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    expect([waiting.includes(token), rows.includes(token)]).toEqual([false, false]);
  });
});

describe("a brand keeps an owner", () => {
  test("the last one is neither removed nor made less", async () => {
    const { services, brandId, owner } = await openLumenTea();
    const change = { brandId, userId: owner.userId, memberId: owner.userId };
    expect(await removeMember(services, change)).toEqual({ ok: false, refusal: "last-owner" });
    expect(await changeMemberRole(services, { ...change, role: "analyst" })).toEqual({
      ok: false,
      refusal: "last-owner",
    });
  });

  test("two owners who remove each other at once do not both succeed", async () => {
    const { services, brandId, owner, roleOf } = await openLumenTea();
    const milo = await addPerson(services, "Milo Brandt", MILO);
    await addMember(services, brandId, milo, "owner");
    await Promise.all([
      removeMember(services, { brandId, userId: owner.userId, memberId: milo.userId }),
      removeMember(services, { brandId, userId: milo.userId, memberId: owner.userId }),
    ]);
    const roles = [await roleOf(owner.userId), await roleOf(milo.userId)];
    expect(roles.filter((role) => role === "owner")).toHaveLength(1);
  });
});

describe("staff", () => {
  test("are invited to a role, and may have several", async () => {
    const { services, owner, mailedToken, open } = await openLumenTea();
    const priya = await addPerson(services, "Priya Nair", "priya@fairshare.example");
    for (const role of ["preparer", "approver"] as const) {
      await opened(inviteStaff(services, { inviter: owner, email: priya.email, role }));
      const accepted = await opened(acceptSignedIn(services, await opened(open(await mailedToken())), priya));
      expect(accepted.landing).toBe("/finance");
    }
    const roles = await services.db.inPlatform((tx) => findStaffRoles(tx, priya.userId));
    expect(roles.sort()).toEqual(["approver", "preparer"]);
  });

  test("the last admin stays admin", async () => {
    const { services } = await openLumenTea();
    const ada = await addPerson(services, "Ada Novak", "ada@fairshare.example");
    await addStaff(services, ada, "admin");
    const change = { userId: ada.userId, memberId: ada.userId, role: "admin" } as const;
    expect(await removeStaffRole(services, change)).toEqual({ ok: false, refusal: "last-admin" });
  });
});
