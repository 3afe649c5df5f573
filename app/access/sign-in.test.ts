import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { HOME, PASSWORD, signUpLumenTea } from "#tests/world/people.ts";
import { openTestWorld, type TestWorld } from "#tests/world/test-world.ts";
import { requestPasswordReset } from "./request-password-reset.server.ts";
import { openResetLink, resetPassword } from "./reset-password.server.ts";
import { signIn } from "./sign-in.server.ts";
import { limits } from "./throttle.server.ts";
import { waitSentence } from "./wait-sentence.ts";

const OLIVE = "olive@lumentea.example";
const right = { email: OLIVE, password: PASSWORD };
const wrong = { email: OLIVE, password: "not her password" };

/** A stranger's device at this address. */
const from = (clientAddress: string) => ({ clientAddress, deviceToken: null });

const manyAddresses = (count: number) =>
  Array.from({ length: count }, (_, index) => `198.51.${Math.floor(index / 250)}.${(index % 250) + 1}`);

/** Runs the tries twenty at a time, as an attacker would. */
async function atOnce<Item, Result>(
  items: readonly Item[],
  attempt: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += 20) {
    results.push(...(await Promise.all(items.slice(start, start + 20).map(attempt))));
  }
  return results;
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

let world: TestWorld;

beforeEach(async () => {
  world = await openTestWorld();
  // The throttle counts in the machine's time; here it stands still until a test moves it.
  vi.useFakeTimers({ toFake: ["Date"], now: world.clock.now() });
});

afterEach(() => {
  vi.useRealTimers();
});

function waitSeconds(seconds: number): void {
  world.clock.advanceMs(seconds * 1000);
  vi.setSystemTime(world.clock.now());
}

