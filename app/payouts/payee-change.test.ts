import { beforeEach, describe, expect, it } from "vitest";
import { findUserByEmail } from "#app/access/user-store.server.ts";
import { addDays } from "#app/kit/clock.ts";
import { PASSWORD, signUpMara } from "#tests/world/people.ts";
import { openTestWorld, type TestWorld } from "#tests/world/test-world.ts";
import { changePayeeDetails } from "./payee-change.server.ts";
import { payeeChangeSchema } from "./payee-change.ts";
import { COOLING_OFF_DAYS } from "./payee-cooling-off.ts";
import { readPayee } from "./read-payee.server.ts";

let world: TestWorld;
let mara: { creatorId: string; userId: string };

beforeEach(async () => {
  world = await openTestWorld();
  const { creatorId } = await signUpMara(world.services);
  const person = await world.services.db.inPlatform((tx) => findUserByEmail(tx, "mara@marabakes.example"));
  mara = { creatorId, userId: person!.userId };
  await world.drain();
});

const german = "DE89370400440532013000";
const finnish = "FI2112345600000785";

function change(iban: string, { holderName = "Mara Lind", password = PASSWORD } = {}) {
  return changePayeeDetails(world.services, { ...mara, kind: "iban", holderName, iban, password });
}

describe("payee details", () => {
  it("may be used at once when they are the first, and after the cooling-off when they are changed", async () => {
    expect(await change(german)).toMatchObject({ ok: true, value: { isFirst: true, usableFrom: world.clock.now() } });
    expect((await readPayee(world.services, mara.creatorId)).current).toMatchObject({
      account: "IBAN ending in 3000",
      isUsable: true,
    });
    world.clock.advanceDays(40);
    const usableFrom = addDays(world.clock.now(), COOLING_OFF_DAYS);
    expect(await change(finnish)).toMatchObject({ ok: true, value: { isFirst: false, usableFrom } });
    expect(await readPayee(world.services, mara.creatorId)).toMatchObject({
      current: { account: "IBAN ending in 0785", isUsable: false, usableFrom },
      earlier: [{ account: "IBAN ending in 3000" }],
    });
    world.clock.advanceDays(COOLING_OFF_DAYS);
    expect((await readPayee(world.services, mara.creatorId)).current?.isUsable).toBe(true);
  });

  it("are changed only with the right password", async () => {
    await change(german);
    expect(await change(finnish, { password: "not mine" })).toMatchObject({ ok: false, refusal: "wrong-password" });
    expect((await readPayee(world.services, mara.creatorId)).current?.account).toBe("IBAN ending in 3000");
  });

  it("that are the same again change nothing: no version, no cooling-off, no mail", async () => {
    await change(german);
    await world.drain();
    const mailsBefore = (await world.services.mailer.outbox(50)).length;
    expect(await change(german)).toMatchObject({ refusal: "same-details" });
    await world.drain();
    expect(await world.services.mailer.outbox(50)).toHaveLength(mailsBefore);
  });

  it("tell the address on file of every change", async () => {
    await change(german);
    await world.drain();
    world.clock.advanceDays(1);
    await change(finnish);
    await world.drain();
    const [newest] = await world.services.mailer.outbox(1);
    expect(newest).toMatchObject({
      to: "mara@marabakes.example",
      subject: "The account your payouts go to was changed",
    });
    expect(newest?.text).toContain("0785");
    expect(newest?.text).not.toContain(finnish);
  });

  it("leave no IBAN and no holder in the clear: not in the table, not in the audit log", async () => {
    await change(german);
    await change(finnish, { holderName: "M. Lind-Berg" });
    const tables = [
      await world.database.ownerSql`select * from payee_details`,
      await world.database.ownerSql`select * from audit_events`,
    ];
    const text = JSON.stringify(tables, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
    expect(text).toContain("payee-details.changed");
    expect(text).not.toMatch(/DE8937|FI2112|Lind-Berg/);
  });

  it("changed twice at once become two versions, one after the other", async () => {
    await change(german);
    const outcomes = await Promise.all([change(finnish), change("AT611904300234573201")]);
    expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
    expect((await readPayee(world.services, mara.creatorId)).earlier).toHaveLength(2);
  });

  it("are checked before anything else, with a sentence per field", () => {
    const result = payeeChangeSchema.safeParse({
      kind: "iban",
      holderName: " ",
      iban: "DE88 3704 0044 0532 0130 00",
      password: "",
    });
    expect(result.error?.issues.map((issue) => issue.path[0])).toEqual(["iban", "holderName", "password"]);
    expect(result.error?.issues[0]?.message).toContain("check digits");
  });
});
