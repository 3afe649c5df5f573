/** What conform knows of one field: the part the inputs need. */
interface FieldMetadata {
  readonly id: string;
  readonly name: string;
  readonly errors?: string[] | undefined;
  readonly required?: boolean | undefined;
  readonly initialValue?: unknown;
}

/**
 * Turns a conform field into the props of a Mantine input: `<TextInput label="Name" {...inputProps(fields.name)} />`.
 * Works before and without script: plain names and default values, errors as sentences under the field.
 */
export function inputProps(field: FieldMetadata) {
  return {
    id: field.id,
    name: field.name,
    ...(field.required ? { required: true, withAsterisk: true } : {}),
    ...(typeof field.initialValue === "string" ? { defaultValue: field.initialValue } : {}),
    ...(field.errors && field.errors.length > 0 ? { error: field.errors.join(" ") } : {}),
  };
}
