import type { FieldMetadata } from "@conform-to/react";
import { SimpleGrid, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { fillUtmTemplate, utmWords } from "../links/utm-template.ts";
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
            description="Connected shops get it by themselves; set it up by hand in others. 0 for a code without discount."
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

/** What every link of the campaign adds and where it leads when it does not work. Open after publishing: nobody's pay depends on it. */
export function LinkSection({ fields }: { fields: CampaignFields }) {
  return (
    <Panel
      title="Links"
      lead="How clicks show up in your own reports, and where they go when it is too early or too late."
    >
      <Stack gap="md">
        <TextInput
          label="Added to every address"
          description={`Query parameters for your reports. Words in braces are filled in: ${utmWords.map((word) => `{${word}}`).join(" ")}. Parameters a page already has stay.`}
          placeholder={USUAL_UTM_TEMPLATE}
          autoCapitalize="none"
          spellCheck={false}
          {...inputProps(fields.utmTemplate)}
        />
        <Text size="xs" c="dimmed" className="longWord">
          {`For Mara’s story on Instagram the usual one adds ${exampleUtm}`}
        </Text>
        <TextInput
          label="Page for clicks that come too early or too late"
          description="On a domain of yours. Empty is your website."
          placeholder="https://"
          inputMode="url"
          autoCapitalize="none"
          {...inputProps(fields.fallbackUrl)}
        />
      </Stack>
    </Panel>
  );
}

const USUAL_UTM_TEMPLATE = "utm_source={network}&utm_medium=creator&utm_campaign={campaign}&utm_content={creator}";
const exampleUtm = fillUtmTemplate(
  USUAL_UTM_TEMPLATE,
  {
    network: "instagram",
    placement: "instagram-story",
    campaign: "first-flush-week",
    creator: "mara-bakes",
    link: "mara-lumen-tea",
  },
  "",
);

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
