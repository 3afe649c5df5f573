import { Anchor, Group, Image, SimpleGrid, Stack } from "@mantine/core";
import { Amount } from "#app/ui/amount.tsx";
import type { CampaignProduct } from "./campaign.ts";

const PICTURE_PIXELS = 56;

/** The products of a campaign, side by side. */
export function ProductList({ products, currency }: { products: readonly CampaignProduct[]; currency: string }) {
  if (products.length === 0) return null;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      {products.map((product, position) => (
        <Group key={position} gap="sm" wrap="nowrap">
          {product.imageUrl && (
            <Image
              src={product.imageUrl}
              alt=""
              w={PICTURE_PIXELS}
              h={PICTURE_PIXELS}
              radius="md"
              fit="cover"
              loading="lazy"
              referrerPolicy="no-referrer"
            />
          )}
          <Stack gap={0} miw={0}>
            <Anchor href={product.url} rel="noreferrer" size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
              {product.title}
            </Anchor>
            {product.priceMinor !== null && (
              <Amount minor={product.priceMinor} currency={currency} size="sm" c="dimmed" />
            )}
          </Stack>
        </Group>
      ))}
    </SimpleGrid>
  );
}
