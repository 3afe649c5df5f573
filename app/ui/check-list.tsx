import { Checkbox, SimpleGrid, Stack, Text } from "@mantine/core";

/** Several of a list, as plain checkboxes in columns. */
export function CheckList({
  legend,
  description,
  name,
  options,
  initial,
  error,
}: {
  legend: string;
  description?: string;
  name: string;
  options: readonly { readonly value: string; readonly label: string }[];
  initial: readonly string[];
  error?: string | undefined;
}) {
  return (
    <Stack component="fieldset" gap={6} m={0} p={0} bd={0}>
      <Text component="legend" size="sm" fw={500} p={0}>
        {legend}
      </Text>
      {description && (
        <Text size="xs" c="dimmed">
          {description}
        </Text>
      )}
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="xs" verticalSpacing={8} mt={4}>
        {options.map((option) => (
          <Checkbox
            key={option.value}
            name={name}
            value={option.value}
            label={option.label}
            defaultChecked={initial.includes(option.value)}
          />
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
