import { Anchor, Stack, Text } from "@mantine/core";
import { Link } from "@remix-run/react";
import { Panel } from "../ui/panel.tsx";
import type { SaleExplanation } from "./sale-explanation.ts";

/** More are on the shopper's own page. */
const MAX_SENTENCES = 6;

/** By what the shopper of this sale was known from other orders and visits. Creators never get here. */
export function SameShopperPanel({ explanation: { shopper, sale, brand, viewer } }: { explanation: SaleExplanation }) {
  if (shopper === null) return null;
  const shown = shopper.sentences.slice(0, MAX_SENTENCES);
  const left = shopper.sentences.length - shown.length;
  return (
    <Panel title="Same shopper" lead="What was known of the shopper when the sale was placed.">
      <Stack gap="xs">
        {shown.map((sentence) => (
          <Text key={sentence}>{sentence}</Text>
        ))}
        {left > 0 && (
          <Text size="sm" c="dimmed">
            And {left} more like these.
          </Text>
        )}
        {viewer === "brand" && (
          <Anchor component={Link} to={`/brands/${brand.slug}/shoppers/${sale.id}`}>
            All clicks, visits and orders of this shopper
          </Anchor>
        )}
      </Stack>
    </Panel>
  );
}
