import { Badge, type MantineColor } from "@mantine/core";

/** good: done or earning. waiting: somebody has to act or time has to pass. stopped: over. bad: failed or taken back. plain: neither. */
export type Tone = "good" | "waiting" | "stopped" | "bad" | "plain";

const colours: Readonly<Record<Tone, MantineColor>> = {
  good: "fair",
  waiting: "yellow",
  stopped: "gray",
  bad: "red",
  plain: "blue",
};

/** A status as a word with a tone; the word alone says it, the colour only helps. */
export function Status({ tone, children }: { tone: Tone; children: string }) {
  // A status is never cut short: a table gives it the room it needs.
  return (
    <Badge color={colours[tone]} miw="max-content">
      {children}
    </Badge>
  );
}
