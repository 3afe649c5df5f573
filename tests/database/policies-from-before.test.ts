import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { rulesOf } from "#app/attribution/preset-rules.ts";
import { openTestWorld } from "#tests/world/test-world.ts";

const STATEMENT_END = "--> statement-breakpoint";

const migration = readFileSync(new URL("../../db/migrations/0002_policies.sql", import.meta.url), "utf8");

test("policy versions from before they told their rules keep what their preset meant", async () => {
  const { database } = await openTestWorld();
  const policies = await database.ownerSql.begin(async (sql) => {
    await sql`create schema before`;
    await sql`set local search_path = before`;
    await sql`
      create table attribution_policies (
        preset text not null constraint attribution_policies_preset check (preset in ('code-wins', 'click-wins', 'first-touch')),
        click_window_days integer not null, binding_window_days integer not null, tail_days integer not null)`;
    await sql`
      insert into attribution_policies values
        ('code-wins', 30, 0, 30), ('click-wins', 14, 0, 7), ('first-touch', 60, 90, 0)`;
    for (const statement of migration.split(STATEMENT_END)) await sql.unsafe(statement);
    return sql`select * from attribution_policies order by click_window_days`;
  });
  const inColumns = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const kept = [
    { ...rulesOf("click-wins"), clickWindowDays: 14, tailDays: 7, codeTailDays: 7 },
    rulesOf("code-wins"),
    { ...rulesOf("first-touch"), bindingWindowDays: 90, tailDays: 0, codeTailDays: 0 },
  ];
  expect(policies.map((row) => ({ ...row }))).toEqual(
    // How far clicks reach came with a later migration, which keeps what these versions said: the order's own clicks.
    kept.map(({ clickReach: _, ...rules }) =>
      Object.fromEntries(Object.entries(rules).map(([name, value]) => [inColumns(name), value])),
    ),
  );
});
