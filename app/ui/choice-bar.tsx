import { Group, Text } from "@mantine/core";
import { Link, useLocation } from "@remix-run/react";

export interface Choice {
  readonly label: string;
  readonly value: string;
}

/** One choice of a few, each a plain link that keeps the rest of the address and starts again at the first page. */
export function ChoiceBar({
  label,
  name,
  value,
  choices,
}: {
  label: string;
  name: string;
  value: string;
  choices: readonly Choice[];
}) {
  const location = useLocation();
  const addressOf = (choice: string) => {
    const search = new URLSearchParams(location.search);
    search.set(name, choice);
    search.delete("page");
    return `${location.pathname}?${search.toString()}`;
  };
  return (
    <Group component="nav" gap={6} aria-label={label}>
      {choices.map((choice) => (
        <Text
          key={choice.value}
          component={Link}
          to={addressOf(choice.value)}
          preventScrollReset
          className="choice"
          {...(choice.value === value ? { "aria-current": "true" as const } : {})}
        >
          {choice.label}
        </Text>
      ))}
    </Group>
  );
}
