import { Anchor, List, Stack, Text } from "@mantine/core";
import { Link } from "@remix-run/react";
import { NOTICE_DAYS } from "#app/campaigns/notice-rule.ts";
import { describePolicy } from "#app/campaigns/policy-words.ts";
import { RulebookSentences } from "#app/campaigns/rulebook-sentences.tsx";
import {
  computeExample,
  describeExample,
  describeHold,
  describeTerms,
  exampleOrderMinor,
} from "#app/campaigns/terms-words.ts";
import { formatAmount, formatRate } from "#app/ui/amount.tsx";
import { Day } from "#app/ui/moment.tsx";
import type { OfferView } from "./read-offer.server.ts";

/** What the offer pays, in words and on real prices. */
export function OfferTerms({ offer: { terms, campaign, products } }: { offer: OfferView }) {
  const prices = products.flatMap((product) =>
    product.priceMinor === null || product.priceMinor === 0n
      ? []
      : [{ title: product.title, minor: product.priceMinor }],
  );
  const orders = prices.length > 0 ? prices.slice(0, 3) : [{ title: "", minor: exampleOrderMinor(terms.currency) }];
  return (
    <Stack gap="sm">
      <Text fw={600} size="lg">
        {describeTerms(terms)}
      </Text>
      <RulebookSentences terms={terms} />
      <List size="sm" spacing={6}>
        {orders.map(({ title, minor }) => (
          <List.Item key={title}>
            {title && `${title}: `}
            {describeExample(computeExample(terms, campaign.discountBps, minor))} of a new customer
            {campaign.discountBps > 0 &&
              terms.kind === "percent" &&
              `, who pays ${formatAmount(computeExample(terms, campaign.discountBps, minor).netMinor, terms.currency)} with your code`}
            .
          </List.Item>
        ))}
      </List>
      <Text size="sm" c="dimmed">
        Counted on what is paid for the goods, without tax and shipping. Each commission is {describeHold(terms)}.
      </Text>
      <Anchor component={Link} to={`/creator/offers/${campaign.id}/simulate`} size="sm">
        Try an order
      </Anchor>
    </Stack>
  );
}

/** How sales are credited, what is promised about changes, and what to disclose. */
export function OfferRules({
  offer: { policy, campaign },
}: {
  offer: Pick<OfferView, "policy"> & {
    campaign: Pick<OfferView["campaign"], "disclosure" | "discountBps" | "endsAt" | "currency">;
  };
}) {
  return (
    <List size="sm" spacing={8}>
      {describePolicy(policy, campaign.currency).map((sentence) => (
        <List.Item key={sentence}>{sentence}</List.Item>
      ))}
      {campaign.discountBps > 0 && (
        <List.Item>Your code gives shoppers {formatRate(campaign.discountBps)} off.</List.Item>
      )}
      <List.Item>
        If the brand cuts what you earn, it tells you {NOTICE_DAYS} days before. A rise holds at once.
      </List.Item>
      <List.Item>A refund takes back its part of the commission and no more.</List.Item>
      <List.Item>
        Every post says “{campaign.disclosure}”, where people see it without tapping “more”. The law asks for it.
      </List.Item>
      {campaign.endsAt && (
        <List.Item>
          The campaign runs until the end of <Day at={new Date(campaign.endsAt.getTime() - 1)} />.
        </List.Item>
      )}
    </List>
  );
}
