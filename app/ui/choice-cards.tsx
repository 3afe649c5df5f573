import { Radio, SimpleGrid, Stack, Text } from "@mantine/core";

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** One sentence that explains the choice. */
  readonly sentence: string;
}

/** A few choices as cards with their explanation; plain radio buttons underneath, so they work without script. */
export function ChoiceCards({
  legend,
  description,
  name,
  choices,
  initial,
  error,
}: {
  legend: string;
  description?: string;
  name: string;
  choices: readonly Choice[];
  initial: string | undefined;
  error?: string | undefined;
}) {
  return (
    <Stack component="fieldset" gap={6} m={0} p={0} bd={0}>
      <Text component="legend" size="sm" fw={500} p={0} mb={2}>
        {legend}
      </Text>
      {description && (
        <Text size="xs" c="dimmed">
          {description}
        </Text>
      )}
      <SimpleGrid cols={{ base: 1, sm: choices.length }} spacing="sm">
        {choices.map((choice) => (
          <div key={choice.value} className="choiceCard">
            <Radio
              name={name}
              value={choice.value}
              defaultChecked={choice.value === initial}
              label={choice.label}
              description={choice.sentence}
              styles={{
                label: { fontWeight: 600 },
                description: { fontSize: "var(--mantine-font-size-sm)", lineHeight: 1.5 },
              }}
            />
          </div>
        ))}
      </SimpleGrid>
      {error && (
        <Text size="xs" className="warningText" role="alert">
          {error}
        </Text>
      )}
    </Stack>
  );
}
