import { approveBatch } from "#app/payouts/approve-batch.server.ts";
import { downloadBatchFile } from "#app/payouts/download-batch-file.server.ts";
import { sealAccount, sealPayeeText } from "#app/payees/payee-secrets.server.ts";
import { prepareBatch } from "#app/payouts/prepare-batch.server.ts";
import { confirmBankTransfer, recordBankTransfer } from "#app/billing/record-bank-transfer.server.ts";
import { readQueueFilter } from "#app/approvals/queue-filter.ts";
import { readQueue } from "#app/approvals/review-queue.server.ts";
import { sendBatch } from "#app/payouts/send-batch.server.ts";
import { settlePayouts } from "#app/payouts/settle-payout.server.ts";
import { sealBooks } from "#app/ledger/seal-books.server.ts";
import { runChecks } from "#db/run-checks.server.ts";
import { say } from "#scripts/command.ts";
import * as books from "./bench-books-store.server.ts";
import { findFirstMember, findOtherPerson } from "./bench-members-store.server.ts";
import { below, exactly, quantileOf, type BenchFigure } from "./bench-report.ts";
import type { BenchWorld } from "./bench-world.server.ts";

const SALES = 250_000;
const QUICK_SALES = 5_000;
const CREATORS = 10_000;
const QUICK_CREATORS = 200;
const COMMISSIONS = 1_000_000;
const QUICK_COMMISSIONS = 20_000;
const PEOPLE = 20;
const LOOKS_PER_PERSON = 10;
/** Between two looks a person reads. */
const READING_MS = 1_000;
const PROGRESS_SALES = 50_000;
const MS_PER_SECOND = 1_000;
const BYTES_PER_MB = 1_000_000;
/** Ten times what the batch pays. */
const PAID_IN_MINOR = 1_000_000_000n;
const EXAMPLE_IBAN = "DE89370400440532013000";

/** Books of a million entries: sealing, verifying, a batch of ten thousand payouts, and the review queue beside a million commissions. */
export async function measureBooks(world: BenchWorld, isQuick: boolean): Promise<BenchFigure[]> {
  const { services, brandId } = world;
  const filler = await books.openFiller(world.superuserUrl);
  try {
    const creatorCount = isQuick ? QUICK_CREATORS : CREATORS;
    const campaign = await books.insertCampaignOfMany(filler, services, brandId, creatorCount, (name) => ({
      ...{ kind: "iban", currency: null, accountEnding: EXAMPLE_IBAN.slice(-4) },
      holderNameEncrypted: sealPayeeText(services, name),
      accountEncrypted: sealAccount(services, { kind: "iban", iban: EXAMPLE_IBAN }),
    }));
    const saleCount = isQuick ? QUICK_SALES : SALES;
    await books.insertBookedSales(filler, services, campaign, services.newId(), saleCount, (done) => {
      if (done % PROGRESS_SALES === 0) say(`${done} of ${saleCount} sales booked`);
    });
    return [
      ...(await measureChecks(world)),
      ...(await measureBatch(world, creatorCount)),
      ...(await measureQueue(world, filler, isQuick ? QUICK_COMMISSIONS : COMMISSIONS)),
    ];
  } finally {
    await filler.end();
  }
}

async function secondsOf<Value>(work: () => Promise<Value>): Promise<{ seconds: number; value: Value }> {
  const startedMs = performance.now();
  const value = await work();
  return { seconds: (performance.now() - startedMs) / MS_PER_SECOND, value };
}

async function measureChecks({ services, superuserUrl }: BenchWorld): Promise<BenchFigure[]> {
  const sealed = await secondsOf(() => sealBooks(services));
  const entryCount = await books.countRows(services, "ledger_entries");
  let peakBytes = 0;
  const verified = await secondsOf(() =>
    runChecks(superuserUrl, {
      onProgress: () => (peakBytes = Math.max(peakBytes, process.memoryUsage.rss())),
      onResult: ({ name, findings, firstRows }) => {
        if (findings > 0) say(`${name}: ${findings} findings, ${firstRows[0] ?? ""}`);
      },
    }),
  );
  const findings = verified.value.reduce((sum, result) => sum + result.findings, 0);
  return [
    { key: "sealsPerSecond", label: "rows sealed per second", value: sealed.value / sealed.seconds },
    { key: "entries", label: "ledger entries", value: entryCount },
    { key: "verifySeconds", label: "verify over all of them, s", value: verified.seconds, digits: 1, target: below(60) },
    { key: "verifyFindings", label: "what it finds", value: findings, target: exactly(0) },
    { key: "verifyMb", label: "most memory of the whole process meanwhile, MB", value: peakBytes / BYTES_PER_MB },
  ]; // prettier-ignore
}

