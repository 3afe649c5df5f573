import { Figures } from "#app/ui/figures.tsx";
import { Amount, formatCount } from "#app/ui/amount.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Records } from "#app/ui/records.tsx";
import type { PartnershipView } from "./read-partnership.server.ts";

/** What came of it so far, in three numbers. */
export function PartnershipFigures({ view: { clicks, saleCount, earnedMinor, currency } }: { view: PartnershipView }) {
  const net = clicks.reduce((sum, item) => sum + item.net, 0);
  const gross = clicks.reduce((sum, item) => sum + item.gross, 0);
  return (
    <Figures
      figures={[
        {
          label: "Counted clicks",
          value: formatCount(net),
          note: `of ${formatCount(gross)} in all; previews, robots and repeats do not count`,
        },
        { label: "Sales", value: formatCount(saleCount), note: "credited to you and not cancelled" },
        {
          label: "Earned",
          value: <Amount minor={earnedMinor} currency={currency} inherit />,
          note: "after refunds, held and paid together",
        },
      ]}
    />
  );
}

/** Which post or channel brought the clicks. */
export function ClicksByPlacement({ view: { clicks } }: { view: PartnershipView }) {
  if (clicks.length === 0) return null;
  return (
    <Panel title="Clicks by placement" lead="Where people tapped your link." flush>
      <Records
        caption="Clicks by placement"
        rows={clicks}
        rowKey={(row) => row.placement}
        empty={null}
        columns={[
          {
            label: "Placement",
            isMain: true,
            cell: (row) => (row.placement === "" ? "The link without ?p=" : row.placement),
          },
          { label: "Counted", isFigure: true, cell: (row) => <span className="figure">{formatCount(row.net)}</span> },
          { label: "In all", isFigure: true, cell: (row) => <span className="figure">{formatCount(row.gross)}</span> },
        ]}
      />
    </Panel>
  );
}
