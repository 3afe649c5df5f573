import { List, Stack, Text } from "@mantine/core";
import { declineWords } from "../commissions/decline-sentences.ts";
import { formatCount, formatRate } from "../ui/amount.tsx";
import { Panel } from "../ui/panel.tsx";
import type { PaymentReliability } from "./reliability-store.server.ts";
import { paceInWords } from "./reliability-words.ts";

const WHOLE_BPS = 10_000;

/** How a brand pays: what a creator may know before they work for it. */
export function ReliabilityPanel({ brandName, reliability }: { brandName: string; reliability: PaymentReliability }) {
  const { decidedCount, declined } = reliability;
  const declinedCount = declined.reduce((sum, { count }) => sum + count, 0);
  const shareOf = (count: number) => formatRate(Math.round((count * WHOLE_BPS) / Math.max(1, decidedCount)));
  return (
    <Panel title={`How ${brandName} pays`} lead="Over the last twelve months, all creators together.">
      <Stack gap="sm">
        <Text size="sm">{paceInWords(reliability)}</Text>
        {decidedCount > 0 && (
          <Text size="sm">
            {declinedCount === 0
              ? `None of ${formatCount(decidedCount)} decided commissions was declined.`
              : `${shareOf(declinedCount)} of ${formatCount(decidedCount)} decided commissions were declined:`}
          </Text>
        )}
        {declinedCount > 0 && (
          <List size="sm">
            {declined.map(({ reason, count }) => (
              <List.Item key={reason}>
                {declineWords[reason].label}: {shareOf(count)}
              </List.Item>
            ))}
          </List>
        )}
      </Stack>
    </Panel>
  );
}
