import postgres from "postgres";
import { afterAll, inject, onTestFinished } from "vitest";
import { createDatabase, type Database, type DatabaseOptions } from "#db/client.server.ts";
import { cloneTemplate, dropClone, withDatabase } from "./test-server.ts";

export interface TestDatabase {
  /** The application's own way in, as the application's role. */
  database: Database;
  /** The owner of the tables, to look at or arrange what the application may not. */
  ownerSql: postgres.Sql<{ bigint: bigint }>;
  /** The administrator of the server, to play an attacker with full rights. */
  superuserSql: postgres.Sql<{ bigint: bigint }>;
  /** The application role's address. */
  url: string;
  ownerUrl: string;
  /** Drops it now. For a test that opens one after another, which would hold the connections of all until it ends. */
  close(): Promise<void>;
}

const openDatabases = new Set<() => Promise<void>>();

/**
 * An empty, migrated database of its own. Opened in a test (or in beforeEach) it is dropped when the test ends; opened in beforeAll
 * or at the top of a file, when the file ends.
 */
export async function openTestDatabase(options: DatabaseOptions = {}): Promise<TestDatabase> {
  const server = inject("testServer");
  const name = await cloneTemplate(server);
  const url = withDatabase(server.appUrl, name);
  const ownerUrl = withDatabase(server.ownerUrl, name);
  const database = createDatabase(url, { maxConnections: 5, maxRawConnections: 2, ...options });
  const ownerSql = connect(ownerUrl);
  const superuserSql = connect(withDatabase(server.adminUrl, name));
  const close = async () => {
    if (!openDatabases.delete(close)) return;
    await Promise.all([database.close(), ownerSql.end({ timeout: 1 }), superuserSql.end({ timeout: 1 })]);
    await dropClone(server, name);
  };
  openDatabases.add(close);
  closeWithTest(close);
  return { database, ownerSql, superuserSql, url, ownerUrl, close };
}

// What a test file opened outside its tests ends with the file.
afterAll(async () => {
  await Promise.all([...openDatabases].map((close) => close()));
});

function connect(url: string): postgres.Sql<{ bigint: bigint }> {
  return postgres(url, { max: 2, types: { bigint: postgres.BigInt }, onnotice: () => undefined });
}

function closeWithTest(close: () => Promise<void>): void {
  try {
    onTestFinished(close);
  } catch {
    // Not inside a test: it is closed with the file.
  }
}
