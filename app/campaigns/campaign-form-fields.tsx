import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Button, Group, NativeSelect, SimpleGrid, Stack } from "@mantine/core";
import { Form, type FormProps } from "@remix-run/react";
import { useState, type MouseEvent } from "react";
import { niches } from "../creators/creator.ts";
import { nicheLabel } from "../creators/creator-words.ts";
import { CheckList } from "#app/ui/check-list.tsx";
import { ChoiceCards } from "#app/ui/choice-cards.tsx";
import { inputProps } from "#app/ui/form-field.ts";
import { Notice } from "#app/ui/notice.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { campaignCurrencies } from "./campaign-draft.ts";
import type { CampaignFormValue } from "./campaign-form-texts.ts";
import { BriefField, BudgetField, DateFields, LinkSection, StorySection } from "./campaign-sections.tsx";
import { CodeSection } from "./code-section.tsx";
import { ProductFields } from "./product-fields.tsx";
import { PolicyFields } from "./policy-fields.tsx";
import { RulebookFields } from "./rulebook-fields.tsx";
import { TermsFields } from "./terms-fields.tsx";

const nicheOptions = niches.map((value) => ({ value, label: nicheLabel(value) }));

const claimChoices = [
  {
    value: "by-approval",
    label: "Creators apply",
    sentence: "You read each application and answer it. Nobody starts without you.",
  },
  {
    value: "at-once",
    label: "Anybody may start",
    sentence: "A creator who claims the offer gets link and code at once.",
  },
];

function useCampaignForm(initial: CampaignFormValue, lastResult: SubmissionResult<string[]> | null | undefined) {
  return useForm<CampaignFormValue>({ defaultValue: initial, lastResult: lastResult ?? null });
}

type CampaignForm = ReturnType<typeof useCampaignForm>;

/** The whole form of a campaign that is still a draft. */
export function DraftForm({
  initial,
  lastResult,
  hosts,
}: {
  initial: CampaignFormValue;
  lastResult: SubmissionResult<string[]> | null | undefined;
  /** The brand's registered domains. */
  hosts: readonly string[];
}) {
  const [form, fields] = useCampaignForm(initial, lastResult);
  const currency = String(fields.currency.initialValue ?? initial.currency);
  return (
    <SteppingForm {...getFormProps(form)}>
      <Stack gap="lg">
        <FormProblem form={form} />
        <StorySection fields={fields} hosts={hosts} />
        <Panel title="Products" lead="What creators will show. Each gets its own line on the offer.">
          <ProductFields form={form} products={fields.products} currency={currency} />
        </Panel>
        <Panel title="Niches" lead="Creators who share them see the campaign first.">
          <CheckList
            legend="What the campaign is about"
            name={fields.niches.name}
            options={nicheOptions}
            initial={asList(fields.niches.initialValue)}
            error={fields.niches.errors?.join(" ")}
          />
        </Panel>
        <Panel
          title="What creators earn"
          lead="Once published, a cut takes effect 30 days after you announce it, a rise at once."
        >
          <Stack gap="md">
            <TermsFields fields={fields} currency={currency} />
            <RulebookFields form={form} fields={fields} currency={currency} />
          </Stack>
        </Panel>
        <Panel title="Who is credited" lead="Creators read these rules word for word before they join.">
          <PolicyFields fields={fields} currency={currency} />
        </Panel>
        <Panel title="Budget and dates">
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <NativeSelect
              label="Currency"
              description="Of budget, prices and fixed amounts."
              data={[...campaignCurrencies]}
              {...inputProps(fields.currency)}
            />
            <BudgetField fields={fields} />
            <DateFields fields={fields} />
          </SimpleGrid>
        </Panel>
        <LinkSection fields={fields} />
        <CodeSection fields={fields} />
        <Panel title="Who may start">
          <ChoiceCards
            legend="When a creator wants to join"
            name={fields.claimMode.name}
            choices={claimChoices}
            initial={asText(fields.claimMode.initialValue)}
            error={fields.claimMode.errors?.join(" ")}
          />
        </Panel>
        <Group>
          <Button type="submit" name="intent" value="publish">
            Save and publish
          </Button>
          <Button type="submit" name="intent" value="save" variant="default">
            Save as draft
          </Button>
        </Group>
      </Stack>
    </SteppingForm>
  );
}

/** What stays open once a campaign is published. */
export function PublishedForm({
  initial,
  lastResult,
}: {
  initial: CampaignFormValue;
  lastResult: SubmissionResult<string[]> | null | undefined;
}) {
  const [form, fields] = useCampaignForm(initial, lastResult);
  return (
    <SteppingForm {...getFormProps(form)}>
      <Stack gap="lg">
        <FormProblem form={form} />
        <Panel title="Brief">
          <BriefField fields={fields} />
        </Panel>
        <Panel title="Products">
          <ProductFields form={form} products={fields.products} currency={initial.currency} />
        </Panel>
        <Panel title="Budget and dates">
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            <BudgetField fields={fields} />
            <DateFields fields={fields} />
          </SimpleGrid>
        </Panel>
        <LinkSection fields={fields} />
        <CodeSection fields={fields} />
        <Group>
          <Button type="submit" name="intent" value="save">
            Save the changes
          </Button>
        </Group>
      </Stack>
    </SteppingForm>
  );
}

/** Adding or removing a row leaves the page where it is; saving begins at the top, where its answer stands. */
function SteppingForm({ children, ...props }: FormProps) {
  const [isRowStep, setIsRowStep] = useState(false);
  const noteStep = (event: MouseEvent<HTMLFormElement>) => {
    setIsRowStep((event.target as Element).closest("[name=__intent__]") !== null);
  };
  return (
    <Form method="post" preventScrollReset={isRowStep} onClickCapture={noteStep} {...props}>
      {children}
    </Form>
  );
}

function FormProblem({ form }: { form: CampaignForm[0] }) {
  const hasFieldErrors = form.status === "error" && !form.errors;
  if (form.errors) return <Notice kind="problem">{form.errors.join(" ")}</Notice>;
  return hasFieldErrors ? (
    <Notice kind="problem">Some fields need another look. Each says what is wrong.</Notice>
  ) : null;
}

function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function asList(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((item): item is string => typeof item === "string");
}
