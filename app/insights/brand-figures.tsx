import { formatAmount, formatCount } from "../ui/amount.tsx";
import { Figures, type Figure } from "../ui/figures.tsx";
import type { BrandDashboard } from "./brand-dashboard.server.ts";
import { changeInWords } from "./change-words.tsx";

/** The numbers of this month that matter to a brand, each with what it compares with or is made of. */
export function BrandFigures({ dashboard }: { dashboard: BrandDashboard }) {
  const { currency, sales, earned, open, clicks, lastMonth } = dashboard;
  const now = sales.now.find((row) => row.currency === currency);
  const before = sales.before.find((row) => row.currency === currency);
  const attributed = now?.attributedNetMinor ?? 0n;
  const net = now?.netMinor ?? 0n;
  const owed = open.find((row) => row.currency === currency);
  const figures: Figure[] = [
    {
      label: "Sales through creators",
      value: formatAmount(attributed, currency),
      note: changeInWords(attributed, before?.attributedNetMinor ?? 0n, lastMonth),
    },
    {
      label: "Un-attributed baseline",
      value: net === 0n ? "–" : `${Number(((net - attributed) * 1000n) / net) / 10} %`,
      note:
        net === 0n
          ? "No sales yet this month"
          : `${formatAmount(net - attributed, currency)} of ${formatAmount(net, currency)} led to no creator`,
    },
    {
      label: "Orders",
      value: formatCount(now?.orders ?? 0),
      note: `${formatCount(now?.attributedOrders ?? 0)} credited to a creator`,
    },
    {
      label: "Commission earned",
      value: formatAmount(minorOf(earned.now, currency), currency),
      note: changeInWords(minorOf(earned.now, currency), minorOf(earned.before, currency), lastMonth),
    },
    {
      label: "Owed to creators now",
      value: formatAmount(
        (owed?.heldMinor ?? 0n) + (owed?.payableMinor ?? 0n) + (owed?.inTransitMinor ?? 0n),
        currency,
      ),
      note: `${formatAmount(owed?.heldMinor ?? 0n, currency)} on hold, ${formatAmount(owed?.payableMinor ?? 0n, currency)} payable`,
    },
    {
      label: "Clicks that count",
      value: formatCount(clicks.now.net),
      note: `of ${formatCount(clicks.now.gross)} in all. ${changeInWords(clicks.now.net, clicks.before.net, lastMonth)}`,
    },
  ];
  return <Figures figures={figures} />;
}

function minorOf(amounts: readonly { currency: string; earnedMinor: bigint }[], currency: string): bigint {
  return amounts.find((amount) => amount.currency === currency)?.earnedMinor ?? 0n;
}
