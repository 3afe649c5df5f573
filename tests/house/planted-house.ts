import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The files of the project that say how code is checked. */
const rulebooks = ["package.json", "tsconfig.json", ".dependency-cruiser.js", "eslint.config.js"];

/** A small house in `.cache` under the project's own rules, with the given files in it. Returns its folder. */
export function plantHouse(files: Readonly<Record<string, string>>): string {
  mkdirSync(".cache", { recursive: true });
  const house = mkdtempSync(path.resolve(".cache/house-"));
  for (const file of rulebooks) cpSync(file, path.join(house, file));
  symlinkSync(path.resolve("node_modules"), path.join(house, "node_modules"));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(house, file)), { recursive: true });
    writeFileSync(path.join(house, file), `${text}\n`);
  }
  return house;
}

export function tearDown(house: string): void {
  rmSync(house, { recursive: true, force: true });
}

/** Runs a program of node_modules inside the house and returns what it printed, whatever its status. */
export function runInHouse(house: string, program: string, programArguments: string[]): string {
  try {
    return execFileSync(process.execPath, [path.join("node_modules", program), ...programArguments], {
      cwd: house,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  } catch (error) {
    if (error instanceof Error && "stdout" in error && error.stdout) return String(error.stdout);
    throw error;
  }
}
