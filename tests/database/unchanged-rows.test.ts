import { beforeEach, describe, expect, test } from "vitest";
import { runChecks } from "#db/run-checks.server.ts";
import { approveCommission } from "#app/commissions/decide-commission.server.ts";
import { addDays } from "#app/kit/clock.ts";
import { recordOrder } from "#app/sales/record-order.server.ts";
import { recordRefund } from "#app/sales/record-refund.server.ts";
import { commissionsOf } from "#tests/world/books.ts";
import { addClick, openTeaShop } from "#tests/world/lumen-tea.ts";
import { orderOf, refundOf } from "#tests/world/tea-orders.ts";
import { openTestWorld, WORLD_START, type TestWorld } from "#tests/world/test-world.ts";

let world: TestWorld;

/** Two orders with Mara's code, one without any, a click, a refund, and an approval by Fay after the hold. */
beforeEach(async () => {
  world = await openTestWorld();
  const { services, clock } = world;
  const shop = await openTeaShop(services);
  const { brandId, storeId } = shop;
  await addClick(services, brandId, shop.mara, { at: addDays(WORLD_START, -3), visitor: "v", placement: "réel „Tee“" });
  const clicked = await addClick(services, brandId, shop.mara, { at: addDays(WORLD_START, -1), visitor: "v" });
  await services.db.inBrand(brandId, async (tx) => {
    const order = orderOf(WORLD_START, { codes: ["MARA10", "TEA5"], clickIds: [clicked] });
    await recordOrder(services, tx, brandId, storeId, order);
    await recordOrder(services, tx, brandId, storeId, { ...order, externalId: "1002", externalName: "#1002" });
    await recordOrder(services, tx, brandId, storeId, orderOf(WORLD_START, { externalId: "1003" }));
    await recordRefund(services, tx, brandId, storeId, refundOf(addDays(WORLD_START, 2), 1000n));
  });
  clock.advanceDays(40);
  const [commission] = await commissionsOf(services, brandId);
  const approval = { brandId, commissionId: commission!.id, userId: shop.fayUserId };
  expect(await approveCommission(services, approval)).toMatchObject({ ok: true });
});

/** Runs a statement as an attacker with full rights, who turns triggers and foreign keys off. */
async function tamper(statement: string): Promise<void> {
  await world.database.superuserSql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    const { count } = await tx.unsafe(statement);
    expect(count, statement).toBeGreaterThan(0);
  });
}

/** What the checks find, by check. */
async function findings(): Promise<Record<string, string[]>> {
  const results = await runChecks(world.database.ownerUrl);
  return Object.fromEntries(results.filter(({ findings: n }) => n > 0).map(({ name, firstRows }) => [name, firstRows]));
}

async function idOf(query: string): Promise<string> {
  const [row] = await world.database.ownerSql.unsafe<{ id: string }[]>(query);
  return row!.id;
}

const EARNED = "select id from ledger_transactions where event_code = 'commission.earned' order by id limit 1";
const ofEarned = `where transaction_id = (${EARNED})`;

test("nobody touched the books: nothing is found", async () => {
  expect(await findings()).toEqual({});
});

describe("a ledger transaction that was changed is named", () => {
  const ownRow = [
    "update ledger_transactions set sentence = overlay(sentence placing 'x' from 3)",
    "update ledger_transactions set event_code = 'commission.approved'",
    "update ledger_transactions set occurred_at = occurred_at + interval '1 millisecond'",
    "update ledger_transactions set recorded_at = 'infinity'",
    "update ledger_transactions set sale_id = null",
    "update ledger_transactions set commission_id = (select id from commissions order by id desc limit 1)",
    "update ledger_transactions set payout_id = id",
    "update ledger_transactions set idempotency_key = idempotency_key || '0'",
    "update ledger_transactions set input_hash = overlay(input_hash placing 'x' from 1)",
    "update ledger_transactions set row_hash = overlay(row_hash placing 'x' from 1)",
  ];
  test.each(ownRow)("%s", async (statement) => {
    const id = await idOf(EARNED);
    await tamper(`${statement} where id = '${id}'`);
    const lines = (await findings())["ledger-transactions-unchanged"];
    expect(lines).toEqual([expect.stringContaining(`transaction_id=${id}`)]);
    expect(lines?.[0]).toMatch(/brand_id=\S+ .* idempotency_key=commission:\S+ differs=a column of the row itself/);
  });

  const entries = [
    `update ledger_entries set amount_minor = amount_minor * 2 ${ofEarned}`,
    `update ledger_entries set account = overlay(account placing 'x' from 12) ${ofEarned} and position = 0`,
    `update ledger_entries set currency = 'USD' ${ofEarned}`,
    `update ledger_entries set sale_line_id = null ${ofEarned}`,
    `update ledger_entries set position = position + 100 ${ofEarned} and position > 0`,
    `delete from ledger_entries ${ofEarned} and position > 1`,
    `insert into ledger_entries select brand_id, transaction_id, position + 100, account, currency, amount_minor, sale_line_id from ledger_entries ${ofEarned}`,
  ];
  test.each(entries)("%s", async (statement) => {
    const id = await idOf(EARNED);
    await tamper(statement);
    expect((await findings())["ledger-transactions-unchanged"]).toEqual([
      expect.stringMatching(new RegExp(`transaction_id=${id} .*differs=its entries`)),
    ]);
  });

  test("entries whose transaction is gone are named too", async () => {
    const id = await idOf(EARNED);
    await tamper(`delete from ledger_transactions where id = '${id}'`);
    expect((await findings())["ledger-transactions-unchanged"]).toEqual([
      expect.stringMatching(new RegExp(`transaction_id=${id} .*differs=entries without their transaction`)),
    ]);
  });
});

