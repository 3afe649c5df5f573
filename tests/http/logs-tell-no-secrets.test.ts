import { beforeEach, describe, expect, test } from "vitest";
import { createLogger } from "#app/platform/logger.server.ts";
import { processInboxEvent } from "#app/stores/process-inbox-event.server.ts";
import { users } from "#db/schema/access.ts";
import { connectShop, deliver, shopifyOrder } from "#tests/http/shop-deliveries.ts";
import { openTeaShop } from "#tests/world/lumen-tea.ts";
import { TENANTS_PASSWORD } from "#tests/world/tenant-cast.ts";
import { openTestWorld, type TestWorld } from "#tests/world/test-world.ts";
import { openTwoTenants } from "#tests/world/two-tenants.ts";

const TIMEOUT_MS = 120_000;
const BUYER = "secret.buyer@example.com";

let world: TestWorld;
let lines: string[];

/** A world whose log is kept at its most talkative. */
beforeEach(async () => {
  world = await openTestWorld();
  lines = [];
  Object.assign(world.services, { log: createLogger("trace", { write: (line) => void lines.push(line) }) });
});

/** What must never stand in a log, whatever happens. */
function leaks(secrets: readonly string[]): string[] {
  const text = lines.join("");
  const shapes = [/[\w.+-]+@[\w-]+\.\w+/g, /\b[A-Z]{2}\d{2}[A-Z0-9]{11,30}\b/g, /\bfs_[A-Za-z0-9_-]{10,}/g];
  return [...secrets.filter((secret) => text.includes(secret)), ...shapes.flatMap((shape) => text.match(shape) ?? [])];
}

describe("the log of a run holds no secret, token, IBAN or e-mail [A36]", () => {
  test(
    "when two brands, their people and creators go through sign-up, sales, approval, batch and payout",
    async () => {
      const tenants = await openTwoTenants(world);
      world.services.log.info({ story: "told" }, "the whole story");
      const keys = Object.values(tenants).flatMap((tenant: unknown) =>
        typeof tenant === "object" && tenant !== null && "apiKey" in tenant ? [String(tenant.apiKey)] : [],
      );
      expect(keys.length).toBeGreaterThan(0);
      expect(lines.length).toBeGreaterThan(0);
      const mails = await world.services.mailer.outbox(1_000);
      const tokens = mails.flatMap(({ text }) => text.match(/[0-9a-f]{64}/g) ?? []);
      expect(tokens.length).toBeGreaterThan(0);
      expect(leaks([TENANTS_PASSWORD, ...keys, ...tokens])).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test("when an order of a shop cannot be processed, although the failing statement names its buyer", async () => {
    const { services, database } = world;
    const tea = await openTeaShop(services);
    const storeId = await connectShop(services, { brandId: tea.brandId, userId: tea.fayUserId, kind: "shopify" });
    const body = shopifyOrder({ id: 1001, name: "#1001", email: BUYER });
    await deliver(services, { kind: "shopify", storeId, body, deliveryId: "one" });
    await database.superuserSql`alter table sales add constraint nobody_sells check (false) not valid`;
    const [event] = await database.ownerSql<{ id: string }[]>`select id from inbox_events`;
    await processInboxEvent(services, tea.brandId, event?.id ?? "").catch((error: unknown) => {
      services.log.error({ err: error }, "unexpected");
    });
    expect(lines.length).toBeGreaterThan(0);
    expect(leaks([BUYER])).toEqual([]);
  });

  test("when a statement fails that was given an e-mail: the constraint is told, the values are not", async () => {
    const { services } = world;
    const insert = () =>
      services.db.inPlatform((tx) =>
        tx.insert(users).values({ id: services.newId(), email: BUYER, name: "B", createdAt: services.clock.now() }),
      );
    await insert();
    await insert().catch((error: unknown) => services.log.error({ err: error }, "unexpected"));
    expect(lines.join("")).toContain("users_email_unique");
    expect(lines.join("")).toContain("params: (removed)");
    expect(leaks([BUYER])).toEqual([]);
  });

  test("when a page fails whose address ends in a token", () => {
    world.services.log.error({ path: "/reset-password/abcdef123456" }, "unexpected");
    world.services.log.error({ path: "/invitations/abcdef123456" }, "unexpected");
    expect(lines).toHaveLength(2);
    expect(leaks(["abcdef123456"])).toEqual([]);
  });

  test("when somebody logs a password, a token or an account by its name", () => {
    const secret = { password: "otters", token: "t0ken-t0ken", iban: "DE89370400440532013000", email: BUYER };
    world.services.log.info({ ...secret, person: secret }, "never to be written like this");
    expect(leaks(["otters", "t0ken-t0ken"])).toEqual([]);
  });
});
