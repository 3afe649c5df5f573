import { List, Stack, Text } from "@mantine/core";
import type { TermsFacts } from "./notice-rule.ts";
import { describeRulebook, howRulesWin } from "./rulebook-words.ts";

/** What terms say beyond one rate for everything; nothing for most. */
export function RulebookSentences({ terms }: { terms: Pick<TermsFacts, "rulebook" | "currency"> }) {
  const sentences = describeRulebook(terms.rulebook, terms.currency);
  if (sentences.length === 0) return null;
  return (
    <Stack gap={4} pt={4}>
      <List size="sm" spacing={4} fw={400}>
        {sentences.map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
      {(terms.rulebook?.rules.length ?? 0) > 1 && (
        <Text size="sm" c="dimmed" fw={400}>
          {howRulesWin}
        </Text>
      )}
    </Stack>
  );
}
