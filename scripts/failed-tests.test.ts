import { expect, it } from "vitest";
import { failedInPlaywright, failedInVitest } from "./failed-tests.ts";

it("names failed tests with the first lines of their reason, and leaves out those that passed", () => {
  const reason = ["\u001b[31mexpected 1 to be 2\u001b[39m", ...Array.from({ length: 40 }, (_, line) => `at ${line}`)];
  const failed = failedInVitest({
    testResults: [
      {
        name: "app/sales.test.ts",
        status: "failed",
        assertionResults: [
          { fullName: "sums", status: "passed" },
          { fullName: "rounds", status: "failed", failureMessages: [reason.join("\n")] },
        ],
      },
    ],
  });
  expect(failed.map(({ name }) => name)).toEqual(["app/sales.test.ts › rounds"]);
  expect(failed[0]?.reason.split("\n").slice(0, 2)).toEqual(["expected 1 to be 2", "at 0"]);
  expect(failed[0]?.reason.split("\n")).toHaveLength(12);
});

it("names a file that could not be loaded", () => {
  const broken = { name: "app/sales.test.ts", status: "failed", message: "no such module", assertionResults: [] };
  expect(failedInVitest({ testResults: [broken] })).toEqual([{ name: "app/sales.test.ts", reason: "no such module" }]);
});

it("names journeys that failed, at whatever depth, those that passed at the second try, and a server that did not start", () => {
  const journey = (title: string, status: string) => ({
    file: "tax.spec.ts",
    line: 7,
    title,
    tests: [{ projectName: "pages", status, results: [{ errors: [{ message: `${title} timed out` }] }] }],
  });
  const failed = failedInPlaywright({
    errors: [{ message: "port taken" }],
    suites: [
      { specs: [journey("files", "expected")], suites: [{ specs: [journey("signs", "unexpected")] }] },
      { specs: [journey("sends", "flaky")] },
    ],
  });
  expect(failed).toEqual([
    { name: "outside the journeys", reason: "port taken" },
    { name: "[pages] tax.spec.ts:7 › signs", reason: "signs timed out" },
    { name: "[pages] tax.spec.ts:7 › sends", reason: "sends timed out" },
  ]);
});
