import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { returnPayoutIn } from "#app/payouts/return-payout.server.ts";
import { settlePayoutsIn } from "#app/payouts/settle-payout.server.ts";
import { sha256 } from "#app/platform/keys.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { constraintOf, type Tx } from "#db/client.server.ts";
import { isOfPayout, matchLines, namesOf, plainIdOf, type MatchedLine } from "./match-lines.ts";
import type { RailStatement } from "./rail-statement.ts";
import {
  findKnownKeys,
  findNamedPayouts,
  findSameStatement,
  insertStatement,
  type NamedPayout,
  type NewLine,
} from "./statement-store.server.ts";

export interface KeptStatement {
  readonly statementId: string;
  readonly newLineCount: number;
  readonly settledCount: number;
  readonly returnedCount: number;
}

export type KeepRefusal = "known-statement" | "empty-statement";

const MAX_NAME_LENGTH = 120;
const MAX_REASON_LENGTH = 200;

/**
 * Keeps what a rail says and does what follows from it: payments that left as they were sent are settled, those that came back are payable
 * again with the rail's reason. What disagrees is kept and left alone, for a person. The same statement again changes nothing; of one that
 * overlaps another only the new lines are kept.
 *
 * @param contentHash SHA-256 of what the statement was read from.
 */
export async function keepStatement(
  services: Services,
  statement: RailStatement,
  { contentHash, userId }: { readonly contentHash: string; readonly userId: string | null },
): Promise<Outcome<KeptStatement, KeepRefusal>> {
  try {
    return await services.db.inPlatform(async (tx) => {
      const known = await findSameStatement(tx, statement.rail, contentHash);
      if (known) return refused("known-statement", known.id);
      const named = await findNamed(tx, statement);
      const matched = matchLines(statement.lines, named).map(shorten);
      const isOfProvider = statement.format === "api";
      // In a file, money that came in and names no payout is the brands' or the bank's business. A provider's own records are kept whole.
      const about = matched.filter(({ kind, payoutId }) => isOfProvider || kind === "paid" || payoutId !== null);
      if (about.length === 0 && !isOfProvider) return refused("empty-statement");
      const fresh = await onlyNew(tx, statement, about);
      const statementId = services.newId();
      await insertStatement(
        tx,
        {
          ...{ id: statementId, rail: statement.rail, format: statement.format, sha256: contentHash },
          name: statement.name.slice(0, MAX_NAME_LENGTH),
          ...{ periodFrom: statement.periodFrom, periodUntil: statement.periodUntil },
          ...{ newLineCount: fresh.length, lineCount: about.length, otherCount: matched.length - about.length },
          ...{ uploadedBy: userId, uploadedAt: services.clock.now() },
        },
        fresh.map((line, position) => toRow(line, { statementId, position, rail: statement.rail })),
      );
      const followed = await follow(services, tx, { lines: fresh, named, userId });
      await recordAuditEvent(services, tx, {
        ...{ brandId: null, actorUserId: userId, action: "rail-statement.kept", subjectId: statementId },
        detail: { rail: statement.rail, lines: fresh.length, ...followed },
      });
      return done({ statementId, newLineCount: fresh.length, ...followed });
    });
  } catch (error) {
    // Two people uploaded the same at once: the other's stands.
    if (constraintOf(error)?.startsWith("rail_statement") === true) return refused("known-statement");
    throw error;
  }
}

function findNamed(tx: Tx, { rail, lines }: RailStatement) {
  const texts = [...new Set(lines.filter(isOfPayout).flatMap(namesOf))].filter((name) => name !== "");
  const plain = texts.flatMap((reference) => plainIdOf(reference) ?? []);
  return findNamedPayouts(tx, rail, {
    wholeIds: plain.filter((id) => id.length === 32),
    idEnds: plain.filter((id) => id.length !== 32),
    texts,
  });
}

function shorten(line: MatchedLine): MatchedLine {
  return { ...line, reason: line.reason.slice(0, MAX_REASON_LENGTH) };
}

interface KeyedLine extends MatchedLine {
  readonly lineKey: string;
}

/** Lines no other statement has told. What looks the same twice in one statement is two payments. */
async function onlyNew(tx: Tx, { rail, format }: RailStatement, lines: readonly MatchedLine[]): Promise<KeyedLine[]> {
  const seen = new Map<string, number>();
  const keyed = lines.map((line) => {
    // A provider numbers its movements; whether we knew the payout when we read one must not make two of it.
    const said = JSON.stringify(format === "api" ? ["api", line.bookingReference] : textsOf(line));
    const count = seen.get(said) ?? 0;
    seen.set(said, count + 1);
    return { ...line, lineKey: sha256(`${said} ${count}`) };
  });
  const known = await findKnownKeys(
    tx,
    rail,
    keyed.map(({ lineKey }) => lineKey),
  );
  return keyed.filter(({ lineKey }) => !known.has(lineKey));
}

function textsOf({
  kind,
  reference,
  currency,
  amountMinor,
  bookedOn,
  bookingReference,
  payoutId,
}: MatchedLine): string[] {
  return [kind, reference, currency, amountMinor.toString(), bookedOn, bookingReference, payoutId ?? ""];
}

function toRow(
  line: KeyedLine,
  place: { readonly statementId: string; readonly position: number; readonly rail: NewLine["rail"] },
): NewLine {
  const { lineKey, kind, reference, currency, amountMinor, feeMinor = 0n, bookedOn, reason, payoutId } = line;
  const { bookingReference } = line;
  const money = { currency, amountMinor, feeMinor };
  return { ...place, lineKey, kind, reference, ...money, bookedOn, reason, payoutId, bookingReference };
}

/** Settles and returns what the new lines say, where they agree with what was sent. */
async function follow(
  services: Services,
  tx: Tx,
  {
    lines,
    named,
    userId,
  }: { readonly lines: readonly MatchedLine[]; readonly named: readonly NamedPayout[]; readonly userId: string | null },
): Promise<{ settledCount: number; returnedCount: number }> {
  const payoutOf = new Map(named.map((payout) => [payout.payoutId, payout]));
  const agreeing = lines.flatMap((line) => {
    const payout = payoutOf.get(line.payoutId ?? "");
    const isWhole = payout?.paidMinor === line.amountMinor && payout.currency === line.currency;
    return payout && (isWhole || line.kind === "rejected") ? [{ line, payout }] : [];
  });
  let settledCount = 0;
  const arrived = agreeing.filter(({ line }) => line.kind === "paid").map(({ payout }) => payout);
  for (const batchId of [...new Set(arrived.map((payout) => payout.batchId))].sort()) {
    const payoutIds = new Set(arrived.filter((payout) => payout.batchId === batchId).map(({ payoutId }) => payoutId));
    const outcome = await settlePayoutsIn(services, tx, { batchId, payoutIds, userId });
    if (outcome.ok) settledCount += outcome.value.settledCount;
  }
  let returnedCount = 0;
  for (const { line, payout } of agreeing) {
    if (line.kind === "paid") continue;
    const reason = line.reason || "The money came back.";
    const outcome = await returnPayoutIn(services, tx, { payoutId: payout.payoutId, reason, userId });
    if (outcome.ok && outcome.value.wasReturned) returnedCount += 1;
  }
  return { settledCount, returnedCount };
}
