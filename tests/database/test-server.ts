import { createHash, randomBytes } from "node:crypto";
import { existsSync, statfsSync } from "node:fs";
import postgres from "postgres";
import { isAlive } from "#db/cluster-users.server.ts";
import { startEmbedded } from "#db/embedded.server.ts";
import { hashOfMigrations, migrate, urlOfAppRole } from "#db/migrate.server.ts";

/** The PostgreSQL that tests run on, with one migrated, empty template database. Plain values: it travels to the test workers. */
export interface TestServer {
  /** May create and drop databases. */
  adminUrl: string;
  ownerUrl: string;
  appUrl: string;
  templateName: string;
  /** Copying files ends with a checkpoint: three times as fast where nothing is synced to a disk, slower where it is. */
  copyBy: "file_copy" | "wal_log";
}

const LEAST_FREE_MEMORY_BYTES = 2 * 1024 ** 3;
const TEMPLATE_PREFIX = "fairshare_template_";
const CLONE_PREFIX = "fairshare_test_";
/** Any number will do, as long as every test run takes the same one. */
const TEMPLATE_LOCK = 7_246_312;

/**
 * Where the test database lives: in memory where there is room, because a clone is some 600 small files and a disk can take longest
 * over those; else in `.cache`. It stays there for the next run.
 */
function testDataDir(): string {
  const memory = "/dev/shm";
  if (existsSync(memory)) {
    const { bavail, bsize } = statfsSync(memory);
    const project = createHash("sha256").update(process.cwd()).digest("hex").slice(0, 12);
    if (bavail * bsize > LEAST_FREE_MEMORY_BYTES) return `${memory}/fairshare-test-${process.getuid?.()}-${project}`;
  }
  return ".cache/test-postgres";
}

/** Boots an embedded PostgreSQL for tests, or takes the one at TEST_DATABASE_URL. */
export async function startTestServer(): Promise<{ server: TestServer; stop(): Promise<void> }> {
  const templateName = TEMPLATE_PREFIX + hashOfMigrations().slice(0, 16);
  const outsideUrl = process.env["TEST_DATABASE_URL"];
  if (outsideUrl) {
    const server: TestServer = {
      ...{ adminUrl: outsideUrl, ownerUrl: outsideUrl, appUrl: urlOfAppRole(outsideUrl) },
      ...{ templateName, copyBy: "wal_log" },
    };
    await ensureTemplate(server);
    return { server, stop: () => Promise.resolve() };
  }
  const { superuserUrl, ownerUrl, appUrl, stop } = await startEmbedded({
    dataDir: testDataDir(),
    isDisposable: true,
  });
  try {
    const server: TestServer = { adminUrl: superuserUrl, ownerUrl, appUrl, templateName, copyBy: "file_copy" };
    await sweep(server);
    await ensureTemplate(server);
    return { server, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The same address with another database. */
export function withDatabase(url: string, name: string): string {
  const result = new URL(url);
  result.pathname = `/${name}`;
  return result.href;
}

/** Copies the template. The name is unique over all workers and runs. */
export async function cloneTemplate(server: TestServer): Promise<string> {
  const name = `${CLONE_PREFIX}${process.pid}_${randomBytes(6).toString("hex")}`;
  await asAdmin(server.adminUrl, (sql) =>
    sql.unsafe(
      `create database ${name} template ${server.templateName} owner "${roleOf(server.ownerUrl)}" strategy ${server.copyBy}`,
    ),
  );
  return name;
}

export async function dropClone(server: TestServer, name: string): Promise<void> {
  await asAdmin(server.adminUrl, (sql) => sql.unsafe(`drop database if exists ${name} with (force)`));
}

/** Reuses the template of an earlier run while migrations and rules are the same. Two runs at once build it once. */
async function ensureTemplate({ adminUrl, ownerUrl, appUrl, templateName }: TestServer): Promise<void> {
  await asAdmin(adminUrl, async (sql) => {
    await sql`select pg_advisory_lock(${TEMPLATE_LOCK})`;
    const [existing] = await sql`select from pg_database where datname = ${templateName}`;
    if (existing) return;
    const buildingName = `${templateName}_building`;
    await sql.unsafe(`drop database if exists ${buildingName} with (force)`);
    await sql.unsafe(`create database ${buildingName} owner "${roleOf(ownerUrl)}"`);
    await migrate(withDatabase(ownerUrl, buildingName), withDatabase(appUrl, buildingName));
    await sql.unsafe(`alter database ${buildingName} rename to ${templateName}`);
  });
}

/** Drops clones of runs that were killed, and templates of earlier migrations. */
async function sweep({ adminUrl, templateName }: TestServer): Promise<void> {
  await asAdmin(adminUrl, async (sql) => {
    await sql`select pg_advisory_lock(${TEMPLATE_LOCK})`;
    for (const { datname } of await sql<{ datname: string }[]>`select datname from pg_database`) {
      const pid = datname.startsWith(CLONE_PREFIX) ? Number.parseInt(datname.slice(CLONE_PREFIX.length), 10) : null;
      const isOldTemplate = datname.startsWith(TEMPLATE_PREFIX) && datname !== templateName;
      if (isOldTemplate || (pid !== null && !isAlive(pid))) await sql.unsafe(`drop database ${datname} with (force)`);
    }
  });
}

function roleOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}

async function asAdmin(adminUrl: string, work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  try {
    await work(sql);
  } finally {
    await sql.end();
  }
}
