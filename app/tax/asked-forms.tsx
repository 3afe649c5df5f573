import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { Link } from "@remix-run/react";
import { formatCalendarDay } from "../ui/moment.tsx";
import { Panel } from "../ui/panel.tsx";
import { Status } from "../ui/status.tsx";
import type { OwnForm } from "./read-tax.server.ts";
import type { TaxFormKind, TaxStanding } from "./tax-form.ts";
import { standingWords, taxFormNames, taxFormPurposes } from "./tax-form-texts.ts";

interface AskedForm {
  readonly kind: TaxFormKind;
  readonly form: OwnForm | null;
  readonly standing: TaxStanding;
}

/** Which forms are asked of the creator and how each stands. */
export function AskedForms({ asked, search }: { asked: readonly AskedForm[]; search: string }) {
  if (asked.length === 0) {
    return (
      <Panel title="Nothing is asked of you">
        <Text size="sm">
          For your country and where payouts come from, no tax form is needed. If you move, change the country here.
        </Text>
      </Panel>
    );
  }
  return (
    <>
      {asked.map(({ kind, form, standing }) => (
        <Panel
          key={kind}
          title={taxFormNames[kind]}
          actions={<Status tone={standingWords[standing].tone}>{standingWords[standing].word}</Status>}
        >
          <Stack gap="sm">
            {form === null && <Text size="sm">{taxFormPurposes[kind]}</Text>}
            {form && (
              <Text size="sm">
                {form.name}
                {form.tinEnding === "" ? ", without a tax number" : `, tax number ending in ${form.tinEnding}`}. Signed{" "}
                {formatCalendarDay(form.signedOn)}
                {form.validUntil === null
                  ? "; it counts until you replace it."
                  : `; it counts until ${formatCalendarDay(form.validUntil)}.`}
              </Text>
            )}
            {form?.rejection && <Text size="sm">It does not count: {form.rejection}</Text>}
            <Group>
              <Button
                component={Link}
                to={`?${search}form=${kind}`}
                variant={standing === "valid" ? "default" : "filled"}
              >
                {form === null ? "Fill in" : "Give it again"}
              </Button>
            </Group>
          </Stack>
        </Panel>
      ))}
    </>
  );
}

/** All versions that were ever given, newest first. */
export function GivenForms({ given }: { given: readonly OwnForm[] }) {
  if (given.length < 2) return null;
  return (
    <Text size="sm" c="dimmed" component="div">
      On file, never changed:{" "}
      {given.map((form, index) => (
        <span key={form.id}>
          {index > 0 && ", "}
          {taxFormNames[form.kind]} of {formatCalendarDay(form.signedOn)}
        </span>
      ))}
      . To have an error put right, give the form again;{" "}
      <Anchor component={Link} to="/creator/profile" inherit underline="always">
        your profile
      </Anchor>{" "}
      is not changed by it.
    </Text>
  );
}
