import { NativeSelect, TextInput } from "@mantine/core";
import { inputProps } from "#app/ui/form-field.ts";
import type { FormField } from "./terms-fields.tsx";

/** A number that may be left to the preset. */
export function PresetNumber({
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
export function PresetChoice({
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
