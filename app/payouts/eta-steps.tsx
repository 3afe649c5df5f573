import { Group, Text } from "@mantine/core";
import { formatDay } from "../ui/moment.tsx";
import type { PayoutEta } from "./payout-eta.ts";
import { stageWords } from "./payout-words.tsx";

const marks = { done: "✓", now: "●", later: "○" } as const;
const stateWords = { done: "done", now: "now", later: "to come" } as const;

/** The way of one commission to the bank account: hold, approval, batch, rail, each with its day. */
export function EtaSteps({ eta }: { eta: PayoutEta }) {
  if (eta.stages.length === 0) return null;
  return (
    <Group
      component="ol"
      gap="md"
      m={0}
      p={0}
      className="etaSteps"
      aria-label="Stages until the money is in your account"
    >
      {eta.stages.map((stage) => (
        <Text key={stage.stage} component="li" size="xs" {...(stage.state === "now" ? { fw: 650 } : { c: "dimmed" })}>
          <span aria-hidden>{marks[stage.state]}</span> {stageWords[stage.stage]}
          <span className="srOnly"> ({stateWords[stage.state]})</span>
          {stage.at !== null && (
            <Text span inherit className="figure">
              {" "}
              {formatDay(stage.at)}
            </Text>
          )}
        </Text>
      ))}
    </Group>
  );
}
