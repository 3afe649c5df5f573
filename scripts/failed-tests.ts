import { stripVTControlCharacters } from "node:util";

/** A test that failed, as the last lines of a run repeat it: a log is often kept from its end only. */
export interface FailedTest {
  /** Where it stands and what it says, as its runner lists it. */
  readonly name: string;
  /** Why it failed, in the runner's words, without colours. */
  readonly reason: string;
}

const REASON_LINES = 12;

export interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

/** Reads Vitest's JSON report: failed tests, and files that failed before any of their tests. */
export function failedInVitest(report: Pick<VitestReport, "testResults">): FailedTest[] {
  return report.testResults.flatMap((file) => {
    const failed = file.assertionResults
      .filter(({ status }) => status === "failed")
      .map((test) => failedTest(`${file.name} › ${test.fullName}`, test.failureMessages?.[0]));
    const fellOutside = file.status === "failed" && failed.length === 0;
    return fellOutside ? [failedTest(file.name, file.message)] : failed;
  });
}

interface PlaywrightSuite {
  readonly specs?: readonly {
    readonly file: string;
    readonly line: number;
    readonly title: string;
    readonly tests: readonly {
      readonly projectName: string;
      readonly status: string;
      readonly results: readonly { readonly errors: readonly { readonly message?: string }[] }[];
    }[];
  }[];
  readonly suites?: readonly PlaywrightSuite[];
}

export interface PlaywrightReport {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number };
  readonly suites: readonly PlaywrightSuite[];
  /** What failed outside the tests: a server that did not start. */
  readonly errors: readonly { readonly message?: string }[];
}

/** Reads Playwright's JSON report: journeys that failed, once or for good, and what failed outside them. */
export function failedInPlaywright(report: Omit<PlaywrightReport, "stats">): FailedTest[] {
  return [
    ...report.errors.map(({ message }) => failedTest("outside the journeys", message)),
    ...report.suites.flatMap(failedInSuite),
  ];
}

function failedInSuite(suite: PlaywrightSuite): FailedTest[] {
  const own = (suite.specs ?? []).flatMap((spec) =>
    spec.tests
      .filter(({ status }) => status === "unexpected" || status === "flaky")
      .map((test) =>
        failedTest(
          `[${test.projectName}] ${spec.file}:${spec.line} › ${spec.title}`,
          test.results.flatMap(({ errors }) => errors).at(0)?.message,
        ),
      ),
  );
  return [...own, ...(suite.suites ?? []).flatMap(failedInSuite)];
}

function failedTest(name: string, reason = "It gave no reason."): FailedTest {
  const lines = stripVTControlCharacters(reason).trim().split("\n");
  return { name, reason: lines.slice(0, REASON_LINES).join("\n") };
}
