import type { FieldMetadata, FormMetadata } from "@conform-to/react";
import { Button, Group, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { inputProps } from "#app/ui/form-field.ts";
import { MAX_PRODUCTS } from "./campaign-draft.ts";
import type { CampaignFormValue } from "./campaign-form-texts.ts";

type ProductForm = CampaignFormValue["products"][number];
type Products = FieldMetadata<ProductForm[]>;

/** Rows of products. Adding and removing are submit buttons that the server understands too, so they work without script. */
export function ProductFields({
  form,
  products,
  currency,
}: {
  form: Pick<FormMetadata<Record<string, unknown>>, "insert" | "remove">;
  products: Products;
  currency: string;
}) {
  const rows = products.getFieldList();
  return (
    <Stack gap="lg">
      {rows.map((row, index) => {
        const fields = row.getFieldset();
        return (
          <Stack key={row.key} gap="sm" component="fieldset" m={0} p={0} bd={0}>
            <Group justify="space-between">
              <Text component="legend" size="sm" fw={600} p={0}>
                Product {index + 1}
              </Text>
              <Button
                variant="subtle"
                color="gray"
                size="compact-sm"
                leftSection={<IconTrash size={15} aria-hidden />}
                aria-label={`Remove product ${index + 1}`}
                type="submit"
                {...form.remove.getButtonProps({ name: products.name, index })}
              >
                Remove
              </Button>
            </Group>
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <TextInput label="Name" placeholder="First flush Darjeeling, 100 g" {...inputProps(fields.title)} />
              <TextInput
                label={`Price in ${currency}`}
                inputMode="decimal"
                placeholder="18.50"
                {...inputProps(fields.price)}
              />
              <TextInput label="Page" placeholder="https://" inputMode="url" {...inputProps(fields.url)} />
              <TextInput
                label="Picture, if you have one"
                placeholder="https://"
                inputMode="url"
                {...inputProps(fields.imageUrl)}
              />
            </SimpleGrid>
          </Stack>
        );
      })}
      {rows.length === 0 && (
        <Text size="sm" c="dimmed">
          No products yet. Creators like to see what they will show.
        </Text>
      )}
      {products.errors && (
        <Text size="xs" className="warningText" role="alert">
          {products.errors.join(" ")}
        </Text>
      )}
      {rows.length < MAX_PRODUCTS && (
        <Group>
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            type="submit"
            {...form.insert.getButtonProps({
              name: products.name,
              defaultValue: { title: "", url: "", imageUrl: "", price: "" },
            })}
          >
            Add a product
          </Button>
        </Group>
      )}
    </Stack>
  );
}
