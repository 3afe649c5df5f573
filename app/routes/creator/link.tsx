import { Button, SimpleGrid, Stack, Text } from "@mantine/core";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireCreator } from "#app/access/guards.server.ts";
import { CaptionPanel } from "#app/links/caption-panel.tsx";
import { linkIdOf, noLink } from "#app/links/link-address.server.ts";
import { linkWithPlacement } from "#app/links/link-address.ts";
import { describePlace, nameOfLink, stageWords } from "#app/links/link-words.ts";
import { QrPanel } from "#app/links/qr-panel.tsx";
import { writeCaption } from "#app/links/share-texts.ts";
import { StoryPanel } from "#app/links/story-panel.tsx";
import { isGeneralLink, stageOf } from "#app/links/tracked-link.ts";
import { partnershipIdOf } from "#app/partnerships/partnership-address.server.ts";
import { readShareKit } from "#app/partnerships/read-share-kit.server.ts";
import { LinkAndCode } from "#app/partnerships/share-kit.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Status } from "#app/ui/status.tsx";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: `${loaded ? nameOfLink(loaded.view.link) : "Link"} · Fairshare` },
];

const confirmations: Readonly<Record<string, string>> = {
  created: "The link works from now on. Everything to share it is below.",
  saved: "The changes are saved. They hold from now on.",
  renamed: "The link has its new name. The old one goes on redirecting.",
  retire: "The link is retired: out of the way, and still redirecting and earning.",
  restore: "The link is listed again.",
};

export async function loader(args: LoaderFunctionArgs) {
  const { services, creator } = await requireCreator(args);
  const view = await readShareKit(services, creator, partnershipIdOf(args), linkIdOf(args));
  if (!view) throw noLink();
  const done = new URL(args.request.url).searchParams.get("done") ?? "";
  return { view, now: services.clock.now(), confirmation: confirmations[done] ?? null };
}

export default function LinkPage() {
  const { view, now, confirmation } = useLoaderData<typeof loader>();
  const { link, product, partnershipId, address } = view;
  const home = `/creator/partnerships/${partnershipId}`;
  const base = `${home}/links/${link.linkId}`;
  const stage = stageWords[stageOf(link, now)];
  const code = link.handsOutCodes ? null : view.code;
  const caption = writeCaption({
    ...view,
    code,
    productTitle: product?.title ?? null,
    title: link.title,
    linkUrl: address,
  });
  return (
    <Page
      title={nameOfLink(link)}
      lead={`${isGeneralLink(link) ? "For anywhere" : describePlace(link)}, for ${view.campaignName} by ${view.brandName}.`}
      crumbs={[
        { label: view.campaignName, to: home },
        { label: "Links", to: `${home}/links` },
      ]}
      badge={<Status tone={stage.tone}>{stage.word}</Status>}
      actions={
        view.isRunning && (
          <Button component={Link} to={`${base}/edit`} variant="default">
            Edit the link
          </Button>
        )
      }
    >
      {confirmation && <Notice kind="done">{confirmation}</Notice>}
      {!view.isRunning && (
        <Notice kind="note">The partnership is not running, so there is nothing to share for now.</Notice>
      )}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Stack gap="lg">
          <Panel title="Link and code">
            <Stack gap="md">
              <LinkAndCode address={address} code={code} discountBps={view.discountBps} />
              <Text size="sm" c="dimmed" className="longWord">
                Leads to {link.destinationUrl}
              </Text>
            </Stack>
          </Panel>
          <CaptionPanel
            key={caption}
            initial={caption}
            disclosure={view.disclosure}
            title={link.title || product?.title || view.campaignName}
            imageUrl={product?.imageUrl ?? null}
            addressFor={(channel) =>
              channel !== null && isGeneralLink(link) ? linkWithPlacement(address, channel) : address
            }
          />
        </Stack>
        <Stack gap="lg">
          <StoryPanel imageAddress={`${base}/story.png`} fileName={`${link.slug}-story.png`} caption={caption} />
          <QrPanel base={base} slug={link.slug} address={address} />
        </Stack>
      </SimpleGrid>
    </Page>
  );
}
