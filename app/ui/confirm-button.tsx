import { Button, Group, Stack, Text, type ButtonProps } from "@mantine/core";
import { Form } from "@remix-run/react";
import type { ReactNode } from "react";

/** Red that can be read on either background. */
const WARNING_COLOUR = "light-dark(var(--mantine-color-red-9), var(--mantine-color-red-4))";

/**
 * A step that cannot be taken back by accident: the button opens what will happen and the button that does it.
 * A disclosure element, so it works without script and by keyboard.
 */
export function ConfirmButton({
  label,
  question,
  confirmLabel,
  intent,
  hidden = {},
  isDangerous = false,
  isSmall = false,
  children,
}: {
  label: string;
  /** What will happen, in full sentences. */
  question: ReactNode;
  confirmLabel: string;
  /** Sent as `intent`. */
  intent: string;
  /** Further values of the form. */
  hidden?: Readonly<Record<string, string>>;
  isDangerous?: boolean;
  /** For rows of a table. */
  isSmall?: boolean;
  /** Further inputs, such as a note. */
  children?: ReactNode;
}) {
  const look: ButtonProps = isDangerous ? { color: "red.9" } : {};
  return (
    <details className="confirm">
      <summary>
        <Button
          component="span"
          variant={isSmall ? "subtle" : "default"}
          size={isSmall ? "compact-sm" : "sm"}
          {...(isDangerous ? { c: WARNING_COLOUR } : {})}
        >
          {label}
        </Button>
      </summary>
      <div className="confirmBody">
        <Form method="post">
          {Object.entries(hidden).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <Stack gap="sm">
            <Text size="sm" component="div">
              {question}
            </Text>
            {children}
            <Group gap="sm">
              <Button type="submit" name="intent" value={intent} size="sm" {...look}>
                {confirmLabel}
              </Button>
            </Group>
          </Stack>
        </Form>
      </div>
    </details>
  );
}
