import { Radio, SimpleGrid, Stack, Text } from "@mantine/core";

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** One sentence that explains the choice. */
  readonly sentence: string;
  /** In smaller print under it, such as a source. */
  readonly note?: string;
}

/** A few choices as cards with their explanation; plain radio buttons underneath, so they work without script. */
export function ChoiceCards({
  legend,
  description,
  name,
  choices,
  initial,
  error,
  columns = choices.length,
}: {
  legend: string;
  description?: string;
  name: string;
  choices: readonly Choice[];
  initial: string | undefined;
  error?: string | undefined;
  /** How many stand side by side on a wide screen. */
  columns?: number;
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
      <SimpleGrid cols={{ base: 1, sm: columns }} spacing="sm">
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
            {choice.note && (
              <Text size="xs" c="dimmed" mt={6} pl={32}>
                {choice.note}
              </Text>
            )}
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
