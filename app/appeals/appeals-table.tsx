import { Anchor, Text } from "@mantine/core";
import { IconScale } from "@tabler/icons-react";
import { Link } from "@remix-run/react";
import { declineWords } from "../commissions/decline-sentences.ts";
import { Amount } from "../ui/amount.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Day, formatDistance } from "../ui/moment.tsx";
import { Records, type Column } from "../ui/records.tsx";
import { Status } from "../ui/status.tsx";
import { appealStandingOf } from "./appeal.ts";
import type { AppealRow } from "./appeal-store.server.ts";
import { appealWords } from "./appeal-words.ts";

/** Appeals against declines, the nearest deadline on top. @param showsBrand for finance, which works over all brands. */
export function AppealsTable({
  rows,
  now,
  showsBrand,
}: {
  rows: readonly AppealRow[];
  now: Date;
  showsBrand: boolean;
}) {
  const brand: Column<AppealRow>[] = showsBrand ? [{ label: "Brand", cell: ({ brandName }) => brandName }] : [];
  return (
    <Records
      caption="Appeals of creators"
      rows={rows}
      rowKey={({ appeal }) => appeal.id}
      empty={
        <EmptyState icon={<IconScale size={26} />} title="No appeal waits">
          A creator whose commission was declined can appeal within 30 days. Their words then stand here, and you get a
          mail.
        </EmptyState>
      }
      columns={[
        {
          label: "Order",
          isMain: true,
          cell: ({ appeal, orderName }) => (
            <Anchor component={Link} to={appeal.id} fw={600}>
              {orderName}
            </Anchor>
          ),
        },
        { label: "Creator", cell: ({ creatorName }) => creatorName },
        ...brand,
        { label: "Declined as", cell: ({ reason }) => (reason === null ? "–" : declineWords[reason].label) },
        { label: "Appealed", cell: ({ appeal }) => <Day at={appeal.openedAt} /> },
        {
          label: "Answer due",
          cell: ({ appeal }) =>
            appeal.status === "open" ? (
              formatDistance(appeal.dueAt, now)
            ) : (
              <Text component="span" inherit c="dimmed">
                –
              </Text>
            ),
        },
        {
          label: "Status",
          cell: ({ appeal }) => {
            const { word, tone } = appealWords(appealStandingOf(appeal, now), appeal.answer);
            return <Status tone={tone}>{word}</Status>;
          },
        },
        {
          label: "At stake",
          isFigure: true,
          cell: ({ calculatedMinor, currency }) => <Amount minor={calculatedMinor} currency={currency} />,
        },
      ]}
    />
  );
}
