import { randomBytes } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { chown, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import postgres from "postgres";
import { type ClusterHome, locateCluster } from "./cluster-home.server.ts";
import { createCluster, isRunning, MAJOR_VERSION, startCluster, stopCluster } from "./cluster-process.server.ts";
import { DatabaseSetupError } from "./migrate.server.ts";
import { joinUsers, withFolderLock } from "./cluster-users.server.ts";

export interface EmbeddedOptions {
  /** The folder of the project's own data. The database lives in its folder `postgres`. */
  dataDir: string;
  /** A fixed port. Without one a free port is chosen at the first start and kept. */
  port?: number;
  /** For tests: faster, and a power cut may lose data. */
  isDisposable?: boolean;
}

export interface EmbeddedDatabase {
  /** The role that owns the tables and migrates. */
  ownerUrl: string;
  /** The application's role, which `migrate` creates. */
  appUrl: string;
  /** The administrator of the whole server, for checks that play the attacker. */
  superuserUrl: string;
  /** Ends this process's use. The last user stops the server. */
  stop(): Promise<void>;
}

/** What is remembered between two starts, in `postgres.json` beside the database, readable by its owner alone. */
interface ClusterState {
  port: number;
  superuserPassword: string;
  ownerPassword: string;
  appPassword: string;
}

const HOST = "127.0.0.1";
const DATABASE = "fairshare";
const OWNER_ROLE = "fairshare_owner";
const APP_ROLE = "fairshare_app";
const SUPERUSER_ROLE = "postgres";

/** Boots the PostgreSQL that comes with the project, or joins the one that another process of the project is running. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const dataDir = path.resolve(options.dataDir);
  try {
    await mkdir(dataDir, { recursive: true });
    return await withFolderLock(dataDir, () => startOrJoin(dataDir, options));
  } catch (error) {
    throw explainFolderError(error, dataDir);
  }
}

async function startOrJoin(dataDir: string, options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const home = await locateCluster(dataDir);
  const state = await ensureRunning(dataDir, home, options);
  const leave = await joinUsers(dataDir);
  const url = (role: string, password: string) => `postgres://${role}:${password}@${HOST}:${state.port}/${DATABASE}`;
  return {
    ownerUrl: url(OWNER_ROLE, state.ownerPassword),
    appUrl: url(APP_ROLE, state.appPassword),
    superuserUrl: url(SUPERUSER_ROLE, state.superuserPassword),
    stop: () =>
      withFolderLock(dataDir, async () => {
        const othersRemain = await leave();
        if (!othersRemain) await stopCluster(home);
      }),
  };
}

function explainFolderError(error: unknown, dataDir: string): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOSPC")
    return new DatabaseSetupError("The database cannot start because the disk is full: free some space.");
  if (code === "EACCES" || code === "EPERM") {
    return new DatabaseSetupError(
      `The folder ${dataDir} or a file in it belongs to another user: start Fairshare as that user, or set DATA_DIR to a folder of yours.`,
    );
  }
  return error;
}

async function ensureRunning(dataDir: string, home: ClusterHome, options: EmbeddedOptions): Promise<ClusterState> {
  const stateFile = path.join(dataDir, "postgres.json");
  const remembered = await readState(stateFile);
  const versionFile = path.join(home.clusterDir, "PG_VERSION");
  if (existsSync(versionFile)) {
    const version = (await readFile(versionFile, "utf8")).trim();
    if (version !== MAJOR_VERSION) {
      throw new DatabaseSetupError(
        `The database in ${home.clusterDir} was written by PostgreSQL ${version}, and this Fairshare brings PostgreSQL ${MAJOR_VERSION}: export it with PostgreSQL ${version}, or move the folder away to begin with an empty database.`,
      );
    }
    if (!remembered && home.isElsewhere) {
      // The project folder was deleted and made anew at the same place: its old database is nobody's. One is kept, in case it was not.
      await stopCluster(home);
      await rm(`${home.clusterDir}.old`, { recursive: true, force: true });
      await rename(home.clusterDir, `${home.clusterDir}.old`);
      return ensureRunning(dataDir, home, options);
    }
    if (!remembered) {
      throw new DatabaseSetupError(
        `The passwords of the database in ${home.clusterDir} are missing: put ${stateFile} back, or move the folder away to begin with an empty database.`,
      );
    }
    if (await isRunning(home)) return remembered;
  }
  const state = await withUsablePort(remembered ?? newState(), options.port);
  if (state.port !== remembered?.port) await writeState(stateFile, state);
  if (!existsSync(versionFile)) await createCluster(home, SUPERUSER_ROLE, state.superuserPassword);
  await startCluster(home, { host: HOST, port: state.port, isDisposable: options.isDisposable ?? false });
  await ensureOwner(state);
  return state;
}

function newState(): ClusterState {
  const password = () => randomBytes(24).toString("base64url");
  return { port: 0, superuserPassword: password(), ownerPassword: password(), appPassword: password() };
}

async function readState(file: string): Promise<ClusterState | null> {
  if (!existsSync(file)) return null;
  return JSON.parse(await readFile(file, "utf8")) as ClusterState;
}

/** Written aside and renamed, so that a crash leaves the old passwords or the new ones, never half a file. */
async function writeState(file: string, state: ClusterState): Promise<void> {
  await writeFile(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  if (existsSync(file) && process.getuid?.() === 0) {
    const { uid, gid } = statSync(file);
    await chown(`${file}.new`, uid, gid);
  }
  await rename(`${file}.new`, file);
}

/** Keeps the remembered port while it is free. A port that was asked for by name is that one or none. */
async function withUsablePort(state: ClusterState, wantedPort: number | undefined): Promise<ClusterState> {
  if (wantedPort !== undefined) {
    if ((await listenOnce(wantedPort)) !== null) return { ...state, port: wantedPort };
    throw new DatabaseSetupError(
      `Port ${wantedPort} for the database is in use by another program: stop that program or choose another port.`,
    );
  }
  const port = (state.port === 0 ? null : await listenOnce(state.port)) ?? (await listenOnce(0));
  if (port === null) throw new DatabaseSetupError(`No port is free on ${HOST}: stop a program that listens there.`);
  return { ...state, port };
}

/** The port if this process could listen on it (0 picks one), or null. */
function listenOnce(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen(port, HOST, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : null));
    });
  });
}

/** The owner may create roles and databases but is no superuser: the rules hold for it as they would on a hosted PostgreSQL. */
async function ensureOwner(state: ClusterState): Promise<void> {
  const url = `postgres://${SUPERUSER_ROLE}:${state.superuserPassword}@${HOST}:${state.port}/postgres`;
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    const [role] = await sql`select from pg_roles where rolname = ${OWNER_ROLE}`;
    if (!role)
      await sql.unsafe(`create role ${OWNER_ROLE} login createrole createdb password '${state.ownerPassword}'`);
    const [database] = await sql`select from pg_database where datname = ${DATABASE}`;
    if (!database) await sql.unsafe(`create database ${DATABASE} owner ${OWNER_ROLE}`);
  } finally {
    await sql.end();
  }
}
