import type { StoredCheck } from "./month.ts";

/** What must be done before a month is closed, and what is worth knowing. */
export const checklistKinds = [
  "batches",
  "payouts",
  "reconciliation",
  "checks",
  "inquiries",
  "appeals",
  "review",
] as const;
export type ChecklistKind = (typeof checklistKinds)[number];

export interface ChecklistItem {
  readonly kind: ChecklistKind;
  readonly isClear: boolean;
  /** False for what is only worth knowing: it stops nobody. */
  readonly isRequired: boolean;
  /** How it stands, in one sentence. */
  readonly sentence: string;
}

/** What the checklist of a month is made from. */
export interface MonthFacts {
  /** Batches prepared before the month's end that are neither sent nor cancelled. */
  readonly openBatchCount: number;
  /** Payouts sent before its end that the rail has neither settled nor returned. */
  readonly unansweredCount: number;
  /** Differences up to its end between ledger, batch and rail that nobody has explained. */
  readonly differenceCount: number;
  /** The books' own checks as they were last run for this closing; null when they were not. */
  readonly checks: readonly StoredCheck[] | null;
  readonly checkedAt: Date | null;
  /** Open inquiries and appeals from before the month's end whose deadline has passed. */
  readonly overdueInquiryCount: number;
  readonly overdueAppealCount: number;
  /** Commissions that matured in the month and that nobody has decided. */
  readonly unreviewedCount: number;
}

/** Checks older than this are run again before the books are signed. */
export const CHECKS_HOLD_HOURS = 24;

/** The checklist of a month as the facts are at an instant. */
export function checklistOf(facts: MonthFacts, now: Date): ChecklistItem[] {
  return [
    required("batches", facts.openBatchCount, "Every batch of the month is sent or cancelled.", (count) =>
      count === 1 ? "1 batch is neither sent nor cancelled." : `${count} batches are neither sent nor cancelled.`,
    ),
    required("payouts", facts.unansweredCount, "Every payout that was sent is settled or came back.", (count) =>
      count === 1
        ? "1 payout was sent and not answered by the bank."
        : `${count} payouts were sent and not answered by the bank.`,
    ),
    required(
      "reconciliation",
      facts.differenceCount,
      "Ledger, batches and rails agree, or somebody said why not.",
      (count) =>
        count === 1
          ? "1 difference between ledger, batch and rail is not explained."
          : `${count} differences between ledger, batches and rails are not explained.`,
    ),
    checksItem(facts, now),
    required(
      "inquiries",
      facts.overdueInquiryCount,
      "No inquiry from before the end of the month is overdue.",
      (count) => (count === 1 ? "1 inquiry is overdue." : `${count} inquiries are overdue.`),
    ),
    required("appeals", facts.overdueAppealCount, "No appeal from before the end of the month is overdue.", (count) =>
      count === 1 ? "1 appeal is overdue." : `${count} appeals are overdue.`,
    ),
    {
      kind: "review",
      isClear: facts.unreviewedCount === 0,
      isRequired: false,
      sentence:
        facts.unreviewedCount === 0
          ? "Everything that matured in the month is decided."
          : `${facts.unreviewedCount} commissions that matured in the month wait for a decision. They are booked when it is made.`,
    },
  ];
}

/** Whether nothing that must be done is open. */
export function isClosable(items: readonly ChecklistItem[]): boolean {
  return items.every(({ isClear, isRequired }) => isClear || !isRequired);
}

function required(kind: ChecklistKind, count: number, clear: string, open: (count: number) => string): ChecklistItem {
  return { kind, isClear: count === 0, isRequired: true, sentence: count === 0 ? clear : open(count) };
}

function checksItem({ checks, checkedAt }: MonthFacts, now: Date): ChecklistItem {
  const item = { kind: "checks", isRequired: true } as const;
  if (checks === null || checkedAt === null) {
    return { ...item, isClear: false, sentence: "The checks of the books have not been run for this closing yet." };
  }
  if (now.getTime() - checkedAt.getTime() > CHECKS_HOLD_HOURS * 3_600_000) {
    return { ...item, isClear: false, sentence: "The checks of the books are older than a day. Run them again." };
  }
  const broken = checks.filter(({ findings }) => findings > 0);
  if (broken.length === 0)
    return { ...item, isClear: true, sentence: `All ${checks.length} checks of the books hold.` };
  const first = broken[0]?.claim ?? "";
  return {
    ...item,
    isClear: false,
    sentence: `${broken.length} of ${checks.length} checks of the books found something, first of all where this should hold: ${first}`,
  };
}
