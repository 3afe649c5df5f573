import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import postgres from "postgres";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type EmbeddedDatabase, startEmbedded } from "./embedded.server.ts";

let dataDir: string;
let started: EmbeddedDatabase[];

beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), "fairshare-embedded-"));
  // Within reach of the system user that PostgreSQL runs as when the tests run as root.
  chmodSync(dataDir, 0o755);
  started = [];
});
afterEach(async () => {
  for (const each of started) await each.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(options: { port?: number; isDisposable?: boolean } = {}): Promise<EmbeddedDatabase> {
  const embedded = await startEmbedded({ dataDir, isDisposable: true, ...options });
  started.push(embedded);
  return embedded;
}

async function run(url: string, statement: string): Promise<string> {
  const sql = postgres(url, { max: 1, connect_timeout: 5 });
  try {
    return String(Object.values((await sql.unsafe(statement))[0] ?? {})[0]);
  } finally {
    await sql.end();
  }
}

const pidFile = () => path.join(dataDir, "postgres/postmaster.pid");
const serverPid = () => Number(readFileSync(pidFile(), "utf8").split("\n")[0]);

describe("the database that comes with the project", () => {
  test("keeps what was written over a stop and a start, on the same port", async () => {
    const first = await start();
    await run(first.ownerUrl, "create table tea as select 'oolong' as kind");
    await first.stop();
    expect(existsSync(pidFile())).toBe(false);
    const second = await start();
    expect(await run(second.ownerUrl, "select kind from tea")).toBe("oolong");
    expect(second.ownerUrl).toBe(first.ownerUrl);
  });

  test("listens on this machine only, asks for the password, and keeps it to its owner", async () => {
    const { ownerUrl } = await start();
    expect(await run(ownerUrl, "show listen_addresses")).toBe("127.0.0.1");
    const guess = new URL(ownerUrl);
    guess.password = "guess";
    await expect(run(guess.href, "select 1")).rejects.toThrow(/password authentication failed/);
    expect(statSync(path.join(dataDir, "postgres.json")).mode & 0o777).toBe(0o600);
  });

  test("is shared: a second user joins the running server, and only the last one stops it", async () => {
    const first = await start();
    const second = await start();
    expect(second.ownerUrl).toBe(first.ownerUrl);
    await first.stop();
    expect(await run(second.ownerUrl, "select 1")).toBe("1");
    await second.stop();
    await expect(run(second.ownerUrl, "select 1")).rejects.toThrow();
  });

  test("boots once when two begin in the same moment", async () => {
    const [first, second] = await Promise.all([start(), start()]);
    expect(second.ownerUrl).toBe(first.ownerUrl);
  });

  test("comes back after it was killed and another program took over its process id", async () => {
    const { ownerUrl } = await start({ isDisposable: false });
    await run(ownerUrl, "create table tea as select 'sencha' as kind");
    const pid = serverPid();
    const file = readFileSync(pidFile(), "utf8");
    process.kill(pid, "SIGKILL");
    await untilGone(pid);
    writeFileSync(pidFile(), file.replace(String(pid), String(process.pid)));
    const again = await start({ isDisposable: false });
    expect(await run(again.ownerUrl, "select kind from tea")).toBe("sencha");
  });

  test("moves to another port when a stranger took its own", async () => {
    const first = await start();
    await first.stop();
    const port = Number(new URL(first.ownerUrl).port);
    const stranger = createServer().listen(port, "127.0.0.1");
    await once(stranger, "listening");
    try {
      const second = await start();
      expect(await run(second.ownerUrl, "select 1")).toBe("1");
      expect(new URL(second.ownerUrl).port).not.toBe(String(port));
    } finally {
      stranger.close();
    }
  });

  test("says so when the port that was asked for is taken", async () => {
    const stranger = createServer().listen(0, "127.0.0.1");
    await once(stranger, "listening");
    const address = stranger.address();
    const port = typeof address === "object" && address ? address.port : 0;
    try {
      await expect(start({ port })).rejects.toThrow(`Port ${port} for the database is in use by another program`);
    } finally {
      stranger.close();
    }
  });

  test("says what to do with the files of another PostgreSQL", async () => {
    await (await start()).stop();
    writeFileSync(path.join(dataDir, "postgres/PG_VERSION"), "17\n");
    await expect(start()).rejects.toThrow(/was written by PostgreSQL 17.*export it.*or move the folder away/);
    writeFileSync(path.join(dataDir, "postgres/PG_VERSION"), "18\n");
  });

  test("outlives a user that was killed, and the next one takes it over", async () => {
    const child = fork(path.resolve("tests/database/embedded-user.ts"), [dataDir], { execArgv: ["--import", "tsx"] });
    await once(child, "message");
    await kill(child);
    const next = await start();
    expect(await run(next.ownerUrl, "select 1")).toBe("1");
    const pid = serverPid();
    await next.stop();
    await untilGone(pid);
  });
});

async function kill(child: ChildProcess): Promise<void> {
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

async function untilGone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await pause(10);
  }
}
