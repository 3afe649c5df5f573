import { spawnSync } from "node:child_process";
import { say } from "./command.ts";

/** The path of the first of these programs that this machine has. */
export function findProgram(names: readonly string[]): string | undefined {
  for (const name of names) {
    const { status, stdout } = spawnSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" });
    if (status === 0) return stdout.trim();
  }
  return undefined;
}

/** Installs a package of Debian's where that is possible: as root, with apt-get. Whether it worked shows in looking for its program. */
export function installFromDebian(packageName: string): void {
  const isPossible = process.getuid?.() === 0 && spawnSync("apt-get", ["--version"], { stdio: "ignore" }).status === 0;
  if (!isPossible) return;
  say(`Installing ${packageName} with apt-get (once)…`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const quiet = { stdio: ["ignore", "ignore", "inherit"] as ["ignore", "ignore", "inherit"], env };
  spawnSync("apt-get", ["update", "-qq"], quiet);
  spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", packageName], quiet);
}