test("a ledger transaction deleted whole shows on the commission it was booked for", async () => {
  const id = await idOf(EARNED);
  const commissionId = await idOf(`select commission_id as id from ledger_transactions where id = '${id}'`);
  await tamper(`delete from ledger_entries where transaction_id = '${id}'`);
  await tamper(`delete from ledger_transactions where id = '${id}'`);
  expect(await findings()).toEqual({
    "commissions-match-postings": [expect.stringContaining(`commission_id=${commissionId}`)],
    "commission-positions-match-ledger": [expect.stringContaining(":held")],
    "commission-positions-follow-from-postings": [expect.stringContaining(`commission_id=${commissionId}`)],
  });
});

describe("whatever column of a row a superuser changes, verify names the row", () => {
  /** The least change of a value, by its type. */
  const leastChange: Readonly<Record<string, (column: string) => string>> = {
    text: (column) => `overlay(coalesce(${column}, '') placing case left(${column}, 1) when 'x' then 'y' else 'x' end from 1 for 1)`,
    uuid: (column) => `coalesce(overlay(${column}::text placing case right(${column}::text, 1) when '0' then '1' else '0' end from 36)::uuid, '00000000-0000-7000-8000-000000000001')`,
    integer: (column) => `${column} + 100`,
    bigint: (column) => `${column} + 1`,
    "timestamp with time zone": (column) => `${column} + interval '1 millisecond'`,
    jsonb: (column) => `${column} || '{"and": "more"}'`,
  }; // prettier-ignore

  /** Sets one column of one row, past triggers and foreign keys. Returns where the row is now. */
  const setColumn = (table: string, column: string, value: string, ctid: string) =>
    world.database.superuserSql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      const changed = await tx.unsafe<{ at: string }[]>(
        `update ${table} set ${column} = ${value} where ctid = '${ctid}' returning ctid::text as at`,
      );
      return changed[0]!.at;
    });

  test.each([
    ["ledger_transactions", "id", `id = (${EARNED})`],
    ["ledger_entries", "transaction_id", `transaction_id = (${EARNED}) and position = 0`],
    ["audit_events", "id", "action = 'commission.approved'"],
  ])(
    "%s [A12]",
    async (table, idColumn, where) => {
      const { superuserSql } = world.database;
      const columns = await superuserSql<{ name: string; type: string }[]>`
        select column_name as name, data_type as type from information_schema.columns
        where table_schema = 'public' and table_name = ${table} order by ordinal_position`;
      const [row] = await superuserSql.unsafe<{ id: string; at: string; kept: string }[]>(
        `select ${idColumn} as id, ctid::text as at, to_jsonb(t)::text as kept from ${table} t where ${where}`,
      );
      let { at } = row!;
      // A changed id differs in its last digit.
      for (const { name, type } of columns) {
        const change = leastChange[type];
        if (!change) throw new Error(`${table}.${name} is of the type ${type}, for which there is no least change.`);
        at = await setColumn(table, name, change(name), at);
        const named = Object.values(await findings()).flat();
        expect(
          named.some((line) => line.includes(row!.id.slice(0, -1))),
          `${table}.${name}: ${named.join("; ")}`,
        ).toBe(true);
        const was = `(jsonb_populate_record(null::${table}, '${row!.kept.replaceAll("'", "''")}'::jsonb)).${name}`;
        at = await setColumn(table, name, was, at);
      }
      expect(await findings()).toEqual({});
    },
    180_000,
  );
});

