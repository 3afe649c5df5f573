import { SimpleGrid, Stack, Text } from "@mantine/core";
import { formatRate } from "../kit/amount-text.ts";
import type { Party } from "../tax/invoice.ts";
import { Amount, formatAmount } from "../ui/amount.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { formatCalendarDay } from "../ui/moment.tsx";
import { Panel } from "../ui/panel.tsx";
import { Records, type Column } from "../ui/records.tsx";
import { IconReceipt2 } from "@tabler/icons-react";
import { lineInWords, type Invoice, type InvoiceCharge } from "./invoice.ts";

/** Who sells and who buys, as the paper names them. */
export function PartiesPanel({
  invoice: { seller, buyer, brandName },
  countries,
}: {
  invoice: Invoice;
  countries: { readonly seller: string; readonly buyer: string };
}) {
  return (
    <Panel>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
        <PartyText label="Seller" party={seller} otherwise="Fairshare" country={countries.seller}>
          {seller?.registration}
        </PartyText>
        <PartyText label="Buyer" party={buyer} otherwise={brandName} country={countries.buyer} />
      </SimpleGrid>
    </Panel>
  );
}

function PartyText({
  label,
  party,
  otherwise,
  country,
  children,
}: {
  label: string;
  party: Party | null;
  otherwise: string;
  country: string;
  children?: string | undefined;
}) {
  return (
    <Stack gap={0} component="address" fs="normal">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fw={600}>{party?.name ?? otherwise}</Text>
      {party && (
        <>
          <Text size="sm">{party.street}</Text>
          <Text size="sm">{[party.postalCode, party.city, party.region].filter(Boolean).join(" ")}</Text>
          <Text size="sm">{country}</Text>
          {party.vatId !== "" && <Text size="sm">VAT id {party.vatId}</Text>}
          {children && <Text size="sm">{children}</Text>}
        </>
      )}
    </Stack>
  );
}

/** What the platform charges: net, rate and VAT per line, and the sums. */
export function ChargesPanel({ invoice }: { invoice: Invoice }) {
  const { charges, totals, currency, netMinor, grossMinor, notes } = invoice;
  const columns: Column<InvoiceCharge>[] = [
    { label: "Service", isMain: true, isLong: true, cell: (row) => row.text },
    { label: "Net", isFigure: true, cell: (row) => <Amount minor={row.netMinor} currency={currency} /> },
    { label: "VAT rate", isFigure: true, cell: (row) => formatRate(row.rateBps) },
    { label: "VAT", isFigure: true, cell: (row) => <Amount minor={row.vatMinor} currency={currency} /> },
  ];
  const sums = [
    { label: "Net", minor: netMinor },
    ...totals
      .filter(({ rateBps }) => rateBps > 0)
      .map(({ rateBps, netMinor: net, vatMinor }) => ({
        label: `VAT ${formatRate(rateBps)} of ${formatAmount(net, currency)}`,
        minor: vatMinor,
      })),
  ];
  return (
    <Panel title="What we charge" lead="Taken from the balance already: nothing is left to pay." flush>
      <Records
        caption="Charges"
        columns={columns}
        rows={charges}
        rowKey={({ kind, isGivenBack, correctsMonth, treatment, rateBps }) =>
          [kind, isGivenBack, correctsMonth, treatment, rateBps].join()
        }
        empty={
          <EmptyState icon={<IconReceipt2 />} title="Nothing was charged">
            The fee is charged when a payout is sent; none was in this month.
          </EmptyState>
        }
      />
      <Stack gap={4} p="lg" component="dl" m={0}>
        {sums.map(({ label, minor }) => (
          <Sum key={label} label={label} minor={minor} currency={currency} />
        ))}
        <Sum label="Total" minor={grossMinor} currency={currency} isTotal />
      </Stack>
      {notes.length > 0 && (
        <Stack gap={4} px="lg" pb="lg">
          {notes.map((note) => (
            <Text key={note} size="sm" c="dimmed">
              {note}
            </Text>
          ))}
        </Stack>
      )}
    </Panel>
  );
}

function Sum({
  label,
  minor,
  currency,
  isTotal = false,
}: {
  label: string;
  minor: bigint;
  currency: string;
  isTotal?: boolean;
}) {
  return (
    <Text component="div" display="flex" style={{ justifyContent: "space-between" }} fw={isTotal ? 650 : 400}>
      <dt>{label}</dt>
      <dd style={{ margin: 0 }}>
        <Amount minor={minor} currency={currency} />
      </dd>
    </Text>
  );
}

/** The brand's own money passing through, with balances. */
export function InvoiceBalancePanel({ invoice }: { invoice: Invoice }) {
  const { lines, currency, openingMinor, closingMinor } = invoice;
  const columns: Column<Invoice["lines"][number]>[] = [
    { label: "Day", cell: (row) => formatCalendarDay(row.day) },
    { label: "What", isMain: true, cell: (row) => lineInWords(row) },
    { label: "Amount", isFigure: true, cell: (row) => <Amount minor={row.amountMinor} currency={currency} /> },
  ];
  return (
    <Panel
      title="Your balance"
      lead={`${formatAmount(openingMinor, currency)} before the month, ${formatAmount(closingMinor, currency)} after it. Commissions are your money, passed on to creators in full: they are no part of our charge.`}
      flush
    >
      <Records
        caption="What moved the balance"
        columns={columns}
        rows={lines}
        rowKey={(row) => row.day + row.eventCode}
        empty={null}
      />
    </Panel>
  );
}
