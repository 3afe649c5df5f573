import { setTimeout as pause } from "node:timers/promises";
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { beforeCommit, finish } from "./before-commit.server.ts";
import { sendGathered } from "./gathered-writes.server.ts";
import { run, statement } from "./statement.server.ts";

/** One open transaction. Stores take it as their first argument. */
export type Tx = Parameters<Parameters<PostgresJsDatabase["transaction"]>[0]>[0];

export interface Database {
  /**
   * One transaction for one brand. `fairshare.brand_id` is set for its length, so that row-level security can stand behind it.
   * A serialization failure or a deadlock runs `work` again: it must not have effects outside the transaction.
   */
  inBrand<T>(brandId: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** One transaction that is not of one brand: sign-in, creators, finance, administration. Runs again like `inBrand`. */
  inPlatform<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** The raw driver on connections of its own, for bulk appends of the hot path and for checks. bigint columns are bigint. */
  readonly sql: Sql;
  close(): Promise<void>;
}

/** The driver with bigint for int8. */
export type Sql = postgres.Sql<{ bigint: bigint }>;

export interface DatabaseOptions {
  /** Most connections for transactions. */
  maxConnections?: number;
  /** Most connections of the raw driver. They are opened on first use. */
  maxRawConnections?: number;
  /** Off behind a pooler that cannot keep prepared statements (pgbouncer before 1.21 in transaction mode). */
  prepare?: boolean;
  /** For filling a database that can be filled again: a commit does not wait for the disk, and a power cut may lose the last ones. */
  isRefillable?: boolean;
}

const MAX_CONNECTIONS = 10;
const MAX_RAW_CONNECTIONS = 4;
const MAX_RETRIES = 5;
const FIRST_RETRY_MS = 10;
const CONNECT_TIMEOUT_SECONDS = 10;
const FIRST_RECONNECT_SECONDS = 0.05;
const MAX_RECONNECT_SECONDS = 0.5;
const CLOSE_TIMEOUT_SECONDS = 5;

/** 40001 serialization_failure and 40P01 deadlock_detected: https://www.postgresql.org/docs/18/mvcc-serialization-failure-handling.html */
const retryableCodes: ReadonlySet<string> = new Set(["40001", "40P01"]);

/** The driver's own pause grows to 20 s, which clicks would spend in the spool although the database is back. */
function secondsBeforeConnecting(attempt: number): number {
  return Math.min(FIRST_RECONNECT_SECONDS * 2 ** attempt, MAX_RECONNECT_SECONDS);
}

/** Opens the pools lazily: the first statement connects. */
export function createDatabase(url: string, options: DatabaseOptions = {}): Database {
  const connection = {
    prepare: options.prepare ?? true,
    connect_timeout: CONNECT_TIMEOUT_SECONDS,
    backoff: secondsBeforeConnecting,
    onnotice: () => undefined,
    connection: { application_name: "fairshare", ...(options.isRefillable ? { synchronous_commit: "off" } : {}) },
  };
  // Drizzle replaces the driver's treatment of dates in the pool it is given, so the raw driver has a pool of its own.
  const pool = withoutLastWords(
    askingForTypesOnce(postgres(url, { ...connection, max: options.maxConnections ?? MAX_CONNECTIONS })),
  );
  const database = drizzle(withGatheredWrites(connection.prepare ? withPreparedStatements(pool) : pool));
  const raw: Sql = askingForTypesOnce(
    postgres(url, {
      ...connection,
      max: options.maxRawConnections ?? MAX_RAW_CONNECTIONS,
      types: { bigint: postgres.BigInt },
    }),
  );
  return {
    inBrand: (brandId, work) =>
      withRetry(() =>
        database.transaction((tx) =>
          finish(tx, (named) => {
            // Sent first and so answered first: the work need not wait for the answer.
            beforeCommit(named, run(named, statement`select set_config('fairshare.brand_id', ${brandId}, true)`));
            return work(named);
          }),
        ),
      ),
    inPlatform: (work) => withRetry(() => database.transaction((tx) => finish(tx, work))),
    sql: raw,
    close: async () => {
      await Promise.all([pool.end({ timeout: CLOSE_TIMEOUT_SECONDS }), raw.end({ timeout: CLOSE_TIMEOUT_SECONDS })]);
    },
  };
}

/** The most statements a connection keeps prepared. A text beyond them runs unprepared: lists come in many lengths. */
const MAX_PREPARED_STATEMENTS = 500;
/** A text that was run this often will be run again. */
const RUNS_BEFORE_PREPARING = 3;

/** `text[]`: known once the array types were read. Drizzle sets none of its own for it. https://www.postgresql.org/docs/18/catalog-pg-type.html */
const TEXT_ARRAY_OID = 1009;

/**
 * The driver (postgres 3.4.9) reads the array types at the beginning of each connection, for the whole pool. Nobody waits for that question:
 * a server that dies meanwhile rejects it unheard, which ends the process. Once the types are known they are not asked for again.
 */
function askingForTypesOnce<Pool extends postgres.Sql<{ bigint: bigint }> | postgres.Sql>(pool: Pool): Pool {
  Object.defineProperty(pool.options, "fetch_types", { get: () => !(TEXT_ARRAY_OID in pool.options.parsers) });
  return pool;
}

/**
 * Drizzle asks the driver for each statement anew: parse, describe, wait, plan, run. Inside transactions a text that keeps coming is
 * prepared instead, once per connection: one round trip, and the next statements need not wait for the answer.
 */
function withPreparedStatements(pool: postgres.Sql): postgres.Sql {
  const runs = new Map<string, number>();
  const isWorthPreparing = (text: string): boolean => {
    const count = (runs.get(text) ?? 0) + 1;
    if (count > 1 || runs.size < MAX_PREPARED_STATEMENTS) runs.set(text, count);
    return count > RUNS_BEFORE_PREPARING;
  };
  return withBegin(pool, (sql) => {
    const run = sql.unsafe.bind(sql);
    sql.unsafe = (text, values, options) => run(text, values, { ...options, prepare: isWorthPreparing(text) });
  });
}

/** Statements are sent in the order in which they are asked for, awaited or not, and what is gathered goes before whatever comes after it. */
function withGatheredWrites(pool: postgres.Sql): postgres.Sql {
  return withBegin(pool, (sql) => {
    const run = sql.unsafe.bind(sql);
    sql.unsafe = ((...sent: Parameters<typeof run>) => {
      sendGathered(sql);
      const query = run(...sent);
      void query.execute();
      return query;
    }) as typeof sql.unsafe;
  });
}

type Begin = (work: (sql: postgres.TransactionSql) => unknown) => Promise<unknown>;

/** The pool with something done to the connection of each transaction before its work. */
function withBegin(pool: postgres.Sql, prepareWork: (sql: postgres.TransactionSql) => void): postgres.Sql {
  const begin = pool.begin.bind(pool) as Begin;
  return Object.assign(pool, {
    begin: ((work) =>
      begin((sql) => {
        prepareWork(sql);
        return work(sql);
      })) satisfies Begin,
  });
}

/** A statement on a connection that is gone; the transaction has been told so already. */
class LostConnectionError extends Error {}

const lostConnectionCodes: ReadonlySet<string> = new Set([
  ...["CONNECTION_CLOSED", "CONNECTION_DESTROYED", "ECONNRESET", "EPIPE"],
  // The server is shutting down or crashed: https://www.postgresql.org/docs/18/errcodes-appendix.html, class 57.
  ...["57P01", "57P02", "57P03"],
]);

/**
 * When the server dies under a transaction the driver (postgres 3.4.9) tells the caller, and then still writes a ROLLBACK, the work's next
 * statement or a COMMIT to the connection that is gone: an exception that nobody can catch, which ends the process. So the work of such a
 * transaction is left where it stands: nobody waits for it any more.
 */
function withoutLastWords(pool: postgres.Sql): postgres.Sql {
  const begin = pool.begin.bind(pool) as Begin;
  const never = new Promise<never>(() => undefined);
  const beginGuarded: Begin = (work) => {
    let isOver = false;
    const outcome = begin(async (sql) => {
      const run = sql.unsafe.bind(sql);
      sql.unsafe = (...statement) => {
        if (isOver) throw new LostConnectionError("The connection of this transaction is gone.");
        return run(...statement);
      };
      try {
        const result = await work(sql);
        return isOver ? await never : result;
      } catch (error) {
        if (isOver || isConnectionLost(error)) return never;
        throw error;
      }
    });
    return outcome.catch((error: unknown) => {
      isOver = true;
      throw error;
    });
  };
  return Object.assign(pool, { begin: beginGuarded });
}

function isConnectionLost(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause) {
    const { code } = current as { readonly code?: unknown };
    if (typeof code === "string" && lostConnectionCodes.has(code)) return true;
  }
  return false;
}

async function withRetry<T>(attempt: () => Promise<T>): Promise<T> {
  for (let retry = 0; ; retry += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (retry === MAX_RETRIES || !retryableCodes.has(sqlStateOf(error) ?? "")) throw error;
      // Full jitter: two transactions that met once should not meet again.
      await pause(Math.random() * FIRST_RETRY_MS * 2 ** retry);
    }
  }
}

/** The SQLSTATE of a database error, also when it is wrapped as the cause of another error; undefined for any other error. */
export function sqlStateOf(error: unknown): string | undefined {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (current instanceof postgres.PostgresError) return current.code;
  }
  return undefined;
}

/** The name of the constraint a database error is about, such as `codes_key_unique`; undefined for any other error. */
export function constraintOf(error: unknown): string | undefined {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (current instanceof postgres.PostgresError) return current.constraint_name;
  }
  return undefined;
}
