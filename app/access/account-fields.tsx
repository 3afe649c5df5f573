import { PasswordInput, TextInput } from "@mantine/core";
import { inputProps } from "#app/ui/form-field.ts";
import { MIN_PASSWORD_LENGTH } from "./password-rules.ts";

type Field = Parameters<typeof inputProps>[0];

/** Name, e-mail and password of a new account. */
export function AccountFields({ fields }: { fields: { personName: Field; email: Field; password: Field } }) {
  return (
    <>
      <TextInput label="Your name" autoComplete="name" {...inputProps(fields.personName)} />
      <TextInput label="E-mail" type="email" autoComplete="username" {...inputProps(fields.email)} />
      <NewPasswordInput label="Password" field={fields.password} />
    </>
  );
}

export function NewPasswordInput({ label, field }: { label: string; field: Field }) {
  return (
    <PasswordInput
      label={label}
      description={`At least ${MIN_PASSWORD_LENGTH} characters; a few words in a row are good.`}
      autoComplete="new-password"
      {...inputProps(field)}
    />
  );
}
