import "./policy-fields.css";
import { useState, type FormEvent, type ReactNode } from "react";
import { Stack, Text } from "@mantine/core";
import { ChoiceCards } from "#app/ui/choice-cards.tsx";
import { policyPresets, type PolicyPreset } from "../attribution/policy.ts";
import { rulesOf } from "../attribution/preset-rules.ts";
import { PolicyAdjustments, type PolicyFormFields } from "./policy-adjustments.tsx";
import { policyFieldNames } from "./policy-form-texts.ts";
import { presetWords } from "./policy-words.ts";
import type { FormField } from "./terms-fields.tsx";

const choiceOf = (value: PolicyPreset) => {
  const { name, sentence, source } = presetWords[value];
  return { value, label: name, sentence, ...(source === null ? {} : { note: source }) };
};
const ownChoices = policyPresets.filter((preset) => presetWords[preset].source === null).map(choiceOf);
const publishedChoices = policyPresets.filter((preset) => presetWords[preset].source !== null).map(choiceOf);

/** Whether a field says something, or something is wrong with it: then it must not be folded away. */
export const isFilled = ({ initialValue, errors = [] }: FormField) =>
  errors.length > 0 || (Array.isArray(initialValue) ? initialValue.length > 0 : (initialValue ?? "") !== "");

const textOf = (field: FormField) => (typeof field.initialValue === "string" ? field.initialValue : "");
const presetOf = (text: string): PolicyPreset => policyPresets.find((preset) => preset === text) ?? "code-wins";

/**
 * Who is credited when several touches meet: a preset, and what of it to adjust. An adjustment left empty is as the preset has it, so the
 * form works without script; with it, the preset's own values stand in the empty fields.
 */
export function PolicyFields({
  fields,
  currency,
  isAdjusted = false,
  children,
}: {
  fields: PolicyFormFields;
  currency: string;
  /** Something of `children` is filled in. */
  isAdjusted?: boolean;
  /** Adjustments that only some forms have. */
  children?: ReactNode;
}) {
  const [preset, setPreset] = useState(presetOf(textOf(fields.preset)));
  const initial = textOf(fields.preset);
  const isPublished = publishedChoices.some(({ value }) => value === initial);
  const adjustable = policyFieldNames.filter((name) => name !== "preset").map((name) => fields[name]);
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
      <details className="unfold" open={isAdjusted || adjustable.some(isFilled)}>
        <summary>Adjust the rules</summary>
        <Stack gap="xl" pt="sm">
          <Text size="sm" c="dimmed">
            What you leave empty is as the preset has it.
          </Text>
          <PolicyAdjustments fields={fields} preset={rulesOf(preset)} currency={currency} />
          {children}
        </Stack>
      </details>
    </Stack>
  );
}
