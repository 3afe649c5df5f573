/**
 * What may be odd about a commission. new-creator: little history to judge by. own-purchase: the buyer is the creator. leaked-code: the code
 * is used without any click, far above its own baseline. large-order: far above what the brand usually sells. many-refunds: too many of the
 * creator's sales came back. bot-clicks: most clicks on the partnership's links were not made by people.
 */
export const flagKinds = [
  "own-purchase",
  "leaked-code",
  "many-refunds",
  "bot-clicks",
  "large-order",
  "new-creator",
] as const;
export type FlagKind = (typeof flagKinds)[number];

/** The figures behind a finding. Never a buyer's identifier. */
export type FlagEvidence = Readonly<Record<string, string | number>>;

/** One risk finding. */
export interface Finding {
  readonly kind: FlagKind;
  readonly points: number;
  /** What was found, with its figures. */
  readonly sentence: string;
  readonly evidence: FlagEvidence;
}

/** The most a commission can have: more findings do not make it riskier than certain. */
export const MOST_POINTS = 100;

/** The sum of the points, at most 100. */
export function riskPointsOf(findings: readonly Pick<Finding, "points">[]): number {
  return Math.min(
    MOST_POINTS,
    findings.reduce((sum, { points }) => sum + points, 0),
  );
}