describe("signing in", () => {
  test("the right password leads to the person's only side", async () => {
    await signUpLumenTea(world.services);
    const outcome = await signIn(world.services, right, from(HOME));
    expect(outcome).toMatchObject({ ok: true, value: { landing: "/brands/lumen-tea" } });
  });

  test("an unknown e-mail and a wrong password get the same refusal", async () => {
    await signUpLumenTea(world.services);
    const unknown = await signIn(world.services, { email: "nobody@nowhere.example", password: PASSWORD }, from(HOME));
    expect(unknown).toEqual(await signIn(world.services, wrong, from(HOME)));
    expect(unknown).toEqual({ ok: false, refusal: "wrong-email-or-password" });
  });

  test("an unknown e-mail costs as much work as a wrong password", async () => {
    await signUpLumenTea(world.services);
    await signIn(world.services, wrong, from(HOME));
    const cpuOf = async (email: string, count: number) => {
      const before = process.cpuUsage();
      await signIn(world.services, { email, password: "not her password" }, from(`192.0.2.${count}`));
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    // The least of several tries: what else the machine does only adds to one.
    const [unknowns, knowns]: [number[], number[]] = [[], []];
    for (let count = 0; count < 5; count += 1) {
      unknowns.push(await cpuOf("nobody@nowhere.example", count));
      knowns.push(await cpuOf(OLIVE, count));
    }
    const [unknown, known] = [Math.min(...unknowns), Math.min(...knowns)];
    // Without the decoy the ratio is about one to five.
    expect(unknown / known).toBeGreaterThan(0.5);
    expect(unknown / known).toBeLessThan(2);
  });

  test("whoever gets it right in between is never slowed", async () => {
    await signUpLumenTea(world.services);
    for (let count = 0; count < limits.signInPerAccount.tries * 2; count += 1) {
      expect((await signIn(world.services, right, from(HOME))).ok).toBe(true);
    }
  });
});

describe("guessing", () => {
  test("a thousand tries on one account from many addresses are slowed to ten, and the owner's own device is not", async () => {
    const { deviceToken } = await signUpLumenTea(world.services);
    const outcomes = await atOnce(manyAddresses(1000), (address) => signIn(world.services, wrong, from(address)));
    const looked = outcomes.filter((outcome) => !outcome.ok && outcome.refusal === "wrong-email-or-password");
    const slowed = outcomes.filter((outcome) => !outcome.ok && outcome.refusal === "too-many-tries");
    expect([looked.length, slowed.length]).toEqual([
      limits.signInPerAccount.tries,
      1000 - limits.signInPerAccount.tries,
    ]);

    expect((await signIn(world.services, right, { clientAddress: HOME, deviceToken })).ok, "on her own device").toBe(
      true,
    );
    const elsewhere = await signIn(world.services, right, from("203.0.113.99"));
    expect(elsewhere).toEqual({ ok: false, refusal: "too-many-tries", detail: "600" });
    waitSeconds(limits.signInPerAccount.windowSeconds);
    expect((await signIn(world.services, right, from("203.0.113.99"))).ok, "on a new device, ten minutes later").toBe(
      true,
    );
  });

  test("the owner on a new device gets in by a reset mail while the attack goes on", async () => {
    await signUpLumenTea(world.services);
    for (const address of manyAddresses(50)) await signIn(world.services, wrong, from(address));
    await requestPasswordReset(world.services, { email: OLIVE, clientAddress: "203.0.113.99" });
    await world.drain();
    const [mail] = await world.services.mailer.outbox(1);
    const token = /reset-password\/([0-9a-f]{64})/.exec(mail?.text ?? "")?.[1] ?? "";
    const outcome = await resetPassword(world.services, {
      token,
      password: "seven purple teapots",
      clientAddress: "203.0.113.99",
    });
    expect(outcome).toMatchObject({ ok: true, value: { landing: "/brands/lumen-tea" } });
  });

  test("one address trying a thousand accounts is slowed, and another address is not", async () => {
    await signUpLumenTea(world.services);
    const refusals = await atOnce(numbers(1000), async (count) => {
      const guess = { email: `person${count}@shop.example`, password: "Summer sun 1" };
      const outcome = await signIn(world.services, guess, from("198.51.100.66"));
      return outcome.ok ? "in" : outcome.refusal;
    });
    expect(refusals.filter((refusal) => refusal === "wrong-email-or-password")).toHaveLength(
      limits.signInPerAddress.tries,
    );
    expect(refusals.at(-1)).toBe("too-many-tries");
    expect((await signIn(world.services, right, from(HOME))).ok).toBe(true);
  });

  test("a whole IPv6 network of one household counts as one address", async () => {
    for (let count = 0; count < limits.signInPerAddress.tries; count += 1) {
      await signIn(
        world.services,
        { email: `person${count}@shop.example`, password: "x" },
        from(`2001:db8:1:2::${count + 1}`),
      );
    }
    const next = await signIn(
      world.services,
      { email: "person@shop.example", password: "x" },
      from("2001:db8:1:2:ffff::1"),
    );
    expect(next).toMatchObject({ refusal: "too-many-tries" });
    const neighbour = await signIn(
      world.services,
      { email: "person@shop.example", password: "x" },
      from("2001:db8:1:3::1"),
    );
    expect(neighbour).toMatchObject({ refusal: "wrong-email-or-password" });
  });

  test("ten thousand guessed codes are slowed to twenty per address and window", async () => {
    const outcomes = await atOnce(numbers(10_000), (count) =>
      openResetLink(world.services, { token: `${count}`.padStart(64, "0"), clientAddress: "198.51.100.66" }),
    );
    const looked = outcomes.filter((outcome) => !outcome.ok && outcome.refusal === "unknown-link");
    expect(looked).toHaveLength(limits.codesPerAddress.tries);
  }, 120_000);

  test("a device token of one person does not open a counter of its own for another account", async () => {
    const { deviceToken } = await signUpLumenTea(world.services);
    for (const address of manyAddresses(limits.signInPerAccount.tries)) {
      await signIn(
        world.services,
        { ...wrong, email: "milo@lumentea.example" },
        { clientAddress: address, deviceToken },
      );
    }
    const next = await signIn(
      world.services,
      { ...wrong, email: "milo@lumentea.example" },
      { clientAddress: HOME, deviceToken },
    );
    expect(next).toMatchObject({ refusal: "too-many-tries" });
  });

  test("the table of counters names neither people nor addresses", async () => {
    await signIn(world.services, wrong, from("198.51.100.66"));
    const rows = await world.database.ownerSql`select key from throttle_counters`;
    expect(rows.length).toBe(2);
    for (const row of rows) expect(row["key"]).toMatch(/^sign-in-(account|address):[0-9a-f]{64}$/);
  });
});

test("the wait is told in words", () => {
  expect(waitSentence(1)).toMatch(/wait 1 second,/);
  expect(waitSentence(45)).toMatch(/wait 45 seconds,/);
  expect(waitSentence(61)).toMatch(/wait 2 minutes,/);
});
