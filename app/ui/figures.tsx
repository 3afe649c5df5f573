import { Paper, SimpleGrid, Text } from "@mantine/core";
import type { ReactNode } from "react";

export interface Figure {
  readonly label: string;
  readonly value: ReactNode;
  /** What the figure means, compares with, or is made of. */
  readonly note?: ReactNode;
}

/** The numbers that matter, side by side. */
export function Figures({ figures }: { figures: readonly Figure[] }) {
  return (
    <SimpleGrid component="dl" m={0} cols={{ base: 2, md: figures.length > 5 ? 3 : figures.length }} spacing="md">
      {figures.map((figure) => (
        <Paper key={figure.label} p={{ base: "md", sm: "lg" }} className="oneFigure">
          <Text component="dt" size="sm" c="dimmed">
            {figure.label}
          </Text>
          <Text component="dd" m={0} fz={{ base: "1.2rem", sm: "1.55rem" }} fw={650} lh={1.2} className="figure">
            {figure.value}
          </Text>
          {figure.note !== undefined && (
            <Text component="dd" m={0} size="xs" c="dimmed">
              {figure.note}
            </Text>
          )}
        </Paper>
      ))}
    </SimpleGrid>
  );
}
