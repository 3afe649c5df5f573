import { Box, Group, Stack, Text } from "@mantine/core";
import { formatAmount } from "../ui/amount.tsx";
import { formatDay } from "../ui/moment.tsx";
import { Panel } from "../ui/panel.tsx";
import { nextInWords } from "./money-words.tsx";
import { reviewInWords } from "./review-words.tsx";
import type { ExplainedCommission, SaleExplanation } from "./sale-explanation.ts";

/** What one creator earns on the sale, where that money is and what happens next. */
export function CommissionPanel({
  commission,
  explanation,
}: {
  commission: ExplainedCommission;
  explanation: SaleExplanation;
}) {
  const { currency } = commission;
  const places = [
    { label: "On hold", minor: commission.heldMinor },
    { label: "Payable", minor: commission.payableMinor },
    { label: "On its way", minor: commission.inTransitMinor },
    { label: "Paid", minor: commission.paidMinor },
  ].filter(({ minor }) => minor !== 0n);
  const isCapped = commission.earnedMinor < commission.calculatedMinor && commission.status !== "declined";
  return (
    <Panel
      title={explanation.viewer === "creator" ? "What you earn" : `What ${commission.creatorName} earns`}
      lead={`${commission.campaignName}${commission.termsVersion === null ? "" : `, terms version ${commission.termsVersion}`}`}
    >
      <Stack gap="md">
        <Text component="p" m={0} fz="1.7rem" fw={650} lh={1.1} className="figure">
          {formatAmount(commission.earnedMinor, currency)}
        </Text>
        {isCapped && (
          <Text size="sm">
            The terms alone give {formatAmount(commission.calculatedMinor, currency)}; the campaign’s budget had less
            left.
          </Text>
        )}
        {places.length > 1 && (
          <Group component="dl" gap="xl" m={0}>
            {places.map((place) => (
              <Box key={place.label}>
                <Text component="dt" size="sm" c="dimmed">
                  {place.label}
                </Text>
                <Text component="dd" m={0} fw={600} className="figure">
                  {formatAmount(place.minor, currency)}
                </Text>
              </Box>
            ))}
          </Group>
        )}
        <Box>
          <Text size="sm" c="dimmed" fw={600} mb={4}>
            What happens next
          </Text>
          <Stack gap={6}>
            {commission.next.map((step) => (
              <Text key={step.kind}>{nextInWords(step, currency, explanation.asOf)}</Text>
            ))}
            {commission.waitsFor !== null && <Text>{commission.waitsFor}</Text>}
            {commission.expectedAt !== null && (
              <Text>
                Expected in {explanation.viewer === "creator" ? "your" : "the creator’s"} account around{" "}
                {formatDay(commission.expectedAt)}.
              </Text>
            )}
          </Stack>
        </Box>
        {commission.decisions.map((review, index) => (
          <Text key={index} size="sm" c="dimmed">
            {reviewInWords(review)}
          </Text>
        ))}
      </Stack>
    </Panel>
  );
}
