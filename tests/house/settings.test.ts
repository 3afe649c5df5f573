import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { environmentKeys } from "#app/platform/env.server.ts";

test(".env.example names every setting, and nothing else", () => {
  const named = [...readFileSync(".env.example", "utf8").matchAll(/^([A-Z_]+)=/gm)].map(([, key]) => key);
  expect(named.sort()).toEqual([...environmentKeys].sort());
});
