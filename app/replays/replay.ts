/**
 * running: the what-if is being worked out. done: it is, and nothing was posted. cancelled: somebody stopped it; what was found so far is
 * kept. failed: it could not be worked out. applying: the differences are being posted. applied: they all are.
 */
export const replayStatuses = ["running", "done", "cancelled", "failed", "applying", "applied"] as const;
export type ReplayStatus = (typeof replayStatuses)[number];

/** what-if: what would change. applied: what did. */
export const replayPhases = ["what-if", "applied"] as const;
export type ReplayPhase = (typeof replayPhases)[number];

/** One partnership's part of a sale and what it earns, as it is kept with a change: minor units as text. */
export interface ReplayedCredit {
  readonly partnershipId: string;
  readonly shareBps: number;
  readonly currency: string;
  readonly earnedMinor: string;
}

/** How one partnership fares in all, in one currency. Minor units as text. */
export interface ReplaySum {
  readonly partnershipId: string;
  readonly currency: string;
  readonly salesBefore: number;
  readonly salesAfter: number;
  readonly beforeMinor: string;
  readonly afterMinor: string;
}

/**
 * How far a replay has come. First the buyers without an account, in order of time; then the customers, each with all their sales. The
 * budgets are what each campaign's commissions have used so far, in the course of the replay.
 */
export interface ReplayCursor {
  readonly lane: "anonymous" | "customers" | "end";
  readonly placedAt: string | null;
  readonly saleId: string | null;
  readonly customerKey: string | null;
  readonly spentMinor: Readonly<Record<string, string>>;
}

export const REPLAY_START: ReplayCursor = {
  lane: "anonymous",
  placedAt: null,
  saleId: null,
  customerKey: null,
  spentMinor: {},
};

/** A stretch of at most three years: longer than any window looks back. */
export const MAX_REPLAY_DAYS = 1_096;

/** Whether a partnership gained or lost sales or money. */
export function hasMoved({ salesBefore, salesAfter, beforeMinor, afterMinor }: ReplaySum): boolean {
  return salesBefore !== salesAfter || beforeMinor !== afterMinor;
}
