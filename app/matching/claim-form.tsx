import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Button, Stack, Text, Textarea } from "@mantine/core";
import { Form, Link } from "@remix-run/react";
import { MAX_MESSAGE_LENGTH } from "#app/partnerships/claim-offer.ts";
import { inputProps } from "#app/ui/form-field.ts";
import { Day } from "#app/ui/moment.tsx";
import { Notice } from "#app/ui/notice.tsx";
import type { OfferView } from "./read-offer.server.ts";

/** Claims or applies; or says why neither is possible now. */
export function ClaimForm({
  offer,
  now,
  lastResult,
}: {
  offer: OfferView;
  now: Date;
  lastResult: SubmissionResult<string[]> | null;
}) {
  const [form, fields] = useForm<{ message: string }>({ lastResult });
  const { campaign, partnership, terms } = offer;
  if (partnership) return <OwnPartnership partnership={partnership} />;
  const isOver = campaign.status === "ended" || (campaign.endsAt !== null && campaign.endsAt <= now);
  if (isOver) return <Text>The campaign is over.</Text>;
  if (campaign.status !== "published") return <Text>The brand takes no new creators at the moment.</Text>;
  if (campaign.startsAt > now) {
    return (
      <Text>
        You can join from <Day at={campaign.startsAt} />.
      </Text>
    );
  }
  const isAtOnce = campaign.claimMode === "at-once";
  return (
    <Form method="post" {...getFormProps(form)}>
      <input type="hidden" name="termsVersion" value={terms.version} />
      <Stack gap="md">
        {form.errors && <Notice kind="problem">{form.errors.join(" ")}</Notice>}
        <Text size="sm">
          {isAtOnce
            ? "You get your own link and code at once, and agree to the terms and rules on this page."
            : "The brand reads your message with your profile. If it says yes, you get link and code under the terms on this page."}
        </Text>
        {!isAtOnce && (
          <Textarea
            label="Message to the brand"
            description="What you would show, and who follows you."
            autosize
            minRows={4}
            maxLength={MAX_MESSAGE_LENGTH}
            {...inputProps(fields.message)}
          />
        )}
        <Button type="submit">{isAtOnce ? "Claim and get my link" : "Send the application"}</Button>
      </Stack>
    </Form>
  );
}

function OwnPartnership({ partnership }: { partnership: NonNullable<OfferView["partnership"]> }) {
  const sentence = {
    invited: "The brand has invited you.",
    applied: "You have applied. The brand has not answered yet.",
    active: "You are in. Your link and code are on your partnership.",
    paused: "You are in; the brand asks you not to share for now.",
    ended: "Your partnership in this campaign has ended.",
    declined: `This was declined. ${partnership.declineNote ?? ""}`,
  }[partnership.status];
  return (
    <Stack gap="md" align="flex-start">
      <Text>{sentence}</Text>
      <Button component={Link} to={`/creator/partnerships/${partnership.id}`} variant="default">
        Open the partnership
      </Button>
    </Stack>
  );
}
