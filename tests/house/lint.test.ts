import { ESLint } from "eslint";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plantHouse, tearDown } from "./planted-house.ts";

/** One breach per rule of our own choosing: what is wrong, where, and the words of the complaint. */
const breaches: { what: string; file: string; text: string; complaint: RegExp }[] = [
  {
    what: "a setting read outside its file",
    file: "app/sales/settings.server.ts",
    text: "export const port = process.env.PORT;",
    complaint: /app\/platform\/env\.server\.ts/,
  },
  {
    what: "a rule that reads the clock",
    file: "app/sales/decide-credit.ts",
    text: "export const decidedAt = () => Date.now();",
    complaint: /clock is an argument/,
  },
  {
    what: "a rule that makes today's date",
    file: "app/sales/decide-date.ts",
    text: "export const decidedAt = () => new Date();",
    complaint: /clock is an argument/,
  },
  {
    what: "a rule that throws dice",
    file: "app/sales/decide-luck.ts",
    text: "export const luck = () => Math.random();",
    complaint: /Chance is an argument/,
  },
  {
    what: "a name that says nothing",
    file: "app/sales/order.server.ts",
    text: "export class OrderManager {}",
    complaint: /says nothing/,
  },
  {
    what: "console in the product",
    file: "app/sales/print.server.ts",
    text: 'console.log("sale");',
    complaint: /Unexpected console/,
  },
  {
    what: "any",
    file: "app/sales/any.server.ts",
    text: "export const anything: any = 1;",
    complaint: /Unexpected any/,
  },
  {
    what: "a promise nobody waits for",
    file: "app/sales/forget.server.ts",
    text: "const save = async () => 1;\nexport function record(): void {\n  save();\n}",
    complaint: /Promises must be awaited/,
  },
  {
    what: "a case left out of a switch",
    file: "app/sales/switch.ts",
    text: 'export function f(a: "x" | "y"): void {\n  switch (a) {\n    case "x":\n  }\n}',
    complaint: /not exhaustive/,
  },
  {
    what: "a function over 70 lines",
    file: "app/sales/long.ts",
    text: `export function long(): number {\n${"  void 0;\n".repeat(80)}  return 1;\n}`,
    complaint: /too many lines/,
  },
  {
    what: "a hook called conditionally",
    file: "app/sales/hook.tsx",
    text: 'import { useState } from "react";\nexport function Card({ on }: { on: boolean }) {\n  if (on) useState(1);\n  return null;\n}',
    complaint: /called conditionally/,
  },
];

const lawful = {
  "app/platform/env.server.ts": "export const port = process.env.PORT;",
  "app/sales/net.ts": "export const net = (gross: bigint, discount: bigint): bigint => gross - discount;",
};

let house: string;
const complaints = new Map<string, string[]>();

beforeAll(async () => {
  house = plantHouse({ ...lawful, ...Object.fromEntries(breaches.map(({ file, text }) => [file, text])) });
  const eslint = new ESLint({ cwd: house });
  for (const { filePath, messages } of await eslint.lintFiles(["app"])) {
    complaints.set(
      path.relative(house, filePath),
      messages.map(({ message }) => message),
    );
  }
});
afterAll(() => tearDown(house));

describe("the linter keeps the rules of the house", () => {
  test.each(breaches)("$what turns red", ({ file, complaint }) => {
    expect(complaints.get(file)?.join("\n")).toMatch(complaint);
  });

  test("honest code is left in peace", () => {
    expect(Object.keys(lawful).flatMap((file) => complaints.get(file) ?? ["not linted"])).toEqual([]);
  });
});
