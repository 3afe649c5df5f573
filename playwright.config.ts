import { rmSync } from "node:fs";
import { defineConfig } from "@playwright/test";

const port = process.env["JOURNEYS_PORT"] ?? "3907";
const dataDir = ".cache/journeys";
const START_TIMEOUT_MS = 240_000;

// The workers load this file too; only the process that starts the server empties its folder.
if (process.env["TEST_WORKER_INDEX"] === undefined) rmSync(dataDir, { recursive: true, force: true });

/** The journeys of the product in a real browser, against `npm start` on an empty database with the demo world. */
export default defineConfig({
  testDir: "tests/journeys",
  outputDir: ".cache/journeys-output",
  // The journeys share one demo world, so they run one after another in the order of their files.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    screenshot: "only-on-failure",
    launchOptions: {
      ...(process.env["FAIRSHARE_CHROMIUM"] ? { executablePath: process.env["FAIRSHARE_CHROMIUM"] } : {}),
      // Chromium's sandbox does not run as root.
      args: ["--disable-background-networking", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
    },
  },
  webServer: {
    command: "node scripts/run.js start",
    url: `http://127.0.0.1:${port}/health`,
    timeout: START_TIMEOUT_MS,
    gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
    env: { PORT: port, DATA_DIR: dataDir, DATABASE_URL: "", DEMO: "on", LOG_LEVEL: "warn" },
  },
});
