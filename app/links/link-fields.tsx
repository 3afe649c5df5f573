import type { FieldMetadata } from "@conform-to/react";
import { Checkbox, NativeSelect, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { networks } from "../creators/creator.ts";
import { listInWords, networkWords } from "../creators/creator-words.ts";
import { inputProps } from "#app/ui/form-field.ts";
import { Panel } from "#app/ui/panel.tsx";
import type { LinkFormValue } from "./link-form.ts";
import { linkSpots } from "./link.ts";
import { spotWords } from "./link-words.ts";
import { MAX_LINK_TITLE_LENGTH } from "./tracked-link.ts";

type Fields = { readonly [Name in keyof LinkFormValue]: FieldMetadata<LinkFormValue[Name]> };

interface Product {
  readonly title: string;
  readonly url: string;
}

const networkOptions = [
  { value: "", label: "Any network" },
  ...networks.map((value) => ({ value, label: networkWords[value] })),
];
const spotOptions = linkSpots.map((value) => ({ value, label: spotWords[value] }));

/** Where the link is put, what it leads to and when it works. */
export function LinkFields({
  fields,
  products,
  hosts,
}: {
  fields: Fields;
  products: readonly Product[];
  /** The brand's registered sites. */
  hosts: readonly string[];
}) {
  const productOptions = [
    { value: "", label: "No product" },
    ...products.map(({ url, title }) => ({ value: url, label: title })),
  ];
  return (
    <>
      <Panel title="Where you put it" lead="Its clicks are listed by this.">
        <Stack gap="md">
          <TextInput
            label="Title"
            description="For you and for previews of the link. Empty is fine."
            placeholder="Sunday bread and tea"
            maxLength={MAX_LINK_TITLE_LENGTH}
            {...inputProps(fields.title)}
          />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <NativeSelect label="Network" data={networkOptions} {...inputProps(fields.network)} />
            <NativeSelect label="Place" data={spotOptions} {...inputProps(fields.spot)} />
          </SimpleGrid>
        </Stack>
      </Panel>
      <Panel title="Where it leads">
        <Stack gap="md">
          {products.length > 0 && (
            <NativeSelect
              label="Product"
              description="Previews show its picture and price. The link leads to its page."
              data={productOptions}
              {...inputProps(fields.productUrl)}
            />
          )}
          <TextInput
            label="Another page of the brand"
            description={`Any page on ${listInWords(hosts)}. Empty leads to the product, and without one where the campaign leads.`}
            placeholder="https://"
            inputMode="url"
            autoCapitalize="none"
            {...inputProps(fields.page)}
          />
          <Checkbox
            label="Give each shopper a code of their own"
            description="People first meet a page with a code that works once, then the shop. Good where codes get copied."
            name={fields.handsOutCodes.name}
            id={fields.handsOutCodes.id}
            value="on"
            defaultChecked={fields.handsOutCodes.initialValue === "on"}
          />
        </Stack>
      </Panel>
      <Panel
        title="When it works"
        lead="Before and after, people land on the page the brand chose for that. Times are UTC."
      >
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label="From"
            description="Empty is from now on."
            type="datetime-local"
            {...inputProps(fields.startsAt)}
          />
          <TextInput
            label="Until"
            description="Empty is as long as the partnership."
            type="datetime-local"
            {...inputProps(fields.expiresAt)}
          />
        </SimpleGrid>
      </Panel>
    </>
  );
}
