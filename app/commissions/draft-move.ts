import { sumMinor } from "../kit/money.ts";
import type { Posting } from "../ledger/posting.ts";
import type { CommissionLineRow, CommissionRecord, CommissionRow } from "./commission-store.server.ts";
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
  /** When it is moved. */
  readonly at: Date;
  /** The commission is not stored yet, and is inserted where it ends. */
  readonly isNew?: boolean;
  /** What the sale counts for when later sales ask; as it was, where this is left out. */
  readonly standing?: SaleStanding;
}

/** What is written to bring one commission to its target. */
export interface CommissionMove {
  readonly postings: readonly Posting[];
  readonly row: CommissionRow;
  /** Those of its lines that change. */
  readonly lines: readonly CommissionLineRow[];
  readonly at: Date;
}

/**
 * How one commission comes from where it is to its target: the differences to post, line by line, and its positions and lines then. Null
 * for a commission that is there already.
 */
export function draftMove(commission: CommissionRecord, target: CommissionTarget): CommissionMove | null {
  const { brandId, id: commissionId, currency, creatorId, saleId } = commission;
  const lines = withMissingLines(target, commission.lines).map((line) =>
    target.status === "declined" ? declined(line) : line,
  );
  const earnedMinor = sumMinor(lines.map((line) => line.earnedMinor));
  const after = placeMoney(earnedMinor, target.status, target.blockedBy === "open-dispute", commission);
  const drafts = draftPostings({
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
  const postings = drafts.map((draft, index): Posting => {
    const idempotencyKey = `commission:${commissionId}:${commission.revision + index}`;
    return { ...draft, idempotencyKey, occurredAt: target.occurredAt, saleId, commissionId };
  });
  const changed = lines.filter((line) => hasChanged(line, lineOf(commission, line)));
  const { status, blockedBy, holdUntil, at } = target;
  const isSame =
    postings.length === 0 &&
    changed.length === 0 &&
    status === commission.status &&
    blockedBy === commission.blockedBy &&
    countsTheSame(commission, target.standing) &&
    holdUntil.getTime() === commission.holdUntil.getTime();
  if (isSame && !target.isNew) return null;
  const { lines: _lines, ...row } = commission;
  return {
    postings,
    row: {
      ...{ ...row, ...after, earnedMinor, status, blockedBy, holdUntil },
      ...(target.standing ? columnsOf(target.standing) : {}),
      calculatedMinor: sumMinor(lines.map((line) => line.calculatedMinor)),
      revision: commission.revision + postings.length,
      updatedAt: at,
    },
    lines: changed.map((line) => ({ ...line, brandId, commissionId })),
    at,
  };
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
