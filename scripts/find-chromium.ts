import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "playwright";
import { CommandError, say } from "./command.ts";
import { findProgram, installFromDebian } from "./system-programs.ts";

const systemNames = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const DOWNLOAD_TIMEOUT_MS = 180_000;
const CONNECT_TIMEOUT_MS = 10_000;

/** The path of a Chromium for the browser tests; installs one where that is possible. FAIRSHARE_CHROMIUM names another. */
export function findOrInstallChromium(): string {
  const chosen = process.env["FAIRSHARE_CHROMIUM"];
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new CommandError(`FAIRSHARE_CHROMIUM names ${chosen}, which does not exist: correct it, or unset it.`);
  }
  const found = findChromium() ?? installChromium() ?? downloadWithPlaywright();
  if (found) return found;
  throw new CommandError(
    "The browser tests need Chromium and it could not be installed: install it (on Debian: sudo apt-get install chromium) or set FAIRSHARE_CHROMIUM to its path.",
  );
}

function findChromium(): string | undefined {
  const found = findProgram(systemNames);
  if (found !== undefined) return found;
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined;
}

function installChromium(): string | undefined {
  installFromDebian("chromium");
  return findChromium();
}

function downloadWithPlaywright(): string | undefined {
  say("Downloading Chromium (once)…");
  const env = { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: String(CONNECT_TIMEOUT_MS) };
  spawnSync(process.execPath, ["node_modules/playwright/cli.js", "install", "--only-shell", "chromium"], {
    stdio: ["ignore", "inherit", "ignore"],
    timeout: DOWNLOAD_TIMEOUT_MS,
    env,
  });
  return findChromium();
}
