import { Badge, Group } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import type { Niche } from "./creator.ts";
import { nicheLabel } from "./creator-words.ts";

/** Niches side by side; those that both sides share carry a tick. */
export function NicheBadges({ niches, shared = [] }: { niches: readonly Niche[]; shared?: readonly Niche[] }) {
  return (
    <Group gap={6}>
      {niches.map((niche) => {
        const isShared = shared.includes(niche);
        return (
          <Badge
            key={niche}
            color={isShared ? "fair" : "gray"}
            {...(isShared ? { leftSection: <IconCheck size={12} aria-label="shared" /> } : {})}
          >
            {nicheLabel(niche)}
          </Badge>
        );
      })}
    </Group>
  );
}