describe("a decision on a sale that was changed is named", () => {
  const CREDITED = "select attribution_id as id from credits order by attribution_id limit 1";
  test.each([
    [
      "a column of the row itself",
      `update attributions set candidates = jsonb_set(candidates, '{0,sentence}', '"Not this one."') where id = (${CREDITED})`,
    ],
    ["a column of the row itself", `update attributions set sentence = sentence || '.' where id = (${CREDITED})`],
    ["its credits", `update credits set share_bps = 9999 where attribution_id = (${CREDITED})`],
    ["its credits", `update credits set placement = 'x' where attribution_id = (${CREDITED})`],
    ["its credits", `delete from credits where attribution_id = (${CREDITED})`],
  ])("%s: %s", async (differs, statement) => {
    const id = await idOf(CREDITED);
    await tamper(statement);
    expect((await findings())["attributions-unchanged"]).toEqual([
      expect.stringMatching(new RegExp(`attribution_id=${id} .*differs=${differs}`)),
    ]);
  });

  test("credits whose decision is gone are named too", async () => {
    const id = await idOf(CREDITED);
    await tamper(`delete from attributions where id = '${id}'`);
    expect((await findings())["attributions-unchanged"]).toEqual([
      expect.stringMatching(new RegExp(`attribution_id=${id} .*differs=credits without their decision`)),
    ]);
  });
});

describe("what people did is named when it was changed", () => {
  test.each([
    `update audit_events set detail = jsonb_set(detail, '{note}', '"x"')`,
    "update audit_events set actor_user_id = null",
    "update audit_events set occurred_at = occurred_at - interval '1 day'",
    "update audit_events set subject_id = subject_id || '0'",
  ])("%s", async (statement) => {
    const id = await idOf("select id from audit_events where action = 'commission.approved'");
    await tamper(`${statement} where id = '${id}'`);
    expect(await findings()).toEqual({ "audit-events-unchanged": [expect.stringContaining(`audit_event_id=${id}`)] });
  });

  test.each(["update commission_decisions set note = 'x'", "update commission_decisions set decided_by = id"])(
    "%s",
    async (statement) => {
      const id = await idOf("select id from commission_decisions");
      await tamper(statement);
      expect(await findings()).toEqual({
        "commission-decisions-unchanged": [expect.stringContaining(`commission_decision_id=${id}`)],
      });
    },
  );
});

describe("a commission is computed again from its facts, and named when it is not what they give", () => {
  const CREDITED = "select id from commissions order by id limit 1";
  const ofSale = `where sale_id = (select sale_id from commissions where id = (${CREDITED}))`;
  test.each([
    // Every other check is satisfied by a forger who moves all figures together; the facts still say otherwise.
    ["a rate", "update campaign_terms set new_customer_rate_bps = 900, returning_customer_rate_bps = 900"],
    ["the net of a line", `update sale_lines set net_minor = net_minor - 100, gross_minor = gross_minor - 100 ${ofSale}`],
    ["a refund", "update refunds set amount_minor = 2000"],
    ["a product that is excluded", "update attribution_policies set excluded_products = '{sencha}'"],
    ["a cancelled order", "update sales set cancelled_at = placed_at"],
    ["a line of the commission", `delete from commission_lines where commission_id = (${CREDITED})`],
    ["what a line was granted", `update commission_lines set earned_minor = earned_minor - 1 where commission_id = (${CREDITED})`],
    ["a creator's credit", "delete from credits"],
  ])("%s", async (_, statement) => {
    await tamper(statement);
    const lines = (await findings())["commissions-follow-from-their-facts"];
    expect(lines?.[0]).toMatch(/commission_id=\S+ .*differs=line \S+ (is|earned)/);
  }); // prettier-ignore

  test("a sale that is gone", async () => {
    const id = await idOf(CREDITED);
    await tamper(`delete from sales where id = (select sale_id from commissions where id = '${id}')`);
    expect((await findings())["commissions-follow-from-their-facts"]).toEqual([
      expect.stringMatching(new RegExp(`commission_id=${id} .*differs=its sale is gone`)),
    ]);
  });
});

test("a customer who comes back earns by the other rate, and the check knows it; who was new is another matter", async () => {
  world = await openTestWorld();
  const { services, database } = world;
  const shop = await openTeaShop(services, { name: "Loyal", terms: { returningCustomerRateBps: 300 } });
  const order = (day: number) =>
    services.db.inBrand(shop.brandId, (tx) => {
      const facts = { externalId: `loyal-${day}`, codes: ["MARA10"], customerEmail: "anna@example.com" };
      return recordOrder(services, tx, shop.brandId, shop.storeId, orderOf(addDays(WORLD_START, day), facts));
    });
  await order(1);
  await order(2);
  expect(await findings()).toEqual({});
  const [second] = await database.ownerSql<{ id: string }[]>`
    select c.id from commissions c join sales s on s.id = c.sale_id where s.external_id = 'loyal-2'`;
  await tamper("update sales set customer_key = 'somebody else' where external_id = 'loyal-2'");
  await tamper(
    "insert into customers (brand_id, customer_key) select brand_id, customer_key from sales where external_id = 'loyal-2'",
  );
  expect((await findings())["commissions-follow-from-their-facts"]).toEqual([
    expect.stringContaining(`commission_id=${second?.id}`),
  ]);
});
