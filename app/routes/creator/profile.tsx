import { parseWithZod } from "@conform-to/zod/v4";
import type { SubmissionResult } from "@conform-to/react";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refusedForm } from "#app/access/form-answer.server.ts";
import { requireCreator } from "#app/access/guards.server.ts";
import { ChannelForm, ChannelRows } from "#app/creators/channel-form.tsx";
import { findCreator, listChannels } from "#app/creators/creator-store.server.ts";
import { ProfileForm } from "#app/creators/profile-form.tsx";
import { addChannel, channelRefusals, removeChannel, saveCreatorProfile } from "#app/creators/save-profile.server.ts";
import { saveChannelSchema, saveProfileSchema } from "#app/creators/save-profile.ts";
import { tierOf } from "#app/creators/tier.ts";
import { countryChoices } from "#app/kit/country.ts";
import { isId } from "#app/kit/ids.ts";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";

export const meta: MetaFunction = () => [{ title: "Profile · Fairshare" }];

const confirmations: Readonly<Record<string, string>> = {
  saved: "Your profile is saved. Offers are ordered by it from now on.",
  "channel-added": "The channel is on your profile.",
  "channel-removed": "The channel is off your profile.",
};

export async function loader(args: LoaderFunctionArgs) {
  const { services, creator } = await requireCreator(args);
  return services.db.inPlatform(async (tx) => {
    const profile = await findCreator(tx, creator.id);
    if (!profile) throw new Response("This profile does not exist.", { status: 404 });
    return {
      profile,
      channels: await listChannels(tx, creator.id),
      countries: countryChoices(),
      confirmation: confirmations[new URL(args.request.url).searchParams.get("done") ?? ""] ?? null,
    };
  });
}

interface Answer {
  readonly profile?: SubmissionResult<string[]>;
  readonly channel?: SubmissionResult<string[]>;
}

const answer = (value: Answer, status: number) => data(value, { status });

export async function action(args: ActionFunctionArgs) {
  const { services, userId, creator } = await requireCreator(args);
  const actor = { creatorId: creator.id, userId };
  const form = await args.request.formData();
  switch (String(form.get("intent"))) {
    case "add-channel": {
      const submission = parseWithZod(form, { schema: saveChannelSchema });
      if (submission.status !== "success") return answer({ channel: submission.reply() }, 422);
      const outcome = await addChannel(services, actor, submission.value);
      if (outcome.ok) return redirect("/creator/profile?done=channel-added");
      return answer({ channel: refusedForm(submission, channelRefusals[outcome.refusal], "url").data }, 409);
    }
    case "remove-channel": {
      const channelId = form.get("channelId");
      if (isId(channelId)) await removeChannel(services, actor, channelId);
      return redirect("/creator/profile?done=channel-removed");
    }
  }
  const submission = parseWithZod(form, { schema: saveProfileSchema });
  if (submission.status !== "success") return answer({ profile: submission.reply() }, 422);
  await saveCreatorProfile(services, actor, submission.value);
  return redirect("/creator/profile?done=saved");
}

export default function ProfilePage() {
  const { profile, channels, countries, confirmation } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const tier = tierOf(channels.map((channel) => channel.followers));
  return (
    <Page title="Profile" lead="What brands read about you, and what offers are matched by.">
      {confirmation && !result && <Notice kind="done">{confirmation}</Notice>}
      <Panel
        title="Channels"
        lead={
          tier
            ? `Your largest channel makes you a ${tier} creator.`
            : "Where people follow you. The largest one makes your tier."
        }
      >
        <ChannelRows channels={channels} />
        <ChannelForm key={channels.length} lastResult={result?.channel ?? null} />
      </Panel>
      <Panel
        title="About you"
        lead={`Your handle is @${profile.handle}. It stands in your links and codes and stays as it is.`}
      >
        <ProfileForm profile={profile} countries={countries} lastResult={result?.profile ?? null} />
      </Panel>
    </Page>
  );
}
