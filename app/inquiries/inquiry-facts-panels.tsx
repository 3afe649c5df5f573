import { Anchor, Stack, Text } from "@mantine/core";
import { Link } from "@remix-run/react";
import { DecidedTouches } from "../insights/decided-touches.tsx";
import type { SaleExplanation } from "../insights/sale-explanation.ts";
import { formatAmount } from "../ui/amount.tsx";
import { Day, formatDay } from "../ui/moment.tsx";
import { Panel } from "../ui/panel.tsx";
import type { Inquiry } from "./inquiry-store.server.ts";

/** What the creator says, and what they were told at once. */
export function CreatorsWords({ inquiry, creatorName }: { inquiry: Inquiry; creatorName: string }) {
  return (
    <Panel title={`What ${creatorName} says`} lead={`Asked on ${formatDay(inquiry.openedAt)}.`}>
      <Stack gap="sm">
        <Text className="prose">{inquiry.message}</Text>
        {inquiry.proofUrl !== null && (
          <Text className="longWord">
            Proof:{" "}
            <Anchor href={inquiry.proofUrl} rel="noopener noreferrer nofollow" target="_blank" inherit>
              {inquiry.proofUrl}
            </Anchor>
          </Text>
        )}
        <Text size="sm" c="dimmed">
          They were told at once: {inquiry.toldSentence}
        </Text>
      </Stack>
    </Panel>
  );
}

/** What is known of the order: the decision, and every touch that was looked at. */
export function KnownFacts({ explanation, salesPage }: { explanation: SaleExplanation | null; salesPage: string }) {
  if (explanation === null) {
    return (
      <Panel title="What we know">
        <Text>
          None of your stores has told us of an order with this number, so there is nothing to credit yet. If it exists
          in your shop, check that the store is connected, or upload the order as a file.
        </Text>
      </Panel>
    );
  }
  const { sale, decision } = explanation;
  return (
    <Panel
      title="What we know"
      lead={
        <>
          {formatAmount(sale.netMinor, sale.currency)} of goods, placed on <Day at={sale.placedAt} />.
        </>
      }
    >
      <Stack gap="md">
        <Text fw={600}>{decision?.sentence}</Text>
        <DecidedTouches explanation={explanation} />
        <Anchor component={Link} to={`${salesPage}/${sale.id}`} fw={600}>
          Open the whole explanation of order {sale.name}
        </Anchor>
      </Stack>
    </Panel>
  );
}
