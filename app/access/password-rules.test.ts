import { expect, test } from "vitest";
import { MAX_PASSWORD_LENGTH, passwordProblem } from "./password-rules.ts";

test.each([
  "a cup of demo tea",
  "correct mule battery staple",
  "ключ от старой двери",
  "fourteen slow otters",
  "xK9#mQ2$vL7p",
])("%j is a good password", (password) => expect(passwordProblem(password)).toBeNull());

test.each([
  ["short", /at least 10/],
  ["x".repeat(MAX_PASSWORD_LENGTH + 1), /at most 200/],
  ["aaaaaaaaaaaa", /repeats/],
  ["abababababab", /repeats/],
  ["lumenlumenlumen", /repeats/],
  ["1234567890", /counts up/],
  ["qwertyuiop", /counts up/],
  ["password123", /first passwords/],
  ["P@ssw0rd2024!", /first passwords/],
  ["Welcome2024!!", /first passwords/],
  ["iloveyou2024", /first passwords/],
  ["FairShare!!1", /first passwords/],
])("%j is refused with the reason", (password, reason) => {
  expect(passwordProblem(password)).toMatch(reason);
});

test("a person's own name and address are no password", () => {
  expect(passwordProblem("maralind2026", ["Mara Lind", "mara@bakes.example"])).toMatch(/your own name/);
  expect(passwordProblem("lumentea-2026", ["olive@lumentea.example", "Lumen Tea"])).toMatch(/your own name/);
});
