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
  it("may be used at once when they are the first, and after the cooling-off when they are changed [A35]", async () => {
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

  it("are changed only with the right password [A35]", async () => {
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

  it("tell the address on file of every change [A35]", async () => {
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

describe("payee details of every kind", () => {
  const usAccount = {
    kind: "us-account",
    routingNumber: "021000021",
    accountNumber: "123456789",
    accountType: "checking",
  } as const;
  const paypal = { kind: "paypal", email: "mara@marabakes.example" } as const;
  const kinds = [
    ["a US account", usAccount, "US account ending in 6789", "USD", "123456789"],
    ["a PayPal account", paypal, "PayPal account m…@marabakes.example", null, "mara@marabakes.example"],
  ] as const;
  const changeTo = (account: typeof usAccount | typeof paypal, password = PASSWORD) =>
    changePayeeDetails(world.services, { ...mara, ...account, holderName: "Mara Lind", password });

  it.each(kinds)(
    "%s needs the password, waits out the cooling-off, tells the address on file and is sealed [A35]",
    async (_name, account, words, currency, secret) => {
      await change(german);
      await world.drain();
      world.clock.advanceDays(1);
      expect(await changeTo(account, "not mine")).toMatchObject({ refusal: "wrong-password" });
      const usableFrom = addDays(world.clock.now(), COOLING_OFF_DAYS);
      expect(await changeTo(account)).toMatchObject({ ok: true, value: { isFirst: false, usableFrom } });
      expect(await changeTo(account)).toMatchObject({ refusal: "same-details" });
      const { current } = await readPayee(world.services, mara.creatorId);
      expect(current).toMatchObject({ account: words, currency, isUsable: false, usableFrom });
      await world.drain();
      const [mail] = await world.services.mailer.outbox(1);
      expect(mail).toMatchObject({
        to: "mara@marabakes.example",
        subject: "The account your payouts go to was changed",
      });
      expect(mail?.text).toContain(words);
      const rows = await world.database.ownerSql`select * from payee_details`;
      const audit = await world.database.ownerSql`select detail from audit_events`;
      const stored = JSON.stringify([rows, audit], (_, value: unknown) =>
        typeof value === "bigint" ? String(value) : value,
      );
      expect(stored).not.toContain(secret);
    },
  );

  it("another currency for the same account is a change like any other", async () => {
    await change(german);
    const dollars = {
      ...mara,
      kind: "iban",
      iban: german,
      currency: "USD",
      holderName: "Mara Lind",
      password: PASSWORD,
    } as const;
    expect(await changePayeeDetails(world.services, dollars)).toMatchObject({ ok: true, value: { isFirst: false } });
    expect((await readPayee(world.services, mara.creatorId)).current?.currency).toBe("USD");
  });

  it.each([
    [{ ...usAccount, routingNumber: "021000022" }, "routingNumber", "check digit"],
    [{ ...usAccount, accountNumber: "12" }, "accountNumber", "4 to 17 digits"],
    [{ ...usAccount, accountType: "shares" }, "accountType", "checking or savings"],
    [{ ...paypal, email: "mara" }, "email", "no e-mail address"],
    [{ ...paypal, email: "+mara@marabakes.example" }, "email", "begin with a letter or a digit"],
    [{ kind: "iban", iban: german, currency: "XYZ" }, "currency", "Choose a currency"],
    [{ kind: "stripe", accountId: "acct_1" }, "kind", "Choose where your money goes"],
  ])("%j is refused under its field with a sentence", (typed, field, sentence) => {
    const result = payeeChangeSchema.safeParse({ holderName: "Mara Lind", password: "a password", ...typed });
    expect(result.error?.issues.map(({ path, message }) => [path[0], message])).toEqual([
      [field, expect.stringContaining(sentence) as string],
    ]);
  });
});
