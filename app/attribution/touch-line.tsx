import type { ReactNode } from "react";
import { IconClick, IconGavel, IconHeartHandshake, IconTicket } from "@tabler/icons-react";
import { Text } from "@mantine/core";
import { Moment } from "../ui/moment.tsx";
import { Status } from "../ui/status.tsx";
import { TimeLine } from "../ui/time-line.tsx";
import type { EvidenceKind, Verdict } from "./decision.ts";
import { verdictWords } from "./verdict-words.ts";

/** One piece of evidence as a screen shows it. */
export interface ShownTouch {
  readonly kind: EvidenceKind;
  /** Empty where there is none, or where the reader may not see it. */
  readonly codeEntered: string;
  readonly occurredAt: Date | null;
  readonly placement: string;
  /** Of a click: "Instagram, phone"; empty where nobody knows. */
  readonly cameBy: string;
  /** Null for evidence that belongs to nobody. */
  readonly creatorName: string | null;
  readonly isOwn: boolean;
  readonly verdict: Verdict;
  readonly sentence: string;
}

const ICON_SIZE = 16;

const icons: Readonly<Record<EvidenceKind, ReactNode>> = {
  click: <IconClick size={ICON_SIZE} />,
  code: <IconTicket size={ICON_SIZE} />,
  binding: <IconHeartHandshake size={ICON_SIZE} />,
  award: <IconGavel size={ICON_SIZE} />,
};

/** Every touch that was looked at, in order of time, each with its verdict and the reason in one sentence. */
export function TouchLine({ touches }: { touches: readonly ShownTouch[] }) {
  return (
    <TimeLine
      label="Touches in order of time"
      moments={touches.map((touch, index) => ({
        key: String(index),
        icon: icons[touch.kind],
        title: titleOf(touch),
        when: whenOf(touch),
        badge: <VerdictBadge touch={touch} />,
        children: touch.sentence,
        isStrong: touch.verdict === "credited",
      }))}
    />
  );
}

/** A customer who was never bound, or is no longer, did not come too long ago. */
function VerdictBadge({ touch: { kind, verdict } }: { touch: Pick<ShownTouch, "kind" | "verdict"> }) {
  const { word, tone } = verdictWords[verdict];
  return <Status tone={tone}>{kind === "binding" && verdict === "outside-window" ? "Not bound" : word}</Status>;
}

function titleOf({ kind, codeEntered, creatorName, isOwn }: ShownTouch) {
  const owner = isOwn
    ? "Your"
    : creatorName === null
      ? "A"
      : creatorName === "another creator"
        ? "Another creator’s"
        : `${creatorName}’s`;
  if (kind === "click") return `${owner} click`;
  if (kind === "award") return isOwn ? "The brand’s word for you" : `The brand’s word for ${creatorName ?? "nobody"}`;
  if (kind === "binding")
    return isOwn ? "You brought this customer" : `${owner.replace(/’s$/, "")} brought this customer`;
  return (
    <>
      {owner} code{" "}
      {codeEntered !== "" && (
        <Text component="span" inherit ff="monospace">
          {codeEntered}
        </Text>
      )}
    </>
  );
}

function whenOf({ kind, occurredAt, placement, cameBy }: ShownTouch) {
  return (
    <>
      {kind === "code" ? "With the order" : occurredAt === null ? "At an unknown time" : <Moment at={occurredAt} />}
      {cameBy !== "" && ` · ${cameBy}`}
      {placement !== "" && ` · placement “${placement}”`}
    </>
  );
}
