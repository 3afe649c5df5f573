import { expect, test } from "vitest";
import { returnPath } from "./return-path.ts";

test("a path of the product is where sign-in leads back to", () => {
  expect(returnPath("/brands/lumen-tea/sales?page=2")).toBe("/brands/lumen-tea/sales?page=2");
});

test.each([
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "https://evil.example",
  "javascript:alert(1)",
  "/\t/evil.example",
  "/%0d\r\nSet-Cookie: a=b",
  "/..//evil.example",
  "brands",
  "",
  null,
  `/${"a".repeat(600)}`,
])("%j leads nowhere", (text) => {
  expect(returnPath(text)).toBeNull();
});