async function measureBatch({ services, brandId }: BenchWorld, payoutCount: number): Promise<BenchFigure[]> {
  const userId = await findFirstMember(services.db, brandId);
  const approverId = await findOtherPerson(services.db, userId);
  const transfer = { brandId, amountMinor: PAID_IN_MINOR, currency: "EUR", bankReference: "Bench", userId };
  const recorded = await recordBankTransfer(services, transfer);
  if (!recorded.ok) throw new Error(`The transfer was refused: ${recorded.refusal}.`);
  const { topUpId, isWaiting } = recorded.value;
  if (isWaiting) await confirmBankTransfer(services, { brandId, topUpId, userId: approverId });
  const built = await secondsOf(() => prepareBatch(services, { rail: "sepa", currency: "EUR", userId }));
  if (!built.value.ok) throw new Error(`The batch was refused: ${built.value.refusal}.`);
  const { batchId } = built.value.value;
  if (built.value.value.payoutCount !== payoutCount) throw new Error("Not everybody is in the batch.");
  const approved = await secondsOf(() => approveBatch(services, { batchId, userId: approverId, roles: ["approver"] }));
  if (!approved.value.ok) throw new Error(`The batch was not approved: ${approved.value.refusal}.`);
  const sent = await secondsOf(() => sendBatch(services, { batchId, userId }));
  if (!sent.value.ok) throw new Error(`The batch was not sent: ${sent.value.refusal}.`);
  const file = { batchId, format: "pain.001.001.09", part: "", userId } as const;
  const exported = await secondsOf(() => downloadBatchFile(services, file));
  if (!exported.value.ok) throw new Error("The file is not there.");
  const settled = await secondsOf(() => settlePayouts(services, { batchId, userId }));
  const words = payoutCount.toLocaleString("en-US");
  return [
    { key: "buildSeconds", label: `a batch of ${words} payouts built, s`, value: built.seconds, digits: 1, target: below(30) },
    { key: "approveSeconds", label: "the same approved, s", value: approved.seconds, digits: 1 },
    { key: "sendSeconds", label: "sent: booked, and both bank files written, s", value: sent.seconds, digits: 1 },
    { key: "exportSeconds", label: "sent and its file handed out, s", value: sent.seconds + exported.seconds, digits: 1, target: below(10) },
    { key: "settleSeconds", label: "all of it settled, s", value: settled.seconds, digits: 1 },
  ]; // prettier-ignore
}

async function measureQueue(world: BenchWorld, filler: books.Filler, wanted: number): Promise<BenchFigure[]> {
  const { services, brandId } = world;
  const stored = await books.countRows(services, "commissions");
  await books.insertOldCommissions(filler, brandId, Math.max(0, wanted - stored));
  const { filter } = readQueueFilter(new URLSearchParams());
  const tookMs: number[] = [];
  let waiting = 0;
  const look = async () => {
    const startedMs = performance.now();
    waiting = (await readQueue(services, filter)).total;
    return performance.now() - startedMs;
  };
  await look();
  await Promise.all(
    Array.from({ length: PEOPLE }, async (_, person) => {
      await new Promise((resolve) => setTimeout(resolve, (person * READING_MS) / PEOPLE));
      for (let count = 0; count < LOOKS_PER_PERSON; count += 1) {
        tookMs.push(await look());
        await new Promise((resolve) => setTimeout(resolve, READING_MS));
      }
    }),
  );
  return [
    { key: "commissions", label: "commissions", value: await books.countRows(services, "commissions") },
    { key: "waiting", label: "of them matured and waiting in the queue", value: waiting },
    { key: "queueP95Ms", label: `p95 of the queue of ${PEOPLE} people who each look every second, ms`, value: quantileOf(tookMs, 0.95), digits: 0, target: below(200) },
  ]; // prettier-ignore
}
