import { Paper, Stack, Text, Title } from "@mantine/core";
import { formatRate } from "../ui/amount.tsx";
import { formatDay } from "../ui/moment.tsx";
import type { SaleExplanation } from "./sale-explanation.ts";

/** The decision in one sentence, and the version of the policy that judged. */
export function DecisionPanel({
  explanation: { decision, credits, policies, award },
}: {
  explanation: SaleExplanation;
}) {
  const isCredited = credits.length > 0;
  return (
    <Paper
      component="section"
      aria-labelledby="decision"
      className={isCredited ? "verdict verdictCredited" : "verdict"}
      p="lg"
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed" fw={600}>
          The decision
        </Text>
        <Title order={2} id="decision" fz={{ base: "1.15rem", sm: "1.35rem" }}>
          {decision ? decision.sentence : "This sale has not been decided yet. It will be within moments."}
        </Title>
        {credits.map((credit) => (
          <Text key={credit.campaignId + credit.creatorName}>
            {credit.isOwn ? "You get" : `${capitalised(credit.creatorName)} gets`} {formatRate(credit.shareBps)} of the
            credit in the campaign {credit.campaignName}
            {credit.placement !== "" && `, placement “${credit.placement}”`}.
          </Text>
        ))}
        {award && (
          <Text>
            {award.awardedBy ?? "The brand"} credited it by hand on {formatDay(award.awardedAt)}
            {award.reason !== null && `: “${award.reason}”`}
          </Text>
        )}
        {policies.map((policy) => (
          <Text key={policy.id} size="sm" c="dimmed">
            {policy.appliedBy
              ? `Decided again by replay ${policy.appliedBy.replayNumber} under version ${policy.version} of the policy of ${policy.campaignName}, applied to the sales of ${formatDay(policy.inForceFrom)} to ${formatDay(policy.appliedBy.lastDay)}: `
              : `Judged by version ${policy.version} of the policy of ${policy.campaignName}, in force since ${formatDay(policy.inForceFrom)}: `}
            <Text component="span" inherit fw={600}>
              {policy.name}
            </Text>
            . {policy.sentences.join(" ")}
            {policy.appliedBy && ` The reason given: ${policy.appliedBy.reason}`}
          </Text>
        ))}
        {decision && (
          <Text size="sm" c="dimmed">
            Decided on {formatDay(decision.decidedAt)}
            {decision.earlier.length > 0 &&
              `, ${decision.earlier.length === 1 ? "after one earlier decision" : `after ${decision.earlier.length} earlier decisions`}`}
            .
          </Text>
        )}
      </Stack>
    </Paper>
  );
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
