import { Anchor, Code, Text } from "@mantine/core";
import { IconScale } from "@tabler/icons-react";
import { Link, useLocation } from "@remix-run/react";
import { Amount } from "#app/ui/amount.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Moment } from "#app/ui/moment.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Pages, Records, type Column } from "#app/ui/records.tsx";
import { Status } from "#app/ui/status.tsx";
import { accountAddress } from "./account-address.ts";
import type { NamedBalance, TrialBalance } from "./read-books.server.ts";

/** The sums per currency, the accounts, and the chain. @param base this page's own address. */
export function TrialBalanceView({
  books,
  base,
  pageSize,
  moment,
}: {
  books: TrialBalance;
  base: string;
  pageSize: number;
  /** What the balances are of, in a sentence. */
  moment: string;
}) {
  return (
    <>
      <Panel flush title="Trial balance" lead={moment}>
        <Records
          caption="Trial balance by currency"
          columns={sumColumns}
          rows={books.sums}
          rowKey={({ currency }) => currency}
          empty={
            <EmptyState icon={<IconScale />} title="Nothing is booked yet">
              The first credited sale books the first commission, and its two sides appear here.
            </EmptyState>
          }
        />
      </Panel>
      {books.sums.length > 0 && <Accounts books={books} base={base} pageSize={pageSize} />}
      <ChainPanel head={books.head} />
    </>
  );
}

type Sums = TrialBalance["sums"][number];

const sumColumns: Column<Sums>[] = [
  { label: "Currency", isMain: true, cell: ({ currency }) => <Text span fw={600} inherit>{currency}</Text> },
  { label: "Owed to somebody", isFigure: true, cell: (row) => <Amount minor={row.positiveMinor} currency={row.currency} /> },
  { label: "Owing", isFigure: true, cell: (row) => <Amount minor={row.negativeMinor} currency={row.currency} /> },
  { label: "Sum", isFigure: true, cell: (row) => <Amount minor={row.positiveMinor + row.negativeMinor} currency={row.currency} /> },
  { label: "State", cell: (row) => (row.positiveMinor + row.negativeMinor === 0n ? <Status tone="good">Balances</Status> : <Status tone="bad">Does not balance</Status>) },
]; // prettier-ignore

function Accounts({ books, base, pageSize }: { books: TrialBalance; base: string; pageSize: number }) {
  const { search } = useLocation();
  const columns: Column<NamedBalance>[] = [
    {
      label: "Account",
      isMain: true,
      cell: (row) => (
        <Anchor component={Link} to={accountAddress(base, row, search)} fw={600}>
          {row.words.title}
        </Anchor>
      ),
    },
    {
      label: "What it means",
      isLong: true,
      cell: (row) => (
        <Text span size="sm" c="dimmed">
          {row.words.meaning}
        </Text>
      ),
    },
    {
      label: "Balance",
      isFigure: true,
      cell: (row) => <Amount minor={row.balanceMinor} currency={row.currency} />,
    },
  ];
  return (
    <Panel flush title="Accounts" lead="Above zero is owed to the account's owner. Accounts at zero are left out.">
      <Records
        caption="Accounts with their balances"
        columns={columns}
        rows={books.accounts}
        rowKey={({ account, currency }) => `${account} ${currency}`}
        empty={null}
      />
      <Pages page={books.page} pageSize={pageSize} total={books.total} />
    </Panel>
  );
}

function ChainPanel({ head }: { head: TrialBalance["head"] }) {
  const lead =
    "Every booking and every recorded action is sealed with a hash that builds on the one before. Note this hash outside: as long as the same hash is found later, nothing before it was changed.";
  return (
    <Panel title="Latest seal" lead={lead}>
      {head === null ? (
        <Text size="sm" c="dimmed">
          Nothing is sealed yet. A new booking gets its seal within about a minute.
        </Text>
      ) : (
        <Text size="sm">
          Seal {head.number}, made <Moment at={head.sealedAt} />: <Code className="longHash">{head.rowHash}</Code>
        </Text>
      )}
    </Panel>
  );
}
