import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Button, Group, List, Stack, Text } from "@mantine/core";
import { Form } from "@remix-run/react";
import { formatCount } from "#app/ui/amount.tsx";
import { Day } from "#app/ui/moment.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Panel } from "#app/ui/panel.tsx";
import type { TermsPreview } from "./announce-terms.server.ts";
import type { TermsFacts } from "./notice-rule.ts";
import { RulebookFields } from "./rulebook-fields.tsx";
import { flattenTexts } from "./rulebook-form-texts.ts";
import { termsToForm } from "./terms-form-texts.ts";
import { RulebookSentences } from "./rulebook-sentences.tsx";
import { TermsFields } from "./terms-fields.tsx";
import { describeHold, describeTerms, worseningSentences } from "./terms-words.ts";

interface FormResult {
  readonly lastResult: SubmissionResult<string[]> | null;
}

export function AnnounceForm({
  initial,
  afterVersion,
  currency,
  lastResult,
}: FormResult & { initial: ReturnType<typeof termsToForm>; afterVersion: number; currency: string }) {
  const [form, fields] = useForm({ id: "terms", defaultValue: initial, lastResult });
  return (
    <Form method="post" {...getFormProps(form)}>
      <input type="hidden" name="afterVersion" value={afterVersion} />
      <Stack gap="md">
        {form.errors && <Notice kind="problem">{form.errors.join(" ")}</Notice>}
        <TermsFields fields={fields} currency={currency} />
        <RulebookFields form={form} fields={fields} currency={currency} />
        <Group>
          <Button type="submit" name="intent" value="preview">
            See whom it concerns
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}

const MOST_NAMES = 12;

/** What the announcement would do, to whom and from when; announcing is the next step. */
export function AnnouncementPreview({
  preview: { plan, next },
}: {
  preview: { readonly plan: TermsPreview; readonly next: TermsFacts };
}) {
  const isAtOnce = plan.inForceFrom.getTime() === plan.announcedAt.getTime();
  const names = plan.partners.slice(0, MOST_NAMES).map((partner) => partner.creatorName);
  const further = plan.partners.length - names.length;
  return (
    <Panel title="Before you announce">
      <Stack gap="md">
        <Text>
          New: <b>{describeTerms(next)}</b>, {describeHold(next)}.
          <br />
          Now: {describeTerms(plan.current)}, {describeHold(plan.current)}.
        </Text>
        <RulebookSentences terms={next} />
        {plan.worsenings.length > 0 && (
          <List size="sm" spacing={4}>
            {plan.worsenings.map((worsening) => (
              <List.Item key={worsening}>{worseningSentences[worsening]}</List.Item>
            ))}
          </List>
        )}
        <Text>
          {isAtOnce ? (
            "Nobody gets less than they were promised, so it holds for everybody at once."
          ) : (
            <>
              Running partnerships earn by it from{" "}
              <b>
                <Day at={plan.inForceFrom} />
              </b>
              . Who joins from today agrees to it at once.
            </>
          )}
        </Text>
        <Text size="sm" c="dimmed">
          {plan.partners.length === 0
            ? "No creator is concerned yet."
            : `${formatCount(plan.partners.length)} ${plan.partners.length === 1 ? "creator is" : "creators are"} told by mail today: ${names.join(", ")}${further > 0 ? ` and ${formatCount(further)} more` : ""}.`}
        </Text>
        <Form method="post">
          <input type="hidden" name="afterVersion" value={plan.newest.version} />
          {flattenTexts(termsToForm(next)).map(({ name, value }) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <Button type="submit" name="intent" value="announce">
            Announce these terms
          </Button>
        </Form>
      </Stack>
    </Panel>
  );
}
