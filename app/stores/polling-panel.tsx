import { Stack, Text } from "@mantine/core";
import { formatCount } from "#app/ui/amount.tsx";
import { formatDistance } from "#app/ui/moment.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Panel } from "#app/ui/panel.tsx";
import type { ShownStore } from "./list-stores.server.ts";

interface PollingPanelProps {
  readonly store: Pick<ShownStore, "keepsCodes" | "polledAt" | "pollTrouble">;
  /** Orders and changes of the last `days` that no webhook told. */
  readonly foundCount: number;
  readonly days: number;
  readonly shop: string;
  readonly now: Date;
}

/** Whether we ask the shop ourselves, when we last did and what that found. */
export function PollingPanel({ store, foundCount, days, shop, now }: PollingPanelProps) {
  const lead = `Webhooks can get lost. Every five minutes we ask ${shop} itself which orders changed, so none is missed.`;
  return (
    <Panel title="Checking for missed orders" lead={lead}>
      <Stack gap="sm">
        {store.pollTrouble !== null && <Notice kind="problem">{store.pollTrouble}</Notice>}
        <Text>{stateOf(store, shop, now)}</Text>
        {store.polledAt !== null && <Text>{foundSentence(foundCount, days)}</Text>}
      </Stack>
    </Panel>
  );
}

function stateOf({ keepsCodes, polledAt }: PollingPanelProps["store"], shop: string, now: Date): string {
  if (!keepsCodes) return `We cannot ask yet: save a key for ${shop} under Discount codes below.`;
  return polledAt === null
    ? "We ask for the first time in a few minutes."
    : `Last asked ${formatDistance(polledAt, now)}.`;
}

function foundSentence(count: number, days: number): string {
  if (count === 0) return `In the last ${days} days the webhooks told everything.`;
  const what = count === 1 ? "one order or change" : `${formatCount(count)} orders or changes`;
  return `In the last ${days} days asking found ${what} that no webhook had told.`;
}
