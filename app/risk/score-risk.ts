import { formatDecimal } from "../kit/money.ts";
import { isLeaking, type CodeUse } from "./detect-leak.ts";
import type { Finding } from "./flag.ts";

/** Fewer approved commissions than this, and nobody knows the creator yet. */
export const KNOWN_AFTER_APPROVALS = 3;
/** An order is compared with the brand's others once there are so many of them. */
export const LEAST_BRAND_ORDERS = 10;
/** So many times the brand's average order is unusual, and so many times is extraordinary. */
export const LARGE_ORDER_TIMES = 5n;
export const HUGE_ORDER_TIMES = 10n;
/** Refunds and disputes are judged from so many sales on; this share of them is too many. */
export const LEAST_SALES = 5;
export const MANY_REFUNDS_PERCENT = 30;
/** Clicks are judged from so many on; this share of bots is too many. */
export const LEAST_CLICKS = 50;
export const MANY_BOTS_PERCENT = 70;

/** Everything the score of one commission depends on. Pure figures: nothing in here names a buyer. */
export interface RiskFacts {
  /** The buyer's pseudonym is that of the creator's own e-mail. */
  readonly isOwnPurchase: boolean;
  /** Commissions of the creator that were ever approved, at all brands. */
  readonly approvedCount: number;
  readonly currency: string;
  readonly netMinor: bigint;
  /** Of the brand's other orders in the currency, the last 90 days: how many, and their average net. */
  readonly brandOrderCount: number;
  readonly averageNetMinor: bigint;
  /** Of the creator's credited sales, the last 90 days: how many, and how many of them were refunded or disputed. */
  readonly saleCount: number;
  readonly cameBackCount: number;
  /** Clicks on the partnership's links, the 30 days up to the sale: all, and those of machines. */
  readonly clickCount: number;
  readonly botCount: number;
  /** Null for a sale that a click led to: only what came by the code alone can come from a leak. */
  readonly codeUse: CodeUse | null;
}

/** What is odd about a commission: each finding with its points, its figures and one sentence. The same facts give the same findings. */
export function scoreRisk(facts: RiskFacts): Finding[] {
  return [
    ownPurchase(facts),
    leakedCode(facts),
    manyRefunds(facts),
    botClicks(facts),
    largeOrder(facts),
    newCreator(facts),
  ].filter((finding) => finding !== null);
}

function ownPurchase({ isOwnPurchase }: RiskFacts): Finding | null {
  if (!isOwnPurchase) return null;
  return {
    kind: "own-purchase",
    points: 60,
    sentence: "The buyer’s e-mail is the creator’s own.",
    evidence: { sameEmail: 1 },
  };
}

function leakedCode({ codeUse }: RiskFacts): Finding | null {
  if (codeUse === null || !isLeaking(codeUse)) return null;
  const { recentCount, baselineCount, baselineWeeks } = codeUse;
  return {
    kind: "leaked-code",
    points: 40,
    sentence: `The code was used ${recentCount} times in 7 days without any click, after ${baselineCount} times in the ${baselineWeeks} weeks before: it may stand on a coupon page.`,
    evidence: { recentCount, baselineCount, baselineWeeks },
  };
}

function manyRefunds({ saleCount, cameBackCount }: RiskFacts): Finding | null {
  const percent = percentOf(cameBackCount, saleCount);
  if (saleCount < LEAST_SALES || percent < MANY_REFUNDS_PERCENT) return null;
  return {
    kind: "many-refunds",
    points: 25,
    sentence: `${cameBackCount} of the creator’s ${saleCount} sales in 90 days were refunded or disputed.`,
    evidence: { saleCount, cameBackCount },
  };
}

function botClicks({ clickCount, botCount }: RiskFacts): Finding | null {
  if (clickCount < LEAST_CLICKS || percentOf(botCount, clickCount) < MANY_BOTS_PERCENT) return null;
  return {
    kind: "bot-clicks",
    points: 25,
    sentence: `${botCount} of ${clickCount} clicks in the 30 days before the sale were made by machines.`,
    evidence: { clickCount, botCount },
  };
}

function largeOrder({ netMinor, brandOrderCount, averageNetMinor, currency }: RiskFacts): Finding | null {
  if (brandOrderCount < LEAST_BRAND_ORDERS || averageNetMinor <= 0n) return null;
  if (netMinor <= averageNetMinor * LARGE_ORDER_TIMES) return null;
  const amount = (minor: bigint) => `${formatDecimal(minor, currency)} ${currency}`;
  return {
    kind: "large-order",
    points: netMinor > averageNetMinor * HUGE_ORDER_TIMES ? 30 : 20,
    sentence: `The order of ${amount(netMinor)} is ${netMinor / averageNetMinor} times the brand’s average of ${amount(averageNetMinor)} over ${brandOrderCount} orders.`,
    evidence: { netMinor: netMinor.toString(), averageNetMinor: averageNetMinor.toString(), brandOrderCount },
  };
}

function newCreator({ approvedCount }: RiskFacts): Finding | null {
  if (approvedCount >= KNOWN_AFTER_APPROVALS) return null;
  const history = approvedCount === 0 ? "No commission" : approvedCount === 1 ? "One commission" : "Two commissions";
  return {
    kind: "new-creator",
    points: 10,
    sentence: `${history} of the creator ${approvedCount < 2 ? "was" : "were"} approved before: there is little to judge by.`,
    evidence: { approvedCount },
  };
}

function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : (part * 100) / whole;
}
