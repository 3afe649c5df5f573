import { Group, Stack, Text } from "@mantine/core";
import { formatRate } from "../ui/amount.tsx";
import { Panel } from "../ui/panel.tsx";
import { Status } from "../ui/status.tsx";
import type { ExplainedRule, ExplainedRules, SaleExplanation } from "./sale-explanation.ts";

/** What every preset would have said of the same evidence. Ours stand open; rules named after others' are folded. */
export function OtherRulesPanel({ explanation: { otherRules, decision } }: { explanation: SaleExplanation }) {
  if (decision === null) return null;
  if (otherRules === null) {
    return (
      <Panel title="What other rules would have said">
        <Text>The clicks behind this sale are no longer kept, so other rules cannot be asked any more.</Text>
      </Panel>
    );
  }
  const published = otherRules.filter(({ published: sayings }) => sayings.length > 0);
  const count = published.reduce((sum, { published: sayings }) => sum + sayings.length, 0);
  const isUnanimous = otherRules.length === 1 && otherRules[0]?.isAsDecided === true;
  return (
    <Panel
      title="What other rules would have said"
      lead={
        isUnanimous
          ? "Every rule we offer says the same of this sale."
          : "The same evidence under each rule as it is published. Nothing is changed by asking."
      }
    >
      <Stack gap="md">
        {otherRules
          .filter(({ ours }) => ours.length > 0)
          .map((rules) => (
            <Answer key={rules.ours[0]?.name} rules={rules} sayings={rules.ours} />
          ))}
        {count > 0 && (
          <details className="folded">
            <summary>Published rules of {count} other programmes</summary>
            <Stack gap="md" pt="md">
              {published.map((rules) => (
                <Answer key={rules.published[0]?.name} rules={rules} sayings={rules.published} />
              ))}
            </Stack>
          </details>
        )}
      </Stack>
    </Panel>
  );
}

/** Who, as which rule says it; the others that agree are named after it. */
function Answer({ rules, sayings }: { rules: ExplainedRules; sayings: readonly ExplainedRule[] }) {
  const [first, ...others] = sayings;
  return (
    <Stack gap={2}>
      <Group gap="sm">
        <Text fw={600}>{whoOf(rules)}</Text>
        {rules.isAsDecided && <Status tone="good">As decided</Status>}
      </Group>
      <Text size="sm">
        <Text component="span" inherit fw={600}>
          {first?.name}
        </Text>
        . {first?.sentence}
      </Text>
      {others.length > 0 && (
        <Text size="sm" c="dimmed">
          The same under: {others.map(({ name }) => name).join(", ")}.
        </Text>
      )}
    </Stack>
  );
}

/** "Mara Lind 60 %, Jonas Berg 40 %". */
function whoOf({ credits }: ExplainedRules): string {
  if (credits.length === 0) return "Nobody";
  return credits
    .map(({ creatorName, isOwn, shareBps }) => {
      const name = isOwn ? "You" : creatorName.charAt(0).toUpperCase() + creatorName.slice(1);
      return credits.length === 1 ? name : `${name} ${formatRate(shareBps)}`;
    })
    .join(", ");
}
