import { Anchor, Button, Grid, Group, Stack, Text } from "@mantine/core";
import { IconGift, IconLink } from "@tabler/icons-react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireCreator } from "#app/access/guards.server.ts";
import { describeHold, describeTerms } from "#app/campaigns/terms-words.ts";
import { stretchInWords } from "#app/insights/change-words.tsx";
import { loadCreatorDashboard } from "#app/insights/creator-dashboard.server.ts";
import { CreatorFigures } from "#app/insights/creator-figures.tsx";
import { formatCount } from "#app/ui/amount.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { formatDay } from "#app/ui/moment.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";

export const meta: MetaFunction = () => [{ title: "Overview · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, creator } = await requireCreator(args);
  return {
    creatorName: creator.name,
    origin: services.origin,
    dashboard: await loadCreatorDashboard(services, creator.id),
  };
}

export default function CreatorOverview() {
  const { creatorName, origin, dashboard } = useLoaderData<typeof loader>();
  const { announcements, thisMonth } = dashboard;
  return (
    <Page title={`Hello, ${creatorName}`} lead={`Your month so far, ${stretchInWords(thisMonth)}.`}>
      {announcements.map(({ partnershipId, brandName, campaignName, terms }) => (
        <Notice key={terms.id} kind="note" title={`${brandName} changes the terms of ${campaignName}`}>
          From {formatDay(terms.inForceFrom)} it pays {describeTerms(terms)}, {describeHold(terms)}. Announced on{" "}
          {formatDay(terms.announcedAt)}; sales before that day keep the terms you accepted.{" "}
          <Anchor component={Link} to={`/creator/partnerships/${partnershipId}`} inherit underline="always">
            Look at the partnership
          </Anchor>
        </Notice>
      ))}
      <CreatorFigures dashboard={dashboard} />
      <Grid gutter="lg">
        <Grid.Col span={{ base: 12, md: 5 }}>
          <BestLink origin={origin} link={dashboard.bestLink} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Offers offers={dashboard.offers} />
        </Grid.Col>
      </Grid>
    </Page>
  );
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>["dashboard"];

function BestLink({ origin, link }: { origin: string; link: Loaded["bestLink"] }) {
  return (
    <Panel title="Your best link this month">
      {link === null ? (
        <EmptyState
          icon={<IconLink />}
          title="No clicks yet this month"
          action={
            <Button component={Link} to="/creator/partnerships" variant="default">
              Find your links
            </Button>
          }
        >
          Share a link of one of your partnerships. Every click is listed, counted or not, with the reason.
        </EmptyState>
      ) : (
        <Stack gap={6}>
          <Anchor component={Link} to={`/creator/partnerships/${link.partnershipId}`} fw={600} className="longWord">
            {origin.replace(/^https?:\/\//, "")}/r/{link.slug}
          </Anchor>
          <Text c="dimmed" size="sm">
            {link.brandName}: {link.campaignName}
          </Text>
          <Text>
            {formatCount(link.net)} {link.net === 1 ? "click counts" : "clicks count"} of {formatCount(link.gross)} in
            all; the partnership has {link.orders === 1 ? "1 sale" : `${formatCount(link.orders)} sales`} this month.
          </Text>
        </Stack>
      )}
    </Panel>
  );
}

function Offers({ offers }: { offers: Loaded["offers"] }) {
  return (
    <Panel
      title="Offers that fit you"
      actions={
        <Anchor component={Link} to="/creator/offers" size="sm">
          All offers
        </Anchor>
      }
    >
      {offers.length === 0 ? (
        <EmptyState icon={<IconGift />} title="No open offer right now">
          You have answered every campaign that is open. New ones appear here as soon as a brand posts them.
        </EmptyState>
      ) : (
        <Stack component="ul" gap="md" m={0} p={0} className="plainList">
          {offers.map(({ offer, reason }) => (
            <Stack component="li" key={offer.campaignId} gap={2}>
              <Group justify="space-between" gap="md">
                <Anchor component={Link} to={`/creator/offers/${offer.campaignId}`} fw={600}>
                  {offer.brandName}: {offer.name}
                </Anchor>
                <Text fw={600}>{describeTerms(offer.terms)}</Text>
              </Group>
              <Text size="sm" c="dimmed">
                {reason}
              </Text>
            </Stack>
          ))}
        </Stack>
      )}
    </Panel>
  );
}
