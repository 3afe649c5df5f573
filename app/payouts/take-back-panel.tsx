import type { SubmissionResult } from "@conform-to/react";
import { getFormProps, useForm } from "@conform-to/react";
import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { Form } from "@remix-run/react";
import { inputProps } from "../ui/form-field.ts";
import { formatMoment } from "../ui/moment.tsx";
import { Notice } from "../ui/notice.tsx";
import { Panel } from "../ui/panel.tsx";
import type { TakeBackStatus } from "./payout.ts";

/** What is known of the latest request to take a payout back. */
export interface TakeBackStanding {
  readonly status: TakeBackStatus;
  readonly reason: string;
  readonly askedBy: string;
  readonly askedByName: string;
  readonly askedAt: Date;
  readonly confirmedByName: string | null;
  readonly confirmedAt: Date | null;
  readonly endedAt: Date | null;
  readonly problem: string | null;
}

interface Viewer {
  readonly userId: string;
  readonly isPreparer: boolean;
  readonly isApprover: boolean;
}

interface TakeBackPanelProps {
  readonly takeBack: TakeBackStanding | null;
  /** Nothing stands between the payout and being taken back. */
  readonly canAsk: boolean;
  readonly isTestMode: boolean;
  readonly viewer: Viewer;
  readonly lastResult: SubmissionResult<string[]> | null;
}

/** Taking a payout back from the provider that paid it: one person asks, another confirms, then the provider is asked. */
export function TakeBackPanel({ takeBack, canAsk, isTestMode, viewer, lastResult }: TakeBackPanelProps) {
  const isOpen = takeBack?.status === "asked" || takeBack?.status === "confirmed";
  if (!isOpen && !canAsk) return null;
  return (
    <Panel
      title="Take it back"
      lead={`The provider returns the money to us, and the creator is owed it again.${isTestMode ? " Test mode: no money moves." : ""}`}
    >
      <Stack gap="md">
        {takeBack?.status === "refused" && (
          <Notice kind="problem" title={takeBack.endedAt ? `Refused on ${formatMoment(takeBack.endedAt)}` : "Refused"}>
            {takeBack.problem}
          </Notice>
        )}
        {takeBack?.status === "asked" && <Asked takeBack={takeBack} viewer={viewer} />}
        {takeBack?.status === "confirmed" && <Confirmed takeBack={takeBack} />}
        {!isOpen && <Asking viewer={viewer} lastResult={lastResult} />}
      </Stack>
    </Panel>
  );
}

function Asking({ viewer, lastResult }: Pick<TakeBackPanelProps, "viewer" | "lastResult">) {
  const [form, fields] = useForm<{ reason: string }>({ id: "take-back", lastResult });
  if (!viewer.isPreparer) return <Text size="sm">Somebody with the role preparer can ask for it.</Text>;
  return (
    <Form method="post" {...getFormProps(form)}>
      <Stack>
        <Textarea
          label="Why"
          description="The creator reads this sentence. Nothing moves until a second person confirms."
          autosize
          minRows={2}
          {...inputProps(fields.reason)}
        />
        <Button type="submit" name="intent" value="ask-take-back" variant="light" color="red">
          Ask to take it back
        </Button>
      </Stack>
    </Form>
  );
}

function Asked({ takeBack, viewer }: { takeBack: TakeBackStanding; viewer: Viewer }) {
  const isOwn = takeBack.askedBy === viewer.userId;
  const canConfirm = viewer.isApprover && !isOwn;
  return (
    <Stack gap="sm">
      <Text size="sm">
        {takeBack.askedByName} asked on {formatMoment(takeBack.askedAt)}: “{takeBack.reason}”
      </Text>
      {!canConfirm && (
        <Text size="sm" c="dimmed">
          {isOwn
            ? "You asked for this, so a second person with the role approver has to confirm it."
            : "Somebody with the role approver has to confirm it."}
        </Text>
      )}
      <Form method="post">
        <Group gap="sm">
          {canConfirm && (
            <Button type="submit" name="intent" value="confirm-take-back" color="red">
              Confirm and take it back
            </Button>
          )}
          <Button type="submit" name="intent" value="withdraw-take-back" variant="default">
            {isOwn ? "Withdraw" : "Decline"}
          </Button>
        </Group>
      </Form>
    </Stack>
  );
}

function Confirmed({ takeBack }: { takeBack: TakeBackStanding }) {
  return (
    <Stack gap="sm">
      <Text size="sm">
        {takeBack.askedByName} asked: “{takeBack.reason}”{" "}
        {takeBack.confirmedAt &&
          `${takeBack.confirmedByName ?? "Somebody"} confirmed on ${formatMoment(takeBack.confirmedAt)}.`}
      </Text>
      <Text size="sm" c="dimmed" className="wrapAnywhere">
        {takeBack.problem === null
          ? "The provider is being asked. Open this page again in a minute."
          : `The provider’s answer is not known yet; it is asked again every five minutes. The last try: ${takeBack.problem}`}
      </Text>
    </Stack>
  );
}
