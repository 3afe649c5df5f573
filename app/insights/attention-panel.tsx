import { Anchor, Stack, Text } from "@mantine/core";
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { formatAmount, formatCount } from "../ui/amount.tsx";
import { Panel } from "../ui/panel.tsx";
import type { BrandDashboard } from "./brand-dashboard.server.ts";

/** What somebody of the brand should look at, each with the way there. */
export function AttentionPanel({ slug, attention }: { slug: string; attention: BrandDashboard["attention"] }) {
  const items = itemsOf(`/brands/${slug}`, attention);
  return (
    <Panel title="What needs attention">
      {items.length === 0 ? (
        <Text c="dimmed">
          Nothing waits for you. Applications, store failures and budgets that run low appear here.
        </Text>
      ) : (
        <Stack component="ul" gap="sm" m={0} pl="md">
          {items.map((item) => (
            <li key={item.key}>{item.content}</li>
          ))}
        </Stack>
      )}
    </Panel>
  );
}

function itemsOf(base: string, attention: BrandDashboard["attention"]): { key: string; content: ReactNode }[] {
  const { applications, failingStores, stuckEvents, budgets } = attention;
  const applied = applications === 1 ? "1 application waits" : `${formatCount(applications)} applications wait`;
  return [
    ...(applications > 0
      ? [{ key: "applications", content: <Way to={`${base}/applications`}>{`${applied} for your answer`}</Way> }]
      : []),
    ...failingStores.map((store) => ({
      key: `store ${store.id}`,
      content: (
        <>
          <Way
            to={`${base}/stores/${store.id}`}
          >{`${store.name} had ${times(store.failures)} refused since its last good event`}</Way>
          {store.lastFailure !== null && (
            <Text size="sm" c="dimmed">
              {store.lastFailure}
            </Text>
          )}
        </>
      ),
    })),
    ...stuckEvents.map((stuck) => ({
      key: `events ${stuck.storeId}`,
      content: (
        <Way
          to={`${base}/stores/${stuck.storeId}`}
        >{`${times(stuck.count)} of ${stuck.storeName} parked or failed`}</Way>
      ),
    })),
    ...budgets.map((campaign) => ({
      key: `budget ${campaign.id}`,
      content: (
        <Way to={`${base}/campaigns/${campaign.id}`}>
          {`${campaign.name} has used ${formatAmount(campaign.spentMinor, campaign.currency)} of its budget of ${formatAmount(campaign.budgetMinor, campaign.currency)}`}
        </Way>
      ),
    })),
  ];
}

function times(count: number): string {
  return count === 1 ? "1 event" : `${formatCount(count)} events`;
}

function Way({ to, children }: { to: string; children: string }) {
  return (
    <Anchor component={Link} to={to}>
      {children}
    </Anchor>
  );
}
