import "./rulebook-fields.css";
import type { FieldMetadata, FormMetadata } from "@conform-to/react";
import { Button, Group, NativeSelect, SimpleGrid, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { inputProps } from "#app/ui/form-field.ts";
import { MAX_RULES } from "./rulebook.ts";
import { newRule, type RuleText } from "./rulebook-form-texts.ts";

const scopes = [
  { value: "campaign", label: "Everything in the order" },
  { value: "collection", label: "A collection" },
  { value: "products", label: "Some products" },
];

const customers = [
  { value: "any", label: "All customers" },
  { value: "new", label: "New customers" },
  { value: "returning", label: "Returning customers" },
];

const pays = [
  { value: "percent", label: "A share of the line" },
  { value: "per-sale", label: "An amount per sale" },
  { value: "per-unit", label: "An amount per unit" },
  { value: "nothing", label: "Nothing" },
];

/** The part of conform's form that adds and removes rows. */
export type RowSteps = Pick<FormMetadata<Record<string, unknown>>, "insert" | "remove">;

const LINES_SHOWN = 3;

/** Rules beside the rates for everything. Adding and removing are submit buttons that the server understands too. */
export function RuleFields({
  form,
  rules,
  currency,
}: {
  form: RowSteps;
  rules: FieldMetadata<RuleText[]>;
  currency: string;
}) {
  const rows = rules.getFieldList();
  return (
    <Stack gap="md">
      {rows.map((row, index) => (
        <RuleRow key={row.key} row={row} index={index} currency={currency}>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={<IconTrash size={15} aria-hidden />}
            aria-label={`Remove rule ${index + 1}`}
            type="submit"
            {...form.remove.getButtonProps({ name: rules.name, index })}
          >
            Remove
          </Button>
        </RuleRow>
      ))}
      {rules.errors && (
        <Text size="xs" className="warningText" role="alert">
          {rules.errors.join(" ")}
        </Text>
      )}
      {rows.length < MAX_RULES && (
        <Group gap="sm">
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            type="submit"
            {...form.insert.getButtonProps({ name: rules.name, defaultValue: newRule })}
          >
            Add a rule
          </Button>
          {rows.length === 0 && (
            <Text size="sm" c="dimmed">
              For products that pay more or nothing, and for steps by how much a creator sells.
            </Text>
          )}
        </Group>
      )}
    </Stack>
  );
}

function RuleRow({
  row,
  index,
  currency,
  children,
}: {
  row: FieldMetadata<RuleText>;
  index: number;
  currency: string;
  children: React.ReactNode;
}) {
  const fields = row.getFieldset();
  return (
    <Stack gap="sm" component="fieldset" className="ruleRow">
      <Group justify="space-between">
        <Text component="legend" size="sm" fw={600} p={0} style={{ float: "left" }}>
          Rule {index + 1}
        </Text>
        {children}
      </Group>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <NativeSelect label="On" data={scopes} {...inputProps(fields.scope)} />
        <NativeSelect label="From" data={customers} {...inputProps(fields.customer)} />
        <NativeSelect label="It pays" data={pays} {...inputProps(fields.pays)} />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, sm: 2 }} data-for="products">
        <div data-for="collection">
          <TextInput label="Name of the collection" placeholder="Matcha" {...inputProps(fields.name)} />
        </div>
        <Textarea
          label="Products"
          description="Ids or SKUs as in your shop, one per line. Orders name products, not collections."
          minRows={LINES_SHOWN}
          autosize
          {...inputProps(fields.products)}
        />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <div data-for="percent">
          <TextInput label="Share" rightSection="%" inputMode="decimal" {...inputProps(fields.rate)} />
        </div>
        <div data-for="amount">
          <TextInput label={`Amount in ${currency}`} inputMode="decimal" {...inputProps(fields.amount)} />
        </div>
        <TextInput
          label="From step"
          placeholder="the first sale"
          description="So much must have come before in the period."
          inputWrapperOrder={["label", "input", "description", "error"]}
          inputMode="decimal"
          {...inputProps(fields.fromProgress)}
        />
        <TextInput
          label="Priority"
          placeholder="0"
          description="Decides between equally specific rules."
          inputWrapperOrder={["label", "input", "description", "error"]}
          inputMode="numeric"
          {...inputProps(fields.priority)}
        />
      </SimpleGrid>
    </Stack>
  );
}
