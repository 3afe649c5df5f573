import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";
import { journeyPorts, logFileOf } from "./tests/journeys/servers.ts";

const SERVER_START_TIMEOUT_MS = 90_000;
const JOURNEY_TIMEOUT_MS = 120_000;
const ACTION_TIMEOUT_MS = 15_000;

const systemChromium = [process.env["FAIRSHARE_CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser"].find(
  (path) => path !== undefined && existsSync(path),
);

/** Those that move the clock by months and begin in an empty world. */
const stories = ["main-job.spec.ts", "month-end.spec.ts"];
/** Looks at every page and changes nothing. */
const pages = "every-page.spec.ts";
/** Reads what the servers wrote meanwhile. */
const logs = "logs.spec.ts";

/** Journeys of one server run one after another, as people would: a later one may build on nothing of an earlier one. */
export default defineConfig({
  testDir: "tests/journeys",
  workers: 2,
  fullyParallel: false,
  timeout: JOURNEY_TIMEOUT_MS,
  forbidOnly: true,
  retries: 0,
  reporter: [["list"], ["json", { outputFile: ".cache/journeys/report.json" }]],
  outputDir: ".cache/journeys/results",
  use: {
    actionTimeout: ACTION_TIMEOUT_MS,
    trace: "retain-on-failure",
    launchOptions: {
      ...(systemChromium ? { executablePath: systemChromium } : {}),
      args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    },
  },
  projects: [
    { name: "pages", workers: 1, testMatch: pages, use: { baseURL: addressOf(journeyPorts.pages) } },
    { name: "stories", workers: 1, testMatch: stories, use: { baseURL: addressOf(journeyPorts.stories) } },
    {
      ...{ name: "inhabited", workers: 1, testIgnore: [...stories, pages, logs] },
      use: { baseURL: addressOf(journeyPorts.inhabited) },
    },
    { name: "logs", testMatch: logs, dependencies: ["pages", "stories", "inhabited"] },
  ],
  webServer: [
    serverOn(journeyPorts.stories, "empty"),
    serverOn(journeyPorts.pages, "tenants"),
    serverOn(journeyPorts.inhabited, "tenants"),
  ],
});

function addressOf(port: number): string {
  return `http://localhost:${port}`;
}

function serverOn(port: number, world: "empty" | "tenants") {
  return {
    // The log goes to the file directly; what is printed past it, serve.ts adds.
    command: `mkdir -p .cache/journeys && rm -f "${logFileOf(port)}" && exec "${process.execPath}" --import tsx tests/journeys/serve.ts ${world} >> "${logFileOf(port)}"`,
    url: `${addressOf(port)}/health`,
    env: { PORT: String(port) },
    reuseExistingServer: false,
    timeout: SERVER_START_TIMEOUT_MS,
    stdout: "ignore" as const,
    stderr: "pipe" as const,
    gracefulShutdown: { signal: "SIGTERM" as const, timeout: 10_000 },
  };
}
