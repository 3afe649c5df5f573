import { SimpleGrid, Stack, Text } from "@mantine/core";
import { RulebookSentences } from "#app/campaigns/rulebook-sentences.tsx";
import { describeHold, describeTerms } from "#app/campaigns/terms-words.ts";
import { Amount, formatAmount } from "#app/ui/amount.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Records } from "#app/ui/records.tsx";
import type { SimulationView } from "./read-simulation.server.ts";
import type { SimulatedSale } from "./simulate-sale.ts";
import { SimulationForm } from "./simulation-form.tsx";

/** "This order would earn…": an invented sale, what each of its lines would earn, and which rule says so. */
export function SimulationPanels({ view }: { view: SimulationView }) {
  const { terms, result } = view;
  return (
    <>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Panel title="The order">
          <SimulationForm view={view} />
        </Panel>
        <Panel title="The terms">
          <Stack gap="sm">
            <Text fw={600}>{describeTerms(terms)}</Text>
            <RulebookSentences terms={terms} />
            <Text size="sm" c="dimmed">
              Each commission is {describeHold(terms)}.
            </Text>
          </Stack>
        </Panel>
      </SimpleGrid>
      {result && <SimulationResult result={result} />}
    </>
  );
}

function SimulationResult({ result: { lines, earnsMinor, netMinor, currency } }: { result: SimulatedSale }) {
  return (
    <Panel
      title={`This order would earn ${formatAmount(earnsMinor, currency)}`}
      lead={`Of ${formatAmount(netMinor, currency)} paid for goods, if one creator is credited with all of it and the campaign’s budget has room.`}
      flush
    >
      <Records
        caption="What each line would earn"
        rows={lines}
        rowKey={(line) => line.id}
        empty={null}
        columns={[
          {
            label: "Line",
            isMain: true,
            cell: ({ part, product }) => (part === "bonus" ? "Bonus" : product || "Another product"),
          },
          {
            label: "Paid",
            isFigure: true,
            cell: (line) => (line.part === "bonus" ? "–" : <Amount minor={line.netMinor} currency={currency} />),
          },
          {
            label: "Earns",
            isFigure: true,
            cell: (line) => <Amount minor={line.calculatedMinor} currency={currency} muteZero />,
          },
          { label: "Why", isLong: true, cell: ({ sentence }) => sentence },
        ]}
      />
    </Panel>
  );
}
