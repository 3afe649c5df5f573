import { describe, expect, test } from "vitest";
import { addDomain, removeDomain } from "#app/brands/change-domains.server.ts";
import { listDomains } from "#app/brands/brand-store.server.ts";
import { HOME, PASSWORD, signUpLumenTea, signUpMara } from "#tests/world/people.ts";
import { openTestWorld } from "#tests/world/test-world.ts";
import { appointStaff } from "./appoint-staff.server.ts";
import { listAuditEvents } from "./audit-list-store.server.ts";
import { listBrands, listCreators } from "./overview-store.server.ts";
import { RESET_MINUTES, requestPasswordReset } from "./request-password-reset.server.ts";
import { openResetLink, resetPassword } from "./reset-password.server.ts";
import { signUpBrand, signUpCreator } from "./sign-up.server.ts";
import { sweepExpiredJob } from "./sweep-expired.job.server.ts";
import { limits } from "./throttle.server.ts";

const account = { personName: "Zoe Ray", email: "zoe@northpeak.example", password: PASSWORD };

describe("signing up", () => {
  test("a company gets a brand with its site, and its person owns it", async () => {
    const { services } = await openTestWorld();
    const { brandId, landing } = await signUpLumenTea(services);
    expect(landing).toBe("/brands/lumen-tea");
    const domains = await services.db.inBrand(brandId, (tx) => listDomains(tx, brandId));
    expect(domains.map(({ host }) => host)).toEqual(["lumentea.example"]);
    const { rows } = await services.db.inPlatform((tx) => listBrands(tx, { page: 1, pageSize: 25 }));
    expect(rows).toMatchObject([{ name: "Lumen Tea", memberCount: 1, storeCount: 0, campaignCount: 0 }]);
  });

  test("a second company of the same name gets an address of its own", async () => {
    const { services } = await openTestWorld();
    await signUpLumenTea(services);
    const company = { companyName: "Lumen Tea", website: "other.example" };
    const outcome = await signUpBrand(services, { account, company, clientAddress: HOME });
    expect(outcome).toMatchObject({ ok: true, value: { landing: "/brands/lumen-tea-2" } });
  });

  test("a creator whose handle is taken is told so, and no half account is left", async () => {
    const { world, services } = await openTestWorld().then((opened) => ({ world: opened, services: opened.services }));
    await signUpMara(services);
    const creator = { creatorName: "Another Mara", handle: "mara", country: "FR", niches: ["books" as const] };
    expect(await signUpCreator(services, { account, creator, clientAddress: HOME })).toEqual({
      ok: false,
      refusal: "handle-taken",
    });
    expect(await world.database.ownerSql`select from users where email = ${account.email}`).toHaveLength(0);
    const { total } = await services.db.inPlatform((tx) => listCreators(tx, { page: 1, pageSize: 25 }));
    expect(total).toBe(1);
  });

  test("an e-mail has one account, and an account no password made of its own name", async () => {
    const { services } = await openTestWorld();
    await signUpLumenTea(services);
    const company = { companyName: "North Peak", website: "northpeak.example" };
    const again = { ...account, email: "olive@lumentea.example" };
    expect(await signUpBrand(services, { account: again, company, clientAddress: HOME })).toEqual({
      ok: false,
      refusal: "email-taken",
    });
    const named = { ...account, password: "north-peak-2026" };
    expect(await signUpBrand(services, { account: named, company, clientAddress: HOME })).toMatchObject({
      refusal: "poor-password",
    });
  });
});

describe("a reset link", () => {
  async function withLink() {
    const world = await openTestWorld();
    await signUpLumenTea(world.services);
    const ask = () => requestPasswordReset(world.services, { email: "olive@lumentea.example", clientAddress: HOME });
    await ask();
    await world.drain();
    const [mail] = await world.services.mailer.outbox(1);
    const token = /reset-password\/([0-9a-f]{64})/.exec(mail?.text ?? "")?.[1] ?? "";
    return { world, services: world.services, token, ask };
  }

  test("works once, for one hour", async () => {
    const { world, services, token } = await withLink();
    world.clock.advanceMs((RESET_MINUTES - 1) * 60_000);
    const reset = () => resetPassword(services, { token, password: "seven purple teapots", clientAddress: HOME });
    expect((await reset()).ok).toBe(true);
    expect(await reset()).toEqual({ ok: false, refusal: "unknown-link" });
  });

  test("is dead after an hour", async () => {
    const { world, services, token } = await withLink();
    world.clock.advanceMs(RESET_MINUTES * 60_000);
    expect(await openResetLink(services, { token, clientAddress: HOME })).toEqual({
      ok: false,
      refusal: "unknown-link",
    });
    world.clock.advanceDays(2);
    await sweepExpiredJob.run(services, {});
    expect(await world.database.ownerSql`select from password_resets`).toHaveLength(0);
  });

  test("is asked for with the same answer whoever has the e-mail, and fills no mailbox", async () => {
    const { world, services, ask } = await withLink();
    const unknown = await requestPasswordReset(services, { email: "nobody@nowhere.example", clientAddress: HOME });
    expect(await ask()).toEqual(unknown);
    await ask();
    expect(await ask()).toMatchObject({ ok: false, refusal: "too-many-tries" });
    await world.drain();
    expect(await services.mailer.outbox(10)).toHaveLength(limits.resetMailsPerAccount.tries);
  });

  test("is how the first admin gets in", async () => {
    const { services } = await openTestWorld();
    const appointed = await appointStaff(services, {
      email: "ada@fairshare.example",
      personName: "Ada Novak",
      roles: ["admin"],
    });
    const token = appointed.link.replace("/reset-password/", "");
    const outcome = await resetPassword(services, { token, password: "seven purple teapots", clientAddress: HOME });
    expect(outcome).toMatchObject({ ok: true, value: { landing: "/admin" } });
    const { rows } = await services.db.inPlatform((tx) =>
      listAuditEvents(tx, { action: "staff-role.given", page: 1, pageSize: 25 }),
    );
    expect(rows).toMatchObject([{ actorName: null, detail: { role: "admin" } }]);
  });
});

test("a brand adds sites, and keeps the last one", async () => {
  const { services } = await openTestWorld();
  const { brandId, owner } = await signUpLumenTea(services);
  const by = { brandId, userId: owner.userId };
  expect((await addDomain(services, { ...by, host: "shop.lumen.example" })).ok).toBe(true);
  expect(await addDomain(services, { ...by, host: "shop.lumen.example" })).toEqual({
    ok: false,
    refusal: "already-added",
  });
  expect((await removeDomain(services, { ...by, host: "lumentea.example" })).ok).toBe(true);
  expect(await removeDomain(services, { ...by, host: "shop.lumen.example" })).toEqual({
    ok: false,
    refusal: "last-domain",
  });
  expect(await removeDomain(services, { ...by, host: "never.example" })).toEqual({
    ok: false,
    refusal: "unknown-domain",
  });
});
