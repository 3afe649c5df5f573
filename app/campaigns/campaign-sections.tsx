import type { FieldMetadata } from "@conform-to/react";
import { SimpleGrid, Stack, Textarea, TextInput } from "@mantine/core";
import { inputProps } from "#app/ui/form-field.ts";
import { Panel } from "#app/ui/panel.tsx";
import type { CampaignFormValue } from "./campaign-form-texts.ts";

/** The fields of the campaign form as conform hands them out. */
export type CampaignFields = { readonly [Name in keyof CampaignFormValue]: FieldMetadata<CampaignFormValue[Name]> };

export function StorySection({ fields, hosts }: { fields: CampaignFields; hosts: readonly string[] }) {
  const domains = hosts.length === 0 ? "Register a domain in the settings first." : `On ${hosts.join(", ")}.`;
  return (
    <Panel title="The offer" lead="What creators read first.">
      <Stack gap="md">
        <TextInput label="Name" placeholder="First flush week" {...inputProps(fields.name)} withAsterisk />
        <BriefField fields={fields} />
        <TextInput
          label="Page that links lead to"
          description={`Begins with https://. ${domains}`}
          placeholder="https://"
          inputMode="url"
          {...inputProps(fields.destinationUrl)}
        />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label="Shopper’s discount with a creator’s code"
            description="Set up the same discount in your shop. 0 for a code without discount."
            rightSection="%"
            inputMode="decimal"
            {...inputProps(fields.discount)}
          />
          <TextInput
            label="Disclosure"
            description="What creators must say in every post, word for word."
            {...inputProps(fields.disclosure)}
          />
        </SimpleGrid>
      </Stack>
    </Panel>
  );
}

export function BriefField({ fields }: { fields: CampaignFields }) {
  return (
    <Textarea
      label="Brief"
      description="What you sell, what makes it good, what you hope to see, what to leave out."
      autosize
      minRows={5}
      maxRows={18}
      {...inputProps(fields.brief)}
    />
  );
}

export function BudgetField({ fields }: { fields: CampaignFields }) {
  return (
    <TextInput
      label="Budget for commissions"
      description="At this sum the campaign pauses. Empty is no limit."
      inputMode="decimal"
      placeholder="2500.00"
      {...inputProps(fields.budget)}
    />
  );
}

export function DateFields({ fields }: { fields: CampaignFields }) {
  return (
    <>
      <TextInput
        label="First day"
        description="From its first minute, UTC."
        type="date"
        {...inputProps(fields.startsOn)}
      />
      <TextInput
        label="Last day"
        description="Counts in full. Empty runs until you end it."
        type="date"
        {...inputProps(fields.endsOn)}
      />
    </>
  );
}
