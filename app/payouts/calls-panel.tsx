import { Stack, Text } from "@mantine/core";
import { formatCount } from "../ui/amount.tsx";
import { Panel } from "../ui/panel.tsx";
import { Status, type Tone } from "../ui/status.tsx";
import type { ParcelState } from "./payout.ts";

interface CallSum {
  readonly state: ParcelState;
  readonly payoutCount: number;
  readonly problem: string | null;
}

const words: Readonly<Record<ParcelState, { readonly word: string; readonly tone: Tone; readonly sentence: string }>> =
  {
    waiting: { word: "Waiting to be asked", tone: "waiting", sentence: "The provider is asked within a minute." },
    unknown: {
      word: "Outcome unknown",
      tone: "bad",
      sentence:
        "The provider was asked and no answer is known. It is asked what became of it every five minutes; nothing is sent twice.",
    },
    accepted: { word: "Accepted", tone: "good", sentence: "The provider has them; each is settled when it says so." },
    refused: {
      word: "Refused",
      tone: "stopped",
      sentence: "The provider will not pay them; their money is payable again.",
    },
  };

const order: readonly ParcelState[] = ["unknown", "waiting", "refused", "accepted"];

/** What a provider made of the calls of a batch. */
export function CallsPanel({ calls, isTestMode }: { calls: readonly CallSum[]; isTestMode: boolean }) {
  if (calls.length === 0) return null;
  const sorted = [...calls].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  return (
    <Panel
      title="What the provider says"
      lead={isTestMode ? "Test mode: a stand-in answers, and no money moves." : "It is asked by its API."}
    >
      <Stack gap="md">
        {sorted.map(({ state, payoutCount, problem }) => (
          <Stack key={state} gap={4} align="flex-start">
            <Status tone={words[state].tone}>{words[state].word}</Status>
            <Text size="sm">
              {payoutCount === 1 ? "1 payout." : `${formatCount(payoutCount)} payouts.`} {words[state].sentence}
            </Text>
            {problem !== null && (
              <Text size="sm" c="dimmed" className="wrapAnywhere">
                {problem}
              </Text>
            )}
          </Stack>
        ))}
      </Stack>
    </Panel>
  );
}
