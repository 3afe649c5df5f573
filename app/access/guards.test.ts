import { describe, expect, test } from "vitest";
import { createApiKey, revokeApiKey } from "#app/brands/change-api-keys.server.ts";
import { addMember, addPerson, addStaff, HOME, PASSWORD, signUpLumenTea, signUpMara } from "#tests/world/people.ts";
import { answerOf, routeArgs } from "#tests/world/route-args.ts";
import { openTestWorld } from "#tests/world/test-world.ts";
import { changeMemberRole, removeMember, removeStaffRole } from "./change-members.server.ts";
import {
  requireApiKey,
  requireBrandMember,
  requireCreator,
  requireDemo,
  requireSignedIn,
  requireStaff,
} from "./guards.server.ts";
import { requestPasswordReset } from "./request-password-reset.server.ts";
import { resetPassword } from "./reset-password.server.ts";
import { addBrand } from "./sign-up.server.ts";
import { signIn } from "./sign-in.server.ts";
import { signOut } from "./sign-out.server.ts";
import { writeCookie } from "./cookies.server.ts";

async function openLumenTea() {
  const world = await openTestWorld();
  const { services } = world;
  const lumenTea = await signUpLumenTea(services);
  const milo = await addPerson(services, "Milo Brandt", "milo@lumentea.example");
  await addMember(services, lumenTea.brandId, milo, "manager");
  const entered = await signIn(
    services,
    { email: milo.email, password: PASSWORD },
    { clientAddress: HOME, deviceToken: null },
  );
  if (!entered.ok) throw new Error(entered.refusal);
  const milosToken = entered.value.sessionToken;
  const at = (sessionToken: string | null, brandSlug = "lumen-tea", method = "GET") =>
    routeArgs(services, `/brands/${brandSlug}/sales?page=2`, {
      method,
      params: { brandSlug },
      ...(sessionToken ? { sessionToken } : {}),
    });
  return { world, services, lumenTea, milo, milosToken, at };
}

describe("a stranger", () => {
  test("who opens a page is sent to sign in and comes back to it", async () => {
    const { at } = await openLumenTea();
    expect(await answerOf(requireBrandMember(at(null), "analyst"))).toMatchObject({
      status: 302,
      location: "/sign-in?to=%2Fbrands%2Flumen-tea%2Fsales%3Fpage%3D2",
    });
    expect((await answerOf(requireBrandMember(at("made-up"), "analyst"))).status).toBe(302);
  });

  test("who sends a form is told that nothing was done", async () => {
    const { at } = await openLumenTea();
    expect(await answerOf(requireBrandMember(at(null, "lumen-tea", "POST"), "analyst"))).toMatchObject({
      status: 401,
      body: "You are signed out, so nothing was done. Sign in and send it again.",
    });
  });
});

describe("a member of a brand", () => {
  test("is let in with the role they have and those below", async () => {
    const { at, milosToken, lumenTea } = await openLumenTea();
    const member = await requireBrandMember(at(milosToken), "analyst");
    expect(member).toMatchObject({
      brand: { id: lumenTea.brandId, name: "Lumen Tea", slug: "lumen-tea" },
      role: "manager",
    });
    expect((await requireBrandMember(at(milosToken), "manager")).userId).toBe(member.userId);
  });

  test("with too small a role is told which one is needed", async () => {
    const { at, milosToken } = await openLumenTea();
    expect(await answerOf(requireBrandMember(at(milosToken), "owner"))).toMatchObject({
      status: 403,
      body: "This needs the role owner; you are manager of Lumen Tea. An owner can change that.",
    });
  });

  test("does not learn whether another brand exists", async () => {
    const { services, at, milosToken } = await openLumenTea();
    const zoe = await addPerson(services, "Zoe Ray", "zoe@northpeak.example");
    await addBrand(services, zoe.userId, { companyName: "North Peak", website: "northpeak.example" });
    const other = await answerOf(requireBrandMember(at(milosToken, "north-peak"), "analyst"));
    expect(other.status).toBe(404);
    expect(other).toEqual(await answerOf(requireBrandMember(at(milosToken, "no-such-brand"), "analyst")));
  });

  test("is no creator and no staff", async () => {
    const { at, milosToken } = await openLumenTea();
    expect((await answerOf(requireCreator(at(milosToken)))).status).toBe(404);
    expect((await answerOf(requireStaff(at(milosToken), ["admin"]))).status).toBe(404);
  });
});

test("a creator is let in as a creator, and staff by any of the roles asked for", async () => {
  const { services } = await openTestWorld();
  const mara = await signUpMara(services);
  const args = routeArgs(services, "/creator", { sessionToken: mara.sessionToken });
  const { creator, person } = await requireCreator(args);
  expect(creator).toEqual({ id: mara.creatorId, name: "Mara who bakes", handle: "mara" });
  await addStaff(services, person, "preparer");
  expect((await requireStaff(args, ["preparer", "approver"])).roles).toEqual(["preparer"]);
  expect(await answerOf(requireStaff(args, ["approver"]))).toMatchObject({
    status: 403,
    body: "This needs the role approver; you are preparer. An admin can change that.",
  });
});

