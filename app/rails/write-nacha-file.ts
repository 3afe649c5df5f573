import { sumMinor } from "../kit/money.ts";
import { toLatinText } from "../kit/latin-text.ts";
import { achReferenceOf, type Payment, type PaymentBatch } from "./payment.ts";

/** Who originates the payments, and through which bank. */
export interface NachaOriginator {
  readonly bankRouting: string;
  readonly bankName: string;
  readonly companyId: string;
  readonly companyName: string;
}

const RECORD_LENGTH = 94;
const RECORDS_PER_BLOCK = 10;
const HASH_MODULUS = 10n ** 10n;
/** Ten digits of cents: what the amount of one entry can hold. */
const MAX_ENTRY_MINOR = 10n ** 10n - 1n;
/** Credits only; prearranged payments to people (NACHA operating rules, appendix 3). */
const SERVICE_CLASS = "220";
const ENTRY_CLASS = "PPD";
const BATCH_NUMBER = "0000001";
/** Credits to a checking and to a savings account. */
const transactionCodes = { checking: "22", savings: "32" } as const;

/**
 * A NACHA file: one batch of credits in US dollars, in records of 94 characters (1 file header, 5 batch header, 6 entries, 8 batch
 * control, 9 file control), filled up with nines to blocks of ten. The entry hash is the sum of the first eight digits of the routing
 * numbers, modulo 10^10. Throws a RangeError for what no bank would take.
 */
export function writeNachaFile(batch: PaymentBatch, originator: NachaOriginator): string {
  if (batch.payments.length === 0) throw new RangeError("A NACHA file needs at least one payment.");
  const odfi = originator.bankRouting.slice(0, 8);
  const entries = batch.payments.map((payment, index) => entryRecord(payment, odfi, index + 1));
  const total = sumMinor(batch.payments.map((payment) => payment.amountMinor));
  const hash = batch.payments.reduce((sum, { account }) => sum + BigInt(routingOf(account).slice(0, 8)), 0n);
  const sums = [digits(hash % HASH_MODULUS, 10), digits(0n, 12), digits(total, 12)];
  const count = BigInt(entries.length);
  const records = [
    fileHeader(batch, originator),
    batchHeader(batch, originator, odfi),
    ...entries,
    ["8", SERVICE_CLASS, digits(count, 6), ...sums, text(originator.companyId, 10), " ".repeat(25), odfi, BATCH_NUMBER],
  ];
  const blockCount = BigInt(Math.ceil((records.length + 1) / RECORDS_PER_BLOCK));
  records.push(["9", digits(1n, 6), digits(blockCount, 6), digits(count, 8), ...sums, " ".repeat(39)]);
  const lines = records.map((fields) => fields.join(""));
  const wrong = lines.find((line) => line.length !== RECORD_LENGTH);
  if (wrong !== undefined)
    throw new RangeError(`A NACHA record has ${wrong.length} characters instead of ${RECORD_LENGTH}.`);
  while (lines.length % RECORDS_PER_BLOCK !== 0) lines.push("9".repeat(RECORD_LENGTH));
  return `${lines.join("\n")}\n`;
}

function fileHeader(
  { name, sentAt }: PaymentBatch,
  { bankRouting, bankName, companyId, companyName }: NachaOriginator,
) {
  const iso = sentAt.toISOString();
  const time = iso.slice(11, 16).replace(":", "");
  return [
    ...["1", "01", ` ${bankRouting}`, text(companyId, 10), shortDay(sentAt), time, "A", "094", "10", "1"],
    ...[text(bankName, 23), text(companyName, 23), text(name.replaceAll("-", "").slice(-8), 8)],
  ];
}

function batchHeader({ name, sentAt }: PaymentBatch, { companyId, companyName }: NachaOriginator, odfi: string) {
  return [
    ...["5", SERVICE_CLASS, text(companyName, 16), text(name, 20), text(companyId, 10), ENTRY_CLASS],
    ...[text("PAYOUT", 10), shortDay(sentAt), shortDay(nextWeekday(sentAt)), "   ", "1", odfi, BATCH_NUMBER],
  ];
}

function entryRecord({ account, amountMinor, currency, holderName, payoutId }: Payment, odfi: string, number: number) {
  if (currency !== "USD") throw new RangeError(`A NACHA file is in USD, not in ${currency}.`);
  if (account.kind !== "us-account")
    throw new RangeError(`Payout ${payoutId} goes to no account in the United States.`);
  if (amountMinor <= 0n) throw new RangeError(`Payout ${payoutId} has no positive amount.`);
  if (amountMinor > MAX_ENTRY_MINOR) throw new RangeError(`Payout ${payoutId} is more than one ACH entry carries.`);
  return [
    ...["6", transactionCodes[account.accountType], account.routingNumber, text(account.accountNumber, 17)],
    ...[digits(amountMinor, 10), text(achReferenceOf(payoutId), 15), text(holderName, 22), "  ", "0"],
    ...[odfi, digits(BigInt(number), 7)],
  ];
}

function routingOf(account: Payment["account"]): string {
  return account.kind === "us-account" ? account.routingNumber : "0";
}

/** Left-aligned capitals in the restricted Latin set, cut or filled with blanks. */
function text(value: string, length: number): string {
  return toLatinText(value, length).toUpperCase().slice(0, length).padEnd(length);
}

function digits(value: bigint, length: number): string {
  return value.toString().padStart(length, "0");
}

function shortDay(instant: Date): string {
  return instant.toISOString().slice(2, 10).replaceAll("-", "");
}

/** The day entries should settle: the next that is no weekend; on a holiday of the Federal Reserve the bank takes the next one itself. */
function nextWeekday(instant: Date): Date {
  const next = new Date(instant);
  do next.setUTCDate(next.getUTCDate() + 1);
  while (next.getUTCDay() === 0 || next.getUTCDay() === 6);
  return next;
}
