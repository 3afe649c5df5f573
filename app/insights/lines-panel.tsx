import { Box, Group, Text } from "@mantine/core";
import { sumMinor } from "../kit/money.ts";
import { Amount, formatAmount, formatRate } from "../ui/amount.tsx";
import { Panel } from "../ui/panel.tsx";
import { Records, type Column } from "../ui/records.tsx";
import type { ExplainedLine, SaleExplanation } from "./sale-explanation.ts";

/** The order line by line: what was paid, what went back, at which rate it earns and why that much. */
export function LinesPanel({ explanation }: { explanation: SaleExplanation }) {
  const { sale, lines, viewer } = explanation;
  const { currency } = sale;
  // What is earned is in the campaign's currency.
  const earnedCurrency = explanation.commissions[0]?.currency ?? currency;
  // A bonus stands beside the line it came with, and is the same creator's.
  const isSplit = lines.some(({ commissions }) => new Set(commissions.map(({ creatorName }) => creatorName)).size > 1);
  const columns: Column<ExplainedLine>[] = [
    { label: "Line", isMain: true, cell: (line) => <LineTitle line={line} /> },
    { label: "Net", isFigure: true, cell: (line) => <Amount minor={line.netMinor} currency={currency} /> },
    {
      label: "Refunded",
      isFigure: true,
      cell: (line) => <Amount minor={-line.refundedMinor} currency={currency} muteZero />,
    },
    { label: "Rate", isFigure: true, cell: (line) => <span className="figure">{ratesOf(line)}</span> },
    {
      label: "Commission",
      isFigure: true,
      cell: (line) => <Amount minor={earnedOf(line)} currency={earnedCurrency} muteZero />,
    },
    { label: "Why", isLong: true, cell: (line) => whyOf(line, isSplit) },
  ];
  return (
    <Panel
      title="Line by line"
      lead="Commission is computed on the net: what the buyer paid for goods, after discount, without tax, shipping, gift cards and tips."
      flush
    >
      <Records
        caption={`Lines of order ${sale.name}`}
        columns={columns}
        rows={lines}
        rowKey={(line) => line.id}
        empty={
          <Text p="lg">The store sent this order without lines, so there is nothing to compute commission on.</Text>
        }
      />
      <Box component="dl" m={0} px="lg" py="md" className="sums">
        {[
          { label: "Goods, net", minor: sale.netMinor },
          ...(viewer === "creator"
            ? []
            : [
                { label: "Discount given", minor: sale.discountMinor },
                { label: "Tax", minor: sale.taxMinor },
                { label: "Shipping", minor: sale.shippingMinor },
                { label: "Paid by the buyer", minor: sale.totalMinor },
              ]),
          { label: "Commission", minor: sumMinor(lines.map(earnedOf)), earnedIn: earnedCurrency },
        ].map((sum) => (
          <Group key={sum.label} gap={6} wrap="nowrap">
            <Text component="dt" size="sm" c="dimmed">
              {sum.label}
            </Text>
            <Text component="dd" m={0} size="sm" fw={600} className="figure">
              {formatAmount(sum.minor, "earnedIn" in sum ? sum.earnedIn : currency)}
            </Text>
          </Group>
        ))}
      </Box>
    </Panel>
  );
}

function LineTitle({ line }: { line: ExplainedLine }) {
  return (
    <Text component="span" inherit {...(line.removedAt ? { td: "line-through", c: "dimmed" } : {})}>
      {line.quantity > 1 && `${line.quantity} × `}
      {line.title}
    </Text>
  );
}

function earnedOf(line: ExplainedLine): bigint {
  return sumMinor(line.commissions.map(({ earnedMinor }) => earnedMinor));
}

function ratesOf(line: ExplainedLine): string {
  const rates = line.commissions.flatMap(({ rateBps, earnedMinor }) =>
    rateBps === null ? (earnedMinor === 0n ? [] : ["fixed"]) : [formatRate(rateBps)],
  );
  return rates.length === 0 ? "–" : [...new Set(rates)].join(", ");
}

function whyOf(line: ExplainedLine, isSplit: boolean): string {
  if (line.commissions.length > 0) {
    return line.commissions
      .map(({ creatorName, sentence }) => (isSplit ? `${creatorName}: ${sentence}` : sentence))
      .join(" ");
  }
  if (line.removedAt !== null) return "An edit took this line off the order.";
  return line.isCommissionable ? "Nobody is credited with it." : "Gift cards and tips earn no commission.";
}
