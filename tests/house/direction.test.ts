import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import rulebook from "../../.dependency-cruiser.js";
import { plantHouse, runInHouse, tearDown } from "./planted-house.ts";

/** What breaches lean on: the lawful part of the house. */
const lawful = {
  "app/kit/money.ts": "export const zero = 0n;",
  "app/ui/amount.tsx": "export const amount = 1;",
  "app/sales/sale.ts": 'import { zero } from "../kit/money.ts";\nexport const sale = zero;',
  "app/sales/sale-store.server.ts": 'import { sql } from "drizzle-orm";\nexport const store = sql;',
  "app/platform/env.server.ts": "export const settings = 1;",
  "app/routes/brand/sales.tsx":
    'import { store } from "../../sales/sale-store.server.ts";\nexport const route = store;',
  "app/server.ts": 'import { route } from "./routes/brand/sales.tsx";\nexport const server = route;',
  "db/client.server.ts": "export const database = 1;",
  "tests/world/world.ts": "export const world = 1;",
};

const importing = (file: string) => `import * as breach from "${file}";\nexport const found = breach;`;

/** One breach per rule: the file and what it wrongly imports. */
const breaches: Record<string, { file: string; text: string }> = {
  "no-cycles": { file: "app/sales/circle.ts", text: importing("./way-back.ts") },
  "nobody-imports-routes-server-or-worker": { file: "app/sales/upwards.server.ts", text: importing("../server.ts") },
  "routes-do-not-import-routes": { file: "app/routes/brand/other.tsx", text: importing("./sales.tsx") },
  "kit-imports-nothing-of-ours": { file: "app/kit/reaching-out.ts", text: importing("../sales/sale.ts") },
  "kit-is-pure": { file: "app/kit/reading-files.ts", text: importing("node:fs") },
  "pure-files-know-no-machinery": { file: "app/sales/rule-on-react.ts", text: importing("react") },
  "pure-files-import-pure-files": { file: "app/sales/rule-on-store.ts", text: importing("./sale-store.server.ts") },
  "interface-does-not-reach-the-server": {
    file: "app/sales/sale-card.tsx",
    text: importing("./sale-store.server.ts"),
  },
  "ui-has-no-product-words": { file: "app/ui/sale-table.tsx", text: importing("../sales/sale.ts") },
  "platform-is-below-the-capabilities": { file: "app/platform/sales.server.ts", text: importing("../sales/sale.ts") },
  "db-is-below-the-capabilities": {
    file: "db/upwards.server.ts",
    text: importing("../app/sales/sale-store.server.ts"),
  },
  "drizzle-only-in-stores": { file: "app/sales/record-sale.server.ts", text: importing("drizzle-orm") },
  "stripe-in-one-folder": { file: "app/sales/charge.server.ts", text: importing("stripe") },
  "lucia-in-one-folder": { file: "app/sales/session.server.ts", text: importing("lucia") },
  "nodemailer-in-one-folder": { file: "app/sales/mail.server.ts", text: importing("nodemailer") },
  "pino-in-one-folder": { file: "app/sales/log.server.ts", text: importing("pino") },
  "pg-boss-in-one-folder": { file: "app/sales/job.server.ts", text: importing("pg-boss") },
  "product-does-not-import-tests": {
    file: "app/sales/tested.server.ts",
    text: importing("../../tests/world/world.ts"),
  },
  "the-auditor-shares-no-code": { file: "tests/auditor/books.ts", text: importing("../../app/kit/money.ts") },
  "nobody-imports-the-package-remix": { file: "app/sales/remix.server.ts", text: importing("remix") },
  "nothing-unresolved": { file: "app/sales/lost.server.ts", text: importing("./nowhere.ts") },
};

interface Violation {
  from: string;
  rule: { name: string };
}

let house: string;
let violations: Violation[];

beforeAll(() => {
  const planted = Object.fromEntries(Object.values(breaches).map(({ file, text }) => [file, text]));
  house = plantHouse({ ...lawful, ...planted, "app/sales/way-back.ts": importing("./circle.ts") });
  const folders = readdirSync(house).filter((name) => ["app", "db", "tests"].includes(name));
  const program = "dependency-cruiser/bin/dependency-cruise.mjs";
  const report = runInHouse(house, program, [...folders, "--output-type", "json"]);
  violations = (JSON.parse(report) as { summary: { violations: Violation[] } }).summary.violations;
});
afterAll(() => tearDown(house));

describe("the direction of imports is checked", () => {
  test("every rule has a planted breach", () => {
    expect(rulebook.forbidden.map(({ name }) => name).sort()).toEqual(Object.keys(breaches).sort());
  });

  test.each(Object.entries(breaches))("%s turns red", (rule, { file }) => {
    expect(violations.filter(({ from }) => from === file).map((violation) => violation.rule.name)).toContain(rule);
  });

  test("what keeps to the direction is left in peace", () => {
    const accused = new Set(violations.map(({ from }) => from));
    expect(Object.keys(lawful).filter((file) => accused.has(file))).toEqual([]);
  });
});
