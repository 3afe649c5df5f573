import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

const PORT = Number(process.env["JOURNEYS_PORT"] ?? 4173);
const SERVER_START_TIMEOUT_MS = 90_000;
const JOURNEY_TIMEOUT_MS = 120_000;
const ACTION_TIMEOUT_MS = 15_000;

const systemChromium = [process.env["FAIRSHARE_CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser"].find(
  (path) => path !== undefined && existsSync(path),
);

/** Journeys run one after another on one built server, as people would: a later one may build on nothing of an earlier one. */
export default defineConfig({
  testDir: "tests/journeys",
  workers: 1,
  fullyParallel: false,
  timeout: JOURNEY_TIMEOUT_MS,
  forbidOnly: true,
  retries: 0,
  reporter: [["list"], ["json", { outputFile: ".cache/journeys/report.json" }]],
  outputDir: ".cache/journeys/results",
  use: {
    actionTimeout: ACTION_TIMEOUT_MS,
    baseURL: `http://localhost:${PORT}`,
    trace: "retain-on-failure",
    launchOptions: {
      ...(systemChromium ? { executablePath: systemChromium } : {}),
      args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    },
  },
  webServer: {
    command: `"${process.execPath}" --import tsx tests/journeys/serve.ts`,
    url: `http://localhost:${PORT}/health`,
    env: { PORT: String(PORT) },
    reuseExistingServer: false,
    timeout: SERVER_START_TIMEOUT_MS,
    stdout: "ignore",
    stderr: "pipe",
    gracefulShutdown: { signal: "SIGTERM", timeout: 10_000 },
  },
});
