import { formatAmount, formatCount } from "../ui/amount.tsx";
import { Figures, type Figure } from "../ui/figures.tsx";

interface Total {
  readonly currency: string;
  readonly count: number;
  readonly netMinor: bigint;
  readonly earnedMinor: bigint;
}

/** The sums of all rows of a list of sales, on every page of it. Each currency stands for itself. */
export function SalesTotals({ totals, days }: { totals: readonly Total[]; days: string }) {
  const [main, ...others] = totals;
  if (!main) return null;
  const count = totals.reduce((sum, total) => sum + total.count, 0);
  const note = (minorOf: (total: Total) => bigint, otherwise: string) =>
    others.length === 0
      ? otherwise
      : `and ${others.map((total) => formatAmount(minorOf(total), total.currency)).join(", ")}`;
  const figures: Figure[] = [
    { label: "Sales", value: formatCount(count), note: days },
    {
      label: "Goods, net",
      value: formatAmount(main.netMinor, main.currency),
      note: note(({ netMinor }) => netMinor, "Before refunds, without tax and shipping"),
    },
    {
      label: "Commission",
      value: formatAmount(main.earnedMinor, main.currency),
      note: note(({ earnedMinor }) => earnedMinor, "After refunds and declines"),
    },
  ];
  return <Figures figures={figures} />;
}