describe("access is gone with the next request", () => {
  test("after signing out [A35]", async () => {
    const { services, at, milosToken } = await openLumenTea();
    await requireBrandMember(at(milosToken), "analyst");
    await signOut(services, milosToken);
    expect((await answerOf(requireBrandMember(at(milosToken), "analyst"))).status).toBe(302);
    await signOut(services, milosToken);
  });

  test("after being removed from the brand [A35]", async () => {
    const { services, at, milosToken, milo, lumenTea } = await openLumenTea();
    await requireBrandMember(at(milosToken), "manager");
    const change = { brandId: lumenTea.brandId, userId: lumenTea.owner.userId, memberId: milo.userId };
    expect((await removeMember(services, change)).ok).toBe(true);
    expect((await answerOf(requireBrandMember(at(milosToken), "analyst"))).status).toBe(404);
  });

  test("after being given a smaller role [A35]", async () => {
    const { services, at, milosToken, milo, lumenTea } = await openLumenTea();
    const change = { brandId: lumenTea.brandId, userId: lumenTea.owner.userId, memberId: milo.userId };
    expect((await changeMemberRole(services, { ...change, role: "analyst" })).ok).toBe(true);
    expect((await answerOf(requireBrandMember(at(milosToken), "manager"))).status).toBe(403);
  });

  test("after a staff role was taken away [A35]", async () => {
    const { services, at, milosToken, milo, lumenTea } = await openLumenTea();
    await addStaff(services, milo, "approver");
    await requireStaff(at(milosToken), ["approver"]);
    await removeStaffRole(services, { userId: lumenTea.owner.userId, memberId: milo.userId, role: "approver" });
    expect((await answerOf(requireStaff(at(milosToken), ["approver"]))).status).toBe(404);
  });

  test("after a new password, on every device", async () => {
    const { world, services, at, milosToken, milo } = await openLumenTea();
    await requestPasswordReset(services, { email: milo.email, clientAddress: HOME });
    await world.drain();
    const [mail] = await services.mailer.outbox(1);
    const token = /reset-password\/([0-9a-f]{64})/.exec(mail?.text ?? "")?.[1] ?? "";
    const outcome = await resetPassword(services, { token, password: "seven purple teapots", clientAddress: HOME });
    expect((await answerOf(requireSignedIn(at(milosToken)))).status).toBe(302);
    if (!outcome.ok) throw new Error(outcome.refusal);
    expect((await requireSignedIn(at(outcome.value.sessionToken))).userId).toBe(milo.userId);
  });
});

describe("an API key", () => {
  const bearer = (key: string) => ({ method: "POST", headers: { authorization: `Bearer ${key}` } });

  test("speaks for its brand until it is revoked", async () => {
    const { services, lumenTea } = await openLumenTea();
    const by = { brandId: lumenTea.brandId, userId: lumenTea.owner.userId };
    const made = await createApiKey(services, { ...by, name: "Order export" });
    if (!made.ok) throw new Error(made.refusal);
    const args = routeArgs(services, "/api/v1/sales", bearer(made.value.key));
    expect(await requireApiKey(args)).toMatchObject({ brandId: lumenTea.brandId, keyId: made.value.apiKeyId });
    await revokeApiKey(services, { ...by, apiKeyId: made.value.apiKeyId });
    const refused = await answerOf(requireApiKey(args));
    expect([refused.status, JSON.parse(refused.body)]).toEqual([
      401,
      { error: "This API key is unknown or was revoked. Create one in the brand's settings." },
    ]);
  });

  test("is stored as a hash, and its last use to the minute", async () => {
    const { world, services, lumenTea } = await openLumenTea();
    const made = await createApiKey(services, {
      brandId: lumenTea.brandId,
      userId: lumenTea.owner.userId,
      name: "Order export",
    });
    if (!made.ok) throw new Error(made.refusal);
    const lastUse = async () => {
      await requireApiKey(routeArgs(services, "/api/v1/sales", bearer(made.value.key)));
      const [row] = await world.database.ownerSql`select * from api_keys`;
      expect(JSON.stringify(row)).not.toContain(made.value.key);
      return (row?.["last_used_at"] as Date).toISOString();
    };
    expect(await lastUse()).toBe("2026-06-01T09:00:00.000Z");
    world.clock.advanceMs(59_000);
    expect(await lastUse()).toBe("2026-06-01T09:00:00.000Z");
    world.clock.advanceMs(1_000);
    expect(await lastUse()).toBe("2026-06-01T09:01:00.000Z");
  });

  test.each([
    [{}],
    [{ authorization: "Basic fs_x" }],
    [{ authorization: "Bearer sk_x" }],
    [{ authorization: "Bearer fs_unknown" }],
  ])("is asked for when the request has %j, even beside a session", async (headers) => {
    const { services, milosToken } = await openLumenTea();
    const args = routeArgs(services, "/api/v1/sales", { method: "POST", sessionToken: milosToken, headers });
    expect((await answerOf(requireApiKey(args))).status).toBe(401);
  });
});

test("outbox and clock exist only in the demo", async () => {
  const { services } = await openTestWorld();
  expect(() => requireDemo(routeArgs(services, "/dev/outbox"))).toThrow();
  expect(requireDemo(routeArgs({ ...services, isDemo: true }, "/dev/outbox")).isDemo).toBe(true);
});

test("cookies are out of reach of scripts and other sites, and with https tied to the host", async () => {
  const { services } = await openTestWorld();
  expect(writeCookie(services, "session", "t")).toBe("session=t; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax");
  const secure = { ...services, origin: "https://fairshare.example" };
  expect(writeCookie(secure, "session", "t")).toBe(
    "__Host-session=t; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax; Secure",
  );
  expect(writeCookie(services, "session", "")).toContain("Max-Age=0");
});
