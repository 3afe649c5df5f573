import { Anchor, Badge, Group, List, SimpleGrid, Stack, Text } from "@mantine/core";
import { Link } from "@remix-run/react";
import { nicheLabel } from "../creators/creator-words.ts";
import { formatAmount, formatCount, formatRate } from "#app/ui/amount.tsx";
import { Day } from "#app/ui/moment.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { describePolicy } from "./policy-words.ts";
import { ProductList } from "./product-list.tsx";
import type { CampaignView } from "./read-campaign.server.ts";
import { TermsVersions } from "./terms-versions.tsx";

/** What the campaign says, as the brand sees it: terms and rules first, then the story. */
export function CampaignSummary({ view, now }: { view: CampaignView; now: Date }) {
  const { campaign, products, policy } = view;
  return (
    <>
      <Panel title="What creators earn" lead="A cut is in force 30 days after its announcement, a rise at once." flush>
        <TermsVersions versions={view.terms} currentVersion={view.currentTerms.version} now={now} />
        <Anchor component={Link} to="simulate" relative="path" display="inline-block" size="sm" px="lg" py="md">
          See what an order would earn
        </Anchor>
      </Panel>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Panel title="How sales are credited">
          <Stack gap="sm">
            <List spacing={6} size="sm">
              {describePolicy(policy, campaign.currency).map((sentence) => (
                <List.Item key={sentence}>{sentence}</List.Item>
              ))}
            </List>
            <Text size="sm" c="dimmed">
              In force since <Day at={policy.inForceFrom} />
              {view.policyVersionCount > 1 && `, version ${policy.version}`}. A sale is judged by the rules of its day.
            </Text>
          </Stack>
        </Panel>
        <Panel title="The offer">
          <Facts view={view} />
        </Panel>
      </SimpleGrid>
      <Panel title="Brief">
        <Stack gap="lg">
          <Text className="prose">{campaign.brief || "No brief yet."}</Text>
          <ProductList products={products} currency={campaign.currency} />
        </Stack>
      </Panel>
    </>
  );
}

/** ", at most 500 times each and once per customer". */
function describeLimits({ codeUsageLimit, isCodeOncePerCustomer }: CampaignView["campaign"]): string {
  const limits = [
    ...(codeUsageLimit === null ? [] : [`at most ${formatCount(codeUsageLimit)} times each`]),
    ...(isCodeOncePerCustomer ? ["once per customer"] : []),
  ];
  return limits.length === 0 ? "" : `, ${limits.join(" and ")}`;
}

function Facts({ view: { campaign } }: { view: CampaignView }) {
  return (
    <Stack gap="sm">
      <Group gap={6}>
        {campaign.niches.map((niche) => (
          <Badge key={niche} color="gray">
            {nicheLabel(niche)}
          </Badge>
        ))}
      </Group>
      <Text size="sm">
        Links lead to{" "}
        {campaign.destinationUrl === "" ? (
          "no page yet"
        ) : (
          <Anchor href={campaign.destinationUrl} rel="noreferrer" inherit style={{ overflowWrap: "anywhere" }}>
            {campaign.destinationUrl}
          </Anchor>
        )}
        .
      </Text>
      {campaign.utmTemplate !== "" && (
        <Text size="sm" className="longWord">
          Each adds <code>{campaign.utmTemplate}</code>
        </Text>
      )}
      <Text size="sm" className="longWord">
        Too early or too late, they lead to {campaign.fallbackUrl ?? "your website"}.
      </Text>
      <Text size="sm">
        {campaign.discountBps === 0
          ? "Codes give shoppers no discount."
          : `Codes give shoppers ${formatRate(campaign.discountBps)} off${describeLimits(campaign)}.`}{" "}
        Posts carry “{campaign.disclosure}”.
      </Text>
      <Text size="sm">
        Runs from <Day at={campaign.startsAt} />
        {campaign.endsAt ? (
          <>
            {" "}
            until the end of <Day at={new Date(campaign.endsAt.getTime() - 1)} />
          </>
        ) : (
          " until you end it"
        )}
        . {campaign.claimMode === "at-once" ? "Anybody may start at once." : "Creators apply and you answer."}
      </Text>
      <Text size="sm" c="dimmed">
        Budget{" "}
        {campaign.budgetMinor === null
          ? "without limit"
          : `of ${formatAmount(campaign.budgetMinor, campaign.currency)}`}
        , in {campaign.currency}.
      </Text>
    </Stack>
  );
}
