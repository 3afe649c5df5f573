import { Group, Stack, Text } from "@mantine/core";
import { formatRate } from "../ui/amount.tsx";
import { Panel } from "../ui/panel.tsx";
import { Status } from "../ui/status.tsx";
import type { ExplainedRules, SaleExplanation } from "./sale-explanation.ts";

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
  const published = otherRules.filter(({ published: names }) => names.length > 0);
  const count = published.reduce((sum, { published: names }) => sum + names.length, 0);
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
            <Answer key={rules.ours.join()} rules={rules} names={rules.ours} />
          ))}
        {count > 0 && (
          <details className="folded">
            <summary>Published rules of {count} other programmes</summary>
            <Stack gap="md" pt="md">
              {published.map((rules) => (
                <Answer key={rules.published.join()} rules={rules} names={rules.published} />
              ))}
            </Stack>
          </details>
        )}
      </Stack>
    </Panel>
  );
}

function Answer({ rules, names }: { rules: ExplainedRules; names: readonly string[] }) {
  return (
    <Stack gap={2}>
      <Group gap="sm">
        <Text fw={600}>{whoOf(rules)}</Text>
        {rules.isAsDecided && <Status tone="good">As decided</Status>}
      </Group>
      <Text size="sm">{rules.sentence}</Text>
      <Text size="sm" c="dimmed">
        {names.join(" · ")}
      </Text>
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
