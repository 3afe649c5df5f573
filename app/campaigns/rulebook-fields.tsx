import type { FieldMetadata } from "@conform-to/react";
import { Button, Group, NativeSelect, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { inputProps } from "#app/ui/form-field.ts";
import { MAX_BONUSES } from "./rulebook.ts";
import type { BonusText, RulebookTexts } from "./rulebook-form-texts.ts";
import { RuleFields, type RowSteps } from "./rule-fields.tsx";
import { howRulesWin } from "./rulebook-words.ts";

/** Conform's fields of the rulebook. */
export type RulebookFieldset = { readonly [Name in keyof RulebookTexts]-?: FieldMetadata<RulebookTexts[Name]> };

const measures = [
  { value: "sales", label: "credited sales" },
  { value: "net", label: "the net of credited sales" },
];

const periods = [
  { value: "month", label: "in a calendar month" },
  { value: "quarter", label: "in a calendar quarter" },
];

/** What terms may say beyond one rate for everything. Most campaigns leave all of it closed. */
export function RulebookFields({
  form,
  fields,
  currency,
}: {
  form: RowSteps;
  fields: RulebookFieldset;
  currency: string;
}) {
  return (
    <Stack gap="md">
      <RuleFields form={form} rules={fields.rules} currency={currency} />
      {fields.rules.getFieldList().length > 1 && (
        <Text size="sm" c="dimmed">
          {howRulesWin}
        </Text>
      )}
      <details className="moreTerms" open={isAnySet(fields)}>
        <summary>Steps, bonuses, caps and repeat purchases</summary>
        <Stack gap="lg" pt="sm">
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <NativeSelect label="Steps and bonuses count" data={measures} {...inputProps(fields.measure)} />
            <NativeSelect label="Within" data={periods} {...inputProps(fields.period)} />
          </SimpleGrid>
          <BonusFields form={form} bonuses={fields.bonuses} currency={currency} />
          <CapFields fields={fields} currency={currency} />
          <RepeatFields fields={fields} />
        </Stack>
      </details>
    </Stack>
  );
}

function isAnySet(fields: RulebookFieldset): boolean {
  const single = [fields.saleCap, fields.periodCap, fields.creatorCap, fields.repeatMonths, fields.repeatOrders];
  const isFilled = single.some(({ initialValue, errors }) => Boolean(initialValue) || errors !== undefined);
  const hasSteps = fields.rules.getFieldList().some((rule) => Boolean(rule.getFieldset().fromProgress.initialValue));
  return isFilled || hasSteps || fields.bonuses.getFieldList().length > 0;
}

function BonusFields({
  form,
  bonuses,
  currency,
}: {
  form: RowSteps;
  bonuses: FieldMetadata<BonusText[]>;
  currency: string;
}) {
  const rows = bonuses.getFieldList();
  return (
    <Stack gap="sm">
      {rows.map((row, index) => {
        const fields = row.getFieldset();
        return (
          <Group key={row.key} component="fieldset" gap="sm" m={0} p={0} bd={0} align="flex-end">
            <TextInput label="A bonus at" placeholder="20" inputMode="decimal" {...inputProps(fields.atProgress)} />
            <TextInput
              label={`of ${currency}`}
              placeholder="50.00"
              inputMode="decimal"
              {...inputProps(fields.amount)}
            />
            <Button
              variant="subtle"
              color="gray"
              leftSection={<IconTrash size={15} aria-hidden />}
              aria-label={`Remove bonus ${index + 1}`}
              type="submit"
              {...form.remove.getButtonProps({ name: bonuses.name, index })}
            >
              Remove
            </Button>
          </Group>
        );
      })}
      {rows.length < MAX_BONUSES && (
        <Group>
          <Button
            variant="default"
            size="compact-md"
            leftSection={<IconPlus size={16} aria-hidden />}
            type="submit"
            {...form.insert.getButtonProps({ name: bonuses.name, defaultValue: { atProgress: "", amount: "" } })}
          >
            Add a bonus
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function CapFields({ fields, currency }: { fields: RulebookFieldset; currency: string }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }}>
      <TextInput
        label={`One sale earns at most, ${currency}`}
        placeholder="no limit"
        inputMode="decimal"
        {...inputProps(fields.saleCap)}
      />
      <TextInput
        label={`A creator in that period, ${currency}`}
        placeholder="no limit"
        inputMode="decimal"
        {...inputProps(fields.periodCap)}
      />
      <TextInput
        label={`A creator in all, ${currency}`}
        placeholder="no limit"
        inputMode="decimal"
        {...inputProps(fields.creatorCap)}
      />
    </SimpleGrid>
  );
}

function RepeatFields({ fields }: { fields: RulebookFieldset }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <TextInput
        label="A customer’s later orders earn for"
        rightSection="months"
        rightSectionWidth={68}
        placeholder="no limit"
        inputMode="numeric"
        {...inputProps(fields.repeatMonths)}
      />
      <TextInput
        label="and at most for"
        rightSection="orders"
        rightSectionWidth={60}
        placeholder="no limit"
        description="Counted after the first order that a creator brought."
        inputWrapperOrder={["label", "input", "description", "error"]}
        inputMode="numeric"
        {...inputProps(fields.repeatOrders)}
      />
    </SimpleGrid>
  );
}
