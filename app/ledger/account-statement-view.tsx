import { Anchor, Group, Stack, Text } from "@mantine/core";
import { IconListDetails } from "@tabler/icons-react";
import { Link } from "@remix-run/react";
import { Amount } from "#app/ui/amount.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Day, Moment } from "#app/ui/moment.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Pages, Records, type Column } from "#app/ui/records.tsx";
import { eventWords } from "./account-words.ts";
import type { AccountMovement } from "./books-store.server.ts";
import type { AccountStatement } from "./read-books.server.ts";

/** Where the things behind a movement are shown; absent where this reader has no such page. */
export interface MovementAddresses {
  sale(saleId: string): string;
  commission?(commissionId: string): string;
  payout?(payout: { readonly id: string; readonly batchId: string }): string;
}

/** An account's movements, latest booked first, each with its reason, what it is about and the balance after it. */
export function AccountStatementView({
  statement,
  addresses,
  pageSize,
  moment,
}: {
  statement: AccountStatement;
  addresses: MovementAddresses;
  pageSize: number;
  moment: string;
}) {
  const { currency } = statement;
  const columns: Column<AccountMovement>[] = [
    { label: "Booked", isMain: true, cell: (row) => <Moment at={row.recordedAt} /> },
    { label: "Happened", cell: (row) => <Day at={row.occurredAt} /> },
    { label: "Why", isLong: true, cell: (row) => <Reason movement={row} addresses={addresses} /> },
    { label: "Amount", isFigure: true, cell: (row) => <Amount minor={row.amountMinor} currency={currency} /> },
    { label: "Balance after", isFigure: true, cell: (row) => <Amount minor={row.balanceMinor} currency={currency} /> },
  ];
  return (
    <Panel flush title="Movements" lead={`${moment} In the order of booking, the latest first.`}>
      <Records
        caption="Movements of the account"
        columns={columns}
        rows={statement.movements}
        rowKey={({ transactionId }) => transactionId}
        empty={
          <EmptyState icon={<IconListDetails />} title="Nothing had moved by then">
            Choose a later moment above, or go back to now.
          </EmptyState>
        }
      />
      <Pages page={statement.page} pageSize={pageSize} total={statement.total} />
    </Panel>
  );
}

function Reason({ movement, addresses }: { movement: AccountMovement; addresses: MovementAddresses }) {
  const { sale, commissionId, payout, eventCode, sentence } = movement;
  const links = [
    ...(sale ? [{ label: `Order ${sale.name}`, to: addresses.sale(sale.id) }] : []),
    ...(commissionId && addresses.commission ? [{ label: "Commission", to: addresses.commission(commissionId) }] : []),
    ...(payout && addresses.payout ? [{ label: "Payout", to: addresses.payout(payout) }] : []),
  ];
  return (
    <Stack gap={2}>
      <Text span size="sm">
        <Text span fw={600} inherit>
          {eventWords[eventCode] ?? eventCode}.
        </Text>{" "}
        {sentence}
      </Text>
      {links.length > 0 && (
        <Group gap="sm">
          {links.map(({ label, to }) => (
            <Anchor key={to} component={Link} to={to} size="sm">
              {label}
            </Anchor>
          ))}
        </Group>
      )}
    </Stack>
  );
}
