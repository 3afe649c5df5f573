import { Button } from "@mantine/core";
import { Form, Link } from "@remix-run/react";
import { ConfirmButton } from "#app/ui/confirm-button.tsx";
import type { CampaignView } from "./read-campaign.server.ts";

/** What a manager can do with a campaign as it stands. What cannot be undone asks first. */
export function CampaignActions({ view, base }: { view: CampaignView; base: string }) {
  const { campaign, gaps, policy } = view;
  const page = `${base}/${campaign.id}`;
  if (campaign.status === "ended") return null;
  return (
    <>
      <Button component={Link} to={`${page}/edit`} variant="default">
        Edit
      </Button>
      {campaign.status === "draft" ? (
        gaps.length === 0 && (
          <ConfirmButton
            label="Publish"
            question="Creators will see the campaign. From then on a cut of what they earn takes 30 days’ notice."
            confirmLabel="Publish now"
            intent="publish"
          />
        )
      ) : (
        <Button component={Link} to={`${page}/terms`} variant="default">
          Terms and rules
        </Button>
      )}
      {campaign.status === "published" && (
        <ConfirmButton
          label="Pause"
          question="No new creators can join. Running links and codes go on earning."
          confirmLabel="Pause the campaign"
          intent="pause"
        />
      )}
      {campaign.status === "paused" && campaign.pauseReason === "brand" && (
        <Form method="post">
          <Button type="submit" name="intent" value="resume">
            Resume
          </Button>
        </Form>
      )}
      {campaign.status !== "draft" && (
        <ConfirmButton
          label="End campaign"
          question={`All partnerships end today and the creators are told. Earlier clicks and codes go on earning for ${policy.tailDays} days. This cannot be undone.`}
          confirmLabel="End it today"
          intent="end"
          isDangerous
        />
      )}
    </>
  );
}
