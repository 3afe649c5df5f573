import type { ReactNode } from "react";
import { Stack, Text, TextInput } from "@mantine/core";
import { ConfirmButton } from "../ui/confirm-button.tsx";
import { Day } from "../ui/moment.tsx";
import type { DescribedJoin } from "./describe-joins.ts";
import type { ShopperFacts } from "./load-shopper.server.ts";
import { MAX_PARTING_REASON_LENGTH, type PartingIntent } from "./part-join-form-texts.ts";

/** By what the moments of the time line are known to be one shopper's, each with the way to undo it. */
export function JoinList({ facts, mayPart }: { facts: ShopperFacts; mayPart: boolean }) {
  const { joins, apart, parted, partings } = facts;
  return (
    <Stack gap="md">
      {joins.length === 0 && <Text>Nothing was joined: only one order or visit of this shopper is known.</Text>}
      {joins.map((join) => (
        <JoinRow key={`${join.sightingId} ${join.signKey}`} join={join} intent="part" mayPart={mayPart} />
      ))}
      {parted.map((join) => {
        const last = partings.find(({ sourceId, signKey }) => sourceId === join.sightingId && signKey === join.signKey);
        return (
          <JoinRow key={`${join.sightingId} ${join.signKey}`} join={join} intent="rejoin" mayPart={mayPart}>
            {last && (
              <>
                Parted by {last.decidedBy} on <Day at={last.decidedAt} />: {last.reason}
              </>
            )}
          </JoinRow>
        );
      })}
      {apart.map((sentence) => (
        <Text key={sentence} size="sm" c="dimmed">
          {sentence}
        </Text>
      ))}
    </Stack>
  );
}

const AFTERWARDS = "The sales that this changes are decided again, and the difference is posted. It can be taken back.";

const buttonWords: Readonly<
  Record<PartingIntent, { readonly open: string; readonly send: string; readonly question: string }>
> = {
  part: {
    open: "Not the same shopper",
    question: `The two are no longer joined by this. ${AFTERWARDS}`,
    send: "Part them",
  },
  rejoin: {
    open: "The same shopper after all",
    question: `The two are joined by this again. ${AFTERWARDS}`,
    send: "Join them again",
  },
};

function JoinRow({
  join,
  intent,
  mayPart,
  children,
}: {
  join: DescribedJoin;
  intent: PartingIntent;
  mayPart: boolean;
  children?: ReactNode;
}) {
  const { open, send, question } = buttonWords[intent];
  return (
    <Stack gap={4}>
      <Text>{join.sentence}</Text>
      {children !== undefined && (
        <Text size="sm" c="dimmed" component="div">
          {children}
        </Text>
      )}
      {mayPart && (
        <ConfirmButton
          label={open}
          question={question}
          confirmLabel={send}
          intent={intent}
          hidden={{ sightingId: join.sightingId, signKey: join.signKey }}
          isSmall
        >
          <TextInput
            name="reason"
            label="Why"
            description="Kept with the change. Do not name the buyer."
            maxLength={MAX_PARTING_REASON_LENGTH}
            required
          />
        </ConfirmButton>
      )}
    </Stack>
  );
}
