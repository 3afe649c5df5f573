import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const TEST_TIMEOUT_MS = 30_000;

export default defineConfig({
  test: {
    environment: "node",
    pool: "forks",
    include: ["{app,db,emails,scripts,tests}/**/*.test.{ts,tsx}"],
    exclude: ["tests/journeys/**", "**/node_modules/**"],
    globalSetup: ["tests/database/global-setup.ts"],
    // Most of them wait for the database: one per core, where Vitest would leave one core free.
    maxWorkers: availableParallelism(),
    testTimeout: TEST_TIMEOUT_MS,
    hookTimeout: TEST_TIMEOUT_MS,
  },
});
