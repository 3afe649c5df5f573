import "./policy-fields.css";
import { useState, type FormEvent, type ReactNode } from "react";
import { NativeSelect, SimpleGrid, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import { ChoiceCards } from "#app/ui/choice-cards.tsx";
import { inputProps } from "#app/ui/form-field.ts";
import {
  codeTies,
  customerLimits,
  policyPresets,
  touchModels,
  type PolicyPreset,
  type PolicyRules,
} from "../attribution/policy.ts";
import { rulesOf } from "../attribution/preset-rules.ts";
import { MAX_BINDING_WINDOW_DAYS, MAX_CLICK_WINDOW_DAYS, MAX_TAIL_DAYS } from "./campaign-draft.ts";
import { MAX_BINDING_ORDERS, type policyShape } from "./policy-form.ts";
import { codeTieWords, customerLimitWords, modelWords, presetWords } from "./policy-words.ts";
import { PrecedenceField } from "./precedence-field.tsx";
import type { FormField } from "./terms-fields.tsx";

type Fields = Readonly<Record<keyof typeof policyShape, FormField>>;

const choiceOf = (value: PolicyPreset) => {
  const { name, sentence, source } = presetWords[value];
  return { value, label: name, sentence, ...(source === null ? {} : { note: source }) };
};
const ownChoices = policyPresets.filter((preset) => presetWords[preset].source === null).map(choiceOf);
const publishedChoices = policyPresets.filter((preset) => presetWords[preset].source !== null).map(choiceOf);

const textOf = (field: FormField) => (typeof field.initialValue === "string" ? field.initialValue : "");
const presetOf = (text: string): PolicyPreset => policyPresets.find((preset) => preset === text) ?? "code-wins";

/**
 * Who is credited when several touches meet: a preset, and what of it to adjust. An adjustment left empty is as the preset has it, so the
 * form works without script; with it, the preset's own values stand in the empty fields.
 */
export function PolicyFields({
  fields,
  currency,
  children,
}: {
  fields: Fields;
  currency: string;
  children?: ReactNode;
}) {
  const [preset, setPreset] = useState(presetOf(textOf(fields.preset)));
  const initial = textOf(fields.preset);
  const isPublished = publishedChoices.some(({ value }) => value === initial);
  const { preset: _preset, ...adjustable } = fields;
  const isAdjusted = Object.values(adjustable).some((field) => textOf(field) !== "" || field.errors?.length);
  const follow = (event: FormEvent<HTMLDivElement>) => {
    const { target } = event;
    if (target instanceof HTMLInputElement && target.name === fields.preset.name) setPreset(presetOf(target.value));
  };
  return (
    <Stack gap="md" onChange={follow}>
      <ChoiceCards
        legend="When several creators touched one sale"
        name={fields.preset.name}
        initial={initial}
        error={fields.preset.errors?.join(" ")}
        columns={3}
        choices={ownChoices}
      />
      <details className="unfold" open={isPublished}>
        <summary>Rules as other systems publish them</summary>
        <ChoiceCards
          legend="As published"
          description="The window is theirs where they name one, else ours."
          name={fields.preset.name}
          initial={initial}
          columns={3}
          choices={publishedChoices}
        />
      </details>
      <details className="unfold" open={isAdjusted}>
        <summary>Adjust the rules</summary>
        <Stack gap="xl" pt="sm">
          <Text size="sm" c="dimmed">
            What you leave empty is as the preset has it.
          </Text>
          <Adjustments fields={fields} preset={rulesOf(preset)} currency={currency} />
          {children}
        </Stack>
      </details>
    </Stack>
  );
}

function Adjustments({ fields, preset, currency }: { fields: Fields; preset: PolicyRules; currency: string }) {
  return (
    <>
      <Section title="Which touch goes first">
        <PrecedenceField fields={fields} preset={preset.precedence} />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Choice
            label="Several touches of the deciding kind"
            field={fields.model}
            own={modelWords[preset.model]}
            choices={touchModels.map((model) => [model, modelWords[model]])}
          />
          <Days
            label="Half-life"
            field={fields.halfLifeDays}
            own={preset.halfLifeDays}
            description="For “the later, the more” only."
          />
          <Choice
            label="Two creators’ codes on one order"
            field={fields.codeTie}
            own={codeTieWords[preset.codeTie]}
            choices={codeTies.map((tie) => [tie, codeTieWords[tie]])}
          />
          <Choice
            label="When a code decides, its owner’s own click"
            field={fields.ownPlacement}
            own={preset.keepsOwnPlacement ? "tells the placement" : "is not looked at"}
            choices={[
              ["kept", "tells the placement"],
              ["dropped", "is not looked at"],
            ]}
          />
          <Choice
            label="A click after the checkout began"
            description="Coupon extensions make such clicks. It needs the pixel on the checkout pages."
            field={fields.lateClicks}
            own={preset.areLateClicksWeak ? "earns only when nothing else does" : "counts like any other"}
            choices={[
              ["weak", "earns only when nothing else does"],
              ["full", "counts like any other"],
            ]}
          />
        </SimpleGrid>
      </Section>
      <Section title="For how long">
        <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }}>
          <Days
            label="Click window"
            field={fields.clickWindowDays}
            own={preset.clickWindowDays}
            description={`Before the sale: 1 to ${MAX_CLICK_WINDOW_DAYS}.`}
          />
          <Days
            label="Customers stay bound"
            field={fields.bindingWindowDays}
            own={preset.bindingWindowDays}
            description={`To who brought them: 0, which is never, to ${MAX_BINDING_WINDOW_DAYS}.`}
          />
          <Days
            label="Bound for at most"
            unit="orders"
            field={fields.bindingOrders}
            own="no limit"
            description={`Their next orders: 1 to ${MAX_BINDING_ORDERS}.`}
          />
          <Days
            label="Clicks after the end"
            field={fields.tailDays}
            own={preset.tailDays}
            description={`Earlier ones go on earning: 0 to ${MAX_TAIL_DAYS}.`}
          />
          <Days
            label="Codes after the end"
            field={fields.codeTailDays}
            own="as clicks"
            description={`They go on earning: 0 to ${MAX_TAIL_DAYS}.`}
          />
        </SimpleGrid>
      </Section>
      <Section title="Which orders">
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Choice
            label="Customers"
            field={fields.customerLimit}
            own={customerLimitWords[preset.customerLimit]}
            choices={customerLimits.map((limit) => [limit, customerLimitWords[limit]])}
          />
          <TextInput
            label={`Smallest order, ${currency}`}
            description="Net of the goods after discount. Empty is no limit."
            inputMode="decimal"
            {...inputProps(fields.minOrder)}
          />
        </SimpleGrid>
        <Textarea
          label="Excluded products"
          description="Product ids or SKUs as your store writes them, one a line. Their lines earn nothing."
          autosize
          minRows={2}
          {...inputProps(fields.excludedProducts)}
        />
      </Section>
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack gap="sm">
      <Title order={3} fz="md">
        {title}
      </Title>
      {children}
    </Stack>
  );
}

/** A number that may be left to the preset. */
function Days({
  label,
  description,
  field,
  own,
  unit = "days",
}: {
  label: string;
  description: string;
  field: FormField;
  own: number | string;
  unit?: string;
}) {
  return (
    <TextInput
      label={label}
      description={description}
      placeholder={String(own)}
      rightSection={unit}
      rightSectionWidth={68}
      inputMode="numeric"
      {...inputProps(field)}
    />
  );
}

/** A choice that may be left to the preset. */
function Choice({
  label,
  description,
  field,
  own,
  choices,
}: {
  label: string;
  description?: string;
  field: FormField;
  own: string;
  choices: readonly (readonly string[])[];
}) {
  const options = choices.map(([value = "", words = ""]) => ({ value, label: words }));
  return (
    <NativeSelect
      label={label}
      description={description}
      data={[{ value: "", label: `Preset: ${own}` }, ...options]}
      {...inputProps(field)}
    />
  );
}
