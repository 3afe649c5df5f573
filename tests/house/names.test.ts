import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const rooms = ["app", "db", "emails", "scripts", "tests"];
const emptyWord = /(^|[-.])(data|info|util|utils|helper|helpers|manager|misc|common|handle)([-.]|$)/;
/** kebab-case, with the endings of the house; routes may carry Remix's `$` and `_`. */
const kebabCase = /^[_$.]?[a-z0-9]+([-.$_][a-z0-9]+)*$/;

function complaintAbout(name: string): string | null {
  if (emptyWord.test(name)) return "says nothing about what it is";
  return kebabCase.test(name) ? null : "is not kebab-case";
}

test("every file and folder is named in kebab-case, by what it is", () => {
  const names = rooms.flatMap((room) => {
    try {
      return readdirSync(room, { recursive: true, encoding: "utf8" });
    } catch {
      return [];
    }
  });
  expect(names.length).toBeGreaterThan(0);
  const complaints = names.flatMap((file) => {
    const complaint = complaintAbout(path.basename(file));
    return complaint ? [`${file} ${complaint}`] : [];
  });
  expect(complaints).toEqual([]);
});

test("a name that says nothing is noticed", () => {
  expect(["order-utils.ts", "helpers", "click-data.server.ts", "SaleCard.tsx"].map(complaintAbout)).not.toContain(null);
});
