import { Anchor, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconSparkles } from "@tabler/icons-react";
import { Link } from "@remix-run/react";
import { computeExample, describeExample, describeTerms, exampleOrderMinor } from "#app/campaigns/terms-words.ts";
import { NicheBadges } from "#app/creators/niche-badges.tsx";
import { formatRate } from "#app/ui/amount.tsx";
import { Day } from "#app/ui/moment.tsx";
import type { Offer } from "./offer-store.server.ts";
import type { Ranked } from "./rank-offers.ts";

/** One offer among others: what it pays, what that is on one order, and why it stands here. */
export function OfferCard({ ranked: { offer, sharedNiches, reason } }: { ranked: Ranked<Offer> }) {
  const order = offer.examplePriceMinor ?? exampleOrderMinor(offer.terms.currency);
  const example = computeExample(offer.terms, offer.discountBps, order);
  return (
    <Paper component="article" p="lg">
      <Stack gap="sm" h="100%">
        <Stack gap={2}>
          <Text size="sm" c="dimmed">
            {offer.brandName}
          </Text>
          <Title order={2}>
            <Anchor component={Link} to={`/creator/offers/${offer.campaignId}`} inherit c="inherit">
              {offer.name}
            </Anchor>
          </Title>
        </Stack>
        <Text lineClamp={3} className="prose">
          {offer.brief}
        </Text>
        <NicheBadges niches={offer.niches} shared={sharedNiches} />
        <Group gap={8} wrap="nowrap" align="flex-start" c="dimmed">
          <IconSparkles size={16} aria-hidden style={{ flex: "none", marginTop: 3 }} />
          <Text size="sm">{reason}</Text>
        </Group>
        <Stack gap={2} mt="auto" pt="xs">
          <Text fw={600}>{describeTerms(offer.terms)}</Text>
          <Text size="sm" c="dimmed">
            {example.earnsMinor > 0n && `${describeExample(example)} with a new customer. `}
            {offer.discountBps > 0 && `Shoppers get ${formatRate(offer.discountBps)} off. `}
            {offer.claimMode === "at-once" ? "Start at once." : "The brand answers applications."}
            {offer.endsAt && (
              <>
                {" "}
                Until <Day at={new Date(offer.endsAt.getTime() - 1)} />.
              </>
            )}
          </Text>
        </Stack>
      </Stack>
    </Paper>
  );
}
