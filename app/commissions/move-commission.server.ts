import type { Tx } from "#db/client.server.ts";
import { sumMinor } from "#app/kit/money.ts";
import { postTransaction } from "#app/ledger/post-transaction.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { CommissionRecord, CommissionLineRow } from "./commission-store.server.ts";
import { insertCommission, saveCommissionLines, updateCommission } from "./commission-store.server.ts";
import type { CommissionStatus } from "./commission.ts";
import { draftPostings } from "./draft-postings.ts";
import type { SaleStanding } from "./find-later.ts";
import type { GrantedLine } from "./grant-from-budget.ts";
import { placeMoney } from "./place-money.ts";

export interface CommissionTarget {
  /** What each line should have earned by now; for a declined commission what it would have. */
  readonly lines: readonly (GrantedLine & { readonly termsId: string })[];
  readonly status: CommissionStatus;
  readonly blockedBy: CommissionRecord["blockedBy"];
  readonly holdUntil: Date;
  /** Why, as a clause for the sentence of the posting. */
  readonly because: string;
  readonly occurredAt: Date;
  /** A decline is overturned: the posting says so. */
  readonly isReinstated?: boolean;
  /** The commission is not stored yet, and is inserted where it ends. */
  readonly isNew?: boolean;
  /** What the sale counts for when later sales ask; as it was, where this is left out. */
  readonly standing?: SaleStanding;
}

/**
 * Brings one commission from where it is to its target: posts the differences, line by line, and writes the positions and lines in the
 * same transaction. The caller holds the commission's lock. A commission that is there already is not written at all.
 */
export async function moveCommission(
  services: Services,
  tx: Tx,
  commission: CommissionRecord,
  target: CommissionTarget,
): Promise<void> {
  const { brandId, id: commissionId, currency, creatorId, saleId } = commission;
  const lines = withMissingLines(target, commission.lines).map((line) =>
    target.status === "declined" ? declined(line) : line,
  );
  const earnedMinor = sumMinor(lines.map((line) => line.earnedMinor));
  const after = placeMoney(earnedMinor, target.status, target.blockedBy === "open-dispute", commission);
  const postings = draftPostings({
    brandId,
    creatorId,
    currency,
    status: target.status,
    before: commission,
    after,
    lineDifferences: lines.map((line) => ({
      saleLineId: line.saleLineId,
      amountMinor: line.earnedMinor - (lineOf(commission, line)?.earnedMinor ?? 0n),
    })),
    because: target.because,
    isReinstated: target.isReinstated ?? false,
  });
  let { revision } = commission;
  for (const posting of postings) {
    const idempotencyKey = `commission:${commissionId}:${revision}`;
    await postTransaction(services, tx, brandId, {
      ...posting,
      idempotencyKey,
      occurredAt: target.occurredAt,
      saleId,
      commissionId,
    });
    revision += 1;
  }
  const changed = lines.filter((line) => hasChanged(line, lineOf(commission, line)));
  const { status, blockedBy, holdUntil } = target;
  const isSame =
    revision === commission.revision &&
    changed.length === 0 &&
    status === commission.status &&
    blockedBy === commission.blockedBy &&
    countsTheSame(commission, target.standing) &&
    holdUntil.getTime() === commission.holdUntil.getTime();
  if (isSame && !target.isNew) return;
  const calculatedMinor = sumMinor(lines.map((line) => line.calculatedMinor));
  const updatedAt = services.clock.now();
  const { exchangeRate, exchangeRateDay, exchangeRateSource } = commission;
  const inCurrency = { currency, exchangeRate, exchangeRateDay, exchangeRateSource };
  const standing = {
    ...after,
    ...inCurrency,
    ...(target.standing ? columnsOf(target.standing) : {}),
    calculatedMinor,
    earnedMinor,
    status,
    blockedBy,
    holdUntil,
    revision,
    updatedAt,
  };
  if (target.isNew) {
    await insertCommission(tx, { ...commission, ...standing });
  } else {
    await updateCommission(tx, brandId, commissionId, standing);
  }
  await saveCommissionLines(tx, brandId, commissionId, changed);
}

/** Lines that were posted for once and are not in the target any more have earned nothing. */
function withMissingLines(target: CommissionTarget, known: readonly CommissionLineRow[]): CommissionTarget["lines"] {
  const missing = known.filter((line) => !target.lines.some((stated) => isSameLine(stated, line)));
  return [
    ...target.lines,
    ...missing.map((line) => ({
      ...line,
      remainingNetMinor: 0n,
      calculatedMinor: 0n,
      earnedMinor: 0n,
      ...(line.part === "bonus" ? { sentence: "The bonus of this period is not this sale's any more." } : {}),
    })),
  ];
}

const columnsOf = ({ placedAt, countsAsSale, netMinor, earnedMinor, bonusMinor }: SaleStanding) => ({
  saleOccurredAt: placedAt,
  countsAsSale,
  soldNetMinor: netMinor,
  soldEarnedMinor: earnedMinor,
  soldBonusMinor: bonusMinor,
});

function countsTheSame(commission: CommissionRecord, standing: SaleStanding | undefined): boolean {
  if (!standing) return true;
  return (
    commission.saleOccurredAt.getTime() === standing.placedAt.getTime() &&
    commission.countsAsSale === standing.countsAsSale &&
    commission.soldNetMinor === standing.netMinor &&
    commission.soldEarnedMinor === standing.earnedMinor &&
    commission.soldBonusMinor === standing.bonusMinor
  );
}

const DECLINED_NOTE = " Declined by a person, so none of it is earned.";

/** The sentence of a line as it was before a decline. */
export function withoutDeclinedNote(sentence: string): string {
  return sentence.endsWith(DECLINED_NOTE) ? sentence.slice(0, -DECLINED_NOTE.length) : sentence;
}

function declined<Line extends GrantedLine>(line: Line): Line {
  return {
    ...line,
    earnedMinor: 0n,
    sentence: line.sentence.endsWith(DECLINED_NOTE) ? line.sentence : line.sentence + DECLINED_NOTE,
  };
}

type LineKey = Pick<CommissionLineRow, "saleLineId" | "part">;

function lineOf(commission: CommissionRecord, key: LineKey): CommissionLineRow | undefined {
  return commission.lines.find((line) => isSameLine(line, key));
}

function isSameLine(one: LineKey, other: LineKey): boolean {
  return one.saleLineId === other.saleLineId && one.part === other.part;
}

function hasChanged(line: CommissionTarget["lines"][number], known: CommissionLineRow | undefined): boolean {
  return (
    known === undefined ||
    line.earnedMinor !== known.earnedMinor ||
    line.calculatedMinor !== known.calculatedMinor ||
    line.originalNetMinor !== known.originalNetMinor ||
    line.remainingNetMinor !== known.remainingNetMinor ||
    line.rateBps !== known.rateBps ||
    line.termsId !== known.termsId ||
    line.sentence !== known.sentence
  );
}
