import { Stack, Text } from "@mantine/core";
import { formatDistance } from "#app/ui/moment.tsx";
import { Status, type Tone } from "#app/ui/status.tsx";
import type { Store } from "./store.ts";
import { judgeHealth, type StoreHealth } from "./store-words.ts";

type HealthFacts = Pick<
  Store,
  "disconnectedAt" | "lastEventAt" | "lastFailureAt" | "lastFailure" | "failuresSinceLastEvent"
>;

const words: Readonly<Record<StoreHealth, { tone: Tone; word: string }>> = {
  disconnected: { tone: "stopped", word: "Disconnected" },
  waiting: { tone: "waiting", word: "Nothing arrived yet" },
  failing: { tone: "bad", word: "Refusing" },
  working: { tone: "good", word: "Working" },
};

export function HealthBadge({ store }: { store: HealthFacts }) {
  const { tone, word } = words[judgeHealth(store)];
  return <Status tone={tone}>{word}</Status>;
}

/** "Last event 3 minutes ago", and what was refused since, with the reason. */
export function HealthLine({ store, now }: { store: HealthFacts; now: Date }) {
  const failures = store.failuresSinceLastEvent;
  return (
    <Stack gap={2} component="span">
      <Text component="span" inherit>
        {store.lastEventAt ? `Last event ${formatDistance(store.lastEventAt, now)}` : "No event so far"}
      </Text>
      {failures > 0 && store.lastFailureAt && (
        <Text component="span" size="sm" c="red">
          {failures === 1 ? "One refusal" : `${failures} refusals`} since, the last one{" "}
          {formatDistance(store.lastFailureAt, now)}: {store.lastFailure}
        </Text>
      )}
    </Stack>
  );
}
