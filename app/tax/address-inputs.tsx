import { SimpleGrid, TextInput } from "@mantine/core";
import { inputProps } from "../ui/form-field.ts";

type Field = Parameters<typeof inputProps>[0];

/** Street, city, region and postal code: the country is asked elsewhere. */
export function AddressInputs({
  fields,
}: {
  fields: { readonly street: Field; readonly city: Field; readonly region: Field; readonly postalCode: Field };
}) {
  return (
    <>
      <TextInput label="Street and number" autoComplete="street-address" required {...inputProps(fields.street)} />
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <TextInput label="City" autoComplete="address-level2" required {...inputProps(fields.city)} />
        <TextInput label="Region or state" autoComplete="address-level1" {...inputProps(fields.region)} />
        <TextInput label="Postal code" autoComplete="postal-code" required {...inputProps(fields.postalCode)} />
      </SimpleGrid>
    </>
  );
}
