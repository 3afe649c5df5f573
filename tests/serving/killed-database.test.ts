import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { SettableClock } from "#app/kit/clock.ts";
import { brandCommissionsAccount, creatorAccount } from "#app/ledger/account.ts";
import { postTransaction } from "#app/ledger/post-transaction.server.ts";
import { newUuid } from "#app/platform/ids.server.ts";
import { createDatabase, type Database } from "#db/client.server.ts";
import { startEmbedded } from "#db/embedded.server.ts";
import { migrate } from "#db/migrate.server.ts";
import { runChecks } from "#db/run-checks.server.ts";

const POSTINGS_PER_SECOND = 500;
const KILL_AFTER_POSTINGS = 700;
const CONNECTIONS = 8;
const MS_PER_SECOND = 1_000;
const TIMEOUT_MS = 120_000;

const brandId = newUuid();
const services = { clock: new SettableClock(new Date("2026-06-01T09:00:00Z")), newId: newUuid };

function post(db: Database, idempotencyKey: string): Promise<unknown> {
  const held = creatorAccount(brandId, brandId, "held");
  return db.inBrand(brandId, (tx) =>
    postTransaction(services, tx, brandId, {
      idempotencyKey,
      eventCode: "commission.earned",
      sentence: "A cent was earned.",
      occurredAt: services.clock.now(),
      entries: [
        { account: brandCommissionsAccount(brandId), currency: "EUR", amountMinor: -1n },
        { account: held, currency: "EUR", amountMinor: 1n },
      ],
    }),
  );
}

test(
  "PostgreSQL killed under 500 postings per second: every acknowledged posting is there once it is back, and sums are zero [A6]",
  async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), "fairshare-killed-"));
    // Within reach of the system user that PostgreSQL runs as when the tests run as root.
    chmodSync(dataDir, 0o755);
    const first = await startEmbedded({ dataDir });
    const db = createDatabase(await migrate(first.ownerUrl, first.appUrl), { maxConnections: CONNECTIONS });
    onTestFinished(async () => {
      await db.close();
      await first.stop();
      rmSync(dataDir, { recursive: true, force: true });
    });

    const acknowledged = new Set<string>();
    const unanswered = new Set<string>();
    const postmaster = Number(readFileSync(path.join(dataDir, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
    const startedMs = performance.now();
    let isDown = false;
    let isKilled = false;
    for (let count = 0; !isDown; count += 1) {
      const dueInMs = startedMs + (count * MS_PER_SECOND) / POSTINGS_PER_SECOND - performance.now();
      // Behind its time it still lets the answers in.
      await (dueInMs > 0 ? pause(dueInMs) : nextTurn());
      const key = `posting ${count}`;
      unanswered.add(key);
      void post(db, key).then(
        () => {
          acknowledged.add(key);
          unanswered.delete(key);
        },
        () => (isDown = true),
      );
      if (acknowledged.size < KILL_AFTER_POSTINGS || isKilled) continue;
      process.kill(postmaster, "SIGKILL");
      isKilled = true;
    }
    // Some were on their way: without them the kill would have proven nothing.
    expect(unanswered.size).toBeGreaterThan(0);

    const again = await startEmbedded({ dataDir });
    onTestFinished(() => again.stop());
    const after = createDatabase(again.appUrl);
    onTestFinished(() => after.close());
    // Postings that stand in line in the first pool find the server that is back, and go on being answered while this is read.
    const answered = [...acknowledged];
    const rows = await after.sql<{ key: string }[]>`select idempotency_key as key from ledger_transactions`;
    const stored = new Set(rows.map(({ key }) => key));
    expect(answered.filter((key) => !stored.has(key))).toEqual([]);
    // Whoever got no answer says it again: what had been booked is not booked twice.
    for (const key of unanswered) await post(after, key);
    const [sums] = await after.sql<{ count: number; total: bigint; held: bigint }[]>`
      select count(*)::int / 2 as count, sum(amount_minor)::bigint as total,
        sum(amount_minor) filter (where account like '%:held')::bigint as held from ledger_entries`;
    const count = acknowledged.size + unanswered.size;
    expect(sums).toEqual({ count, total: 0n, held: BigInt(count) });
    // Only the ledger was written to: no commission stands behind these cents.
    const ledgerChecks = (await runChecks(again.ownerUrl)).filter(({ name }) => name.startsWith("ledger-"));
    expect(ledgerChecks.length).toBeGreaterThan(4);
    expect(ledgerChecks.filter(({ findings }) => findings > 0)).toEqual([]);
  },
  TIMEOUT_MS,
);
