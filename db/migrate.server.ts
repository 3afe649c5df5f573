import { createHash, createHmac } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as runMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { installQueue } from "./queue.server.ts";

/** A database that cannot be used as it is. The message is one sentence that says what to do. */
export class DatabaseSetupError extends Error {}

const OLDEST_SUPPORTED_VERSION = 15;
/** Any number will do, as long as every process that migrates takes the same one. */
const MIGRATION_LOCK = 7_246_311;
const CONNECT_TIMEOUT_SECONDS = 10;

/**
 * Brings the database up to date: tables, job queue, roles and rules. Doing it again changes nothing, and two processes may do it
 * at once. Returns the address the application connects with: `appUrl`, or one made for the role `fairshare_app`.
 */
export async function migrate(ownerUrl: string, appUrl?: string, projectDir: string = process.cwd()): Promise<string> {
  const sql = postgres(ownerUrl, { max: 1, connect_timeout: CONNECT_TIMEOUT_SECONDS, onnotice: () => undefined });
  try {
    await connect(sql, ownerUrl);
    const resultUrl = appUrl ?? urlOfAppRole(ownerUrl);
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await ensureAppRole(sql, ownerUrl, resultUrl);
    await runMigrations(drizzle(sql), { migrationsFolder: path.join(projectDir, "db/migrations") });
    await installQueue(ownerUrl);
    await applyRules(sql, roleOf(resultUrl), projectDir);
    await sql`select pg_advisory_unlock(${MIGRATION_LOCK})`;
    return resultUrl;
  } finally {
    await sql.end();
  }
}

/** One hash over everything `migrate` applies. Two databases with the same hash have the same shape. */
export function hashOfMigrations(projectDir: string = process.cwd()): string {
  const hash = createHash("sha256");
  const journal = path.join(projectDir, "db/migrations/meta/_journal.json");
  const { entries } = JSON.parse(readFileSync(journal, "utf8")) as { entries: { tag: string }[] };
  for (const { tag } of entries) hash.update(readFileSync(path.join(projectDir, `db/migrations/${tag}.sql`)));
  hash.update(readFileSync(path.join(projectDir, "db/rules.sql")));
  const queuePackage = path.join(projectDir, "node_modules/pg-boss/package.json");
  if (existsSync(queuePackage)) hash.update(readFileSync(queuePackage));
  return hash.digest("hex");
}

async function connect(sql: postgres.Sql, ownerUrl: string): Promise<void> {
  const { host, pathname } = new URL(ownerUrl);
  try {
    const [row] = await sql`select current_setting('server_version_num')::int / 10000 as major`;
    if (row?.["major"] < OLDEST_SUPPORTED_VERSION) {
      throw new DatabaseSetupError(
        `The database server at ${host} is PostgreSQL ${row?.["major"]}; Fairshare needs PostgreSQL ${OLDEST_SUPPORTED_VERSION} or newer.`,
      );
    }
  } catch (error) {
    if (error instanceof DatabaseSetupError || !(error instanceof Error)) throw error;
    throw new DatabaseSetupError(
      `The database ${pathname.slice(1)} at ${host} cannot be reached (${error.message}): check DATABASE_URL and DATABASE_OWNER_URL.`,
    );
  }
}

const APP_ROLE = "fairshare_app";

/** The address of the role `fairshare_app`. Its password follows from the owner's, so that nothing has to be remembered between two starts. */
export function urlOfAppRole(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  if (url.password === "") {
    throw new DatabaseSetupError(
      "DATABASE_URL has no password to make the application role's from: set DATABASE_OWNER_URL to it, and DATABASE_URL to the address of a role that does not own the tables.",
    );
  }
  url.username = APP_ROLE;
  url.password = createHmac("sha256", decodeURIComponent(url.password)).update(APP_ROLE).digest("base64url");
  return url.href;
}

function roleOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}

/** The application must not own the tables: an owner could take the ledger's protection away. */
async function ensureAppRole(sql: postgres.Sql, ownerUrl: string, appUrl: string): Promise<void> {
  const [ownerRole, appRole] = [roleOf(ownerUrl), roleOf(appUrl)];
  if (ownerRole === appRole) {
    throw new DatabaseSetupError(
      `DATABASE_URL and DATABASE_OWNER_URL both name the role ${appRole}: give DATABASE_URL a role that does not own the tables, so that the database can protect the ledger from the application.`,
    );
  }
  const [owner] = await sql`select rolcreaterole or rolsuper as may_create from pg_roles where rolname = current_user`;
  const [existing] = await sql`select from pg_roles where rolname = ${appRole}`;
  if (existing && (await canSignIn(appUrl))) return;
  if (owner?.["may_create"] !== true) {
    throw new DatabaseSetupError(
      `The role ${ownerRole} may not create roles: let an administrator run CREATE ROLE ${appRole} LOGIN PASSWORD '…', then set DATABASE_URL to that role's address and DATABASE_OWNER_URL to ${ownerRole}'s.`,
    );
  }
  const password = decodeURIComponent(new URL(appUrl).password).replaceAll("'", "''");
  const verb = existing ? "alter" : "create";
  await sql.unsafe(`${verb} role ${quoted(appRole)} login password '${password}'`);
  await sql.unsafe(`grant connect on database ${quoted(new URL(appUrl).pathname.slice(1))} to ${quoted(appRole)}`);
}

async function canSignIn(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: CONNECT_TIMEOUT_SECONDS });
  try {
    await sql`select 1`;
    return true;
  } catch {
    return false;
  } finally {
    await sql.end();
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Skipped when neither the rules nor the tables changed since, so that a start does not lock the ledger under a running server. */
async function applyRules(sql: postgres.Sql, appRole: string, projectDir: string): Promise<void> {
  const rules = readFileSync(path.join(projectDir, "db/rules.sql"), "utf8");
  const hash = createHash("sha256")
    .update(`${hashOfMigrations(projectDir)} ${appRole}`)
    .digest("hex");
  await sql`create table if not exists drizzle.applied_rules (hash text primary key)`;
  const [applied] = await sql`select from drizzle.applied_rules where hash = ${hash}`;
  if (applied) return;
  await sql.begin(async (tx) => {
    await tx`select set_config('fairshare.app_role', ${appRole}, true)`;
    await tx.unsafe(rules);
    await tx`delete from drizzle.applied_rules`;
    await tx`insert into drizzle.applied_rules values (${hash})`;
  });
}
