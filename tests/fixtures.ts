import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe } from "vitest";

/** Recorded payloads of stores, price lists and bank file schemas. They are not part of the project; tests that need them skip without. */
const fixturesDir = path.resolve(process.env["FAIRSHARE_FIXTURES"] ?? "../shared/fixtures");

/** The bytes of a fixture, such as `shopify/order.json`. */
export function readFixture(file: string): Buffer {
  return readFileSync(path.join(fixturesDir, file));
}

/** `describe`, skipped with a printed line where the fixtures it names (files or folders) are absent. */
export function describeWithFixtures(title: string, files: readonly string[], tests: () => void): void {
  const missing = files.filter((file) => !existsSync(path.join(fixturesDir, file)));
  if (missing.length === 0) {
    describe(title, tests);
    return;
  }
  process.stdout.write(`Skipped "${title}": ${missing.join(", ")} not found in ${fixturesDir} (FAIRSHARE_FIXTURES).\n`);
  describe.skip(title, tests);
}
