import { Group, Progress, Stack, Text } from "@mantine/core";
import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import { formatCount } from "../ui/amount.tsx";
import { ConfirmButton } from "../ui/confirm-button.tsx";
import { Panel } from "../ui/panel.tsx";
import type { ReplayProgress } from "./replay-progress.ts";
import { timeLeft } from "./replay-words.ts";

const REFRESH_EVERY_MS = 2_000;
const REFRESH_EVERY_SECONDS = 5;

/** How far a replay at work has come. With script it follows by itself; without, the page asks again every few seconds. */
export function ReplayWork({
  progress,
  isApplying,
  mayStop,
}: {
  progress: ReplayProgress;
  isApplying: boolean;
  mayStop: boolean;
}) {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    const timer = setInterval(() => {
      if (state === "idle" && document.visibilityState === "visible") revalidate();
    }, REFRESH_EVERY_MS);
    return () => clearInterval(timer);
  }, [revalidate, state]);
  const { doneCount, saleCount, percent, salesPerSecond, secondsLeft } = progress;
  const counted = `${formatCount(doneCount)} of ${formatCount(saleCount)} sales looked at (${percent} %)`;
  return (
    <Panel title={isApplying ? "The differences are being posted" : "Being worked out"}>
      <noscript>
        <meta httpEquiv="refresh" content={String(REFRESH_EVERY_SECONDS)} />
      </noscript>
      <Stack gap="sm">
        <Progress value={percent} size="lg" aria-label={counted} />
        <Text role="status">
          {counted}
          {salesPerSecond !== null && secondsLeft !== null
            ? `, ${formatCount(salesPerSecond)} a second, ${timeLeft(secondsLeft)} left.`
            : "."}
        </Text>
        <Text size="sm" c="dimmed">
          {isApplying
            ? "This cannot be stopped half way: then a part of the period would be judged by another rule than the rest. You may leave this page."
            : "You may leave this page; the result is kept."}
        </Text>
        {mayStop && (
          <Group>
            <ConfirmButton
              label="Stop"
              question="What was found so far is kept, but not summed up. Nothing was posted."
              confirmLabel="Stop it"
              intent="cancel"
            />
          </Group>
        )}
      </Stack>
    </Panel>
  );
}
