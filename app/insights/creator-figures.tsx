import { formatAmount, formatCount } from "../ui/amount.tsx";
import { Figures, type Figure } from "../ui/figures.tsx";
import { formatDay } from "../ui/moment.tsx";
import { changeInWords } from "./change-words.tsx";
import type { CreatorDashboard } from "./creator-dashboard.server.ts";

/** What a creator without any sale sees amounts in. */
const FALLBACK_CURRENCY = "EUR";

/** A creator's money and clicks. The currency with most sales is shown large, others stand under it. */
export function CreatorFigures({ dashboard }: { dashboard: CreatorDashboard }) {
  const { earnings, earningsBefore, clicks, lastMonth } = dashboard;
  const [main, ...others] = earnings;
  const currency = main?.currency ?? FALLBACK_CURRENCY;
  const before = earningsBefore.find((row) => row.currency === currency)?.earnedMinor ?? 0n;
  type Row = (typeof earnings)[number];
  const also = (minorOf: (row: Row) => bigint) => {
    const rest = others.filter((row) => minorOf(row) !== 0n).map((row) => formatAmount(minorOf(row), row.currency));
    return rest.length === 0 ? "" : ` Also ${rest.join(", ")}.`;
  };
  const figures: Figure[] = [
    {
      label: "Earned this month",
      value: formatAmount(main?.earnedMinor ?? 0n, currency),
      note: `${changeInWords(main?.earnedMinor ?? 0n, before, lastMonth)}.${also((row) => row.earnedMinor)}`,
    },
    {
      label: "On hold",
      value: formatAmount(main?.heldMinor ?? 0n, currency),
      note: `While orders can still be returned.${also((row) => row.heldMinor)}`,
    },
    nextMoney(dashboard, currency),
    {
      label: "Clicks that count",
      value: formatCount(clicks.now.net),
      note: `Of ${formatCount(clicks.now.gross)} in all. ${changeInWords(clicks.now.net, clicks.before.net, lastMonth)}.`,
    },
  ];
  return <Figures figures={figures} />;
}

/** The money that arrives first: what is on its way, else what is payable, else what is next free for review. */
function nextMoney({ earnings, nextRelease }: CreatorDashboard, currency: string): Figure {
  const label = "Next money";
  const main = earnings[0];
  if (main && main.inTransitMinor > 0n) {
    return { label, value: formatAmount(main.inTransitMinor, currency), note: "On its way to your bank." };
  }
  if (main && main.payableMinor > 0n) {
    return {
      label,
      value: formatAmount(main.payableMinor, currency),
      note: "Approved. It goes into the next payout batch.",
    };
  }
  if (nextRelease) {
    const day = formatDay(new Date(nextRelease.day));
    return {
      label,
      value: formatAmount(nextRelease.amountMinor, nextRelease.currency),
      note: `Free for review on ${day}, then the next batch pays it.`,
    };
  }
  return { label, value: "–", note: "Your first credited sale starts the clock." };
}
