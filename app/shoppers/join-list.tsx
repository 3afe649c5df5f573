import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { Form } from "@remix-run/react";
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

const buttonWords: Readonly<Record<PartingIntent, { readonly open: string; readonly send: string }>> = {
  part: { open: "This is not the same shopper", send: "Part them" },
  rejoin: { open: "It is the same shopper after all", send: "Join them again" },
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
  children?: React.ReactNode;
}) {
  const { open, send } = buttonWords[intent];
  return (
    <Stack gap={4}>
      <Text>{join.sentence}</Text>
      {children !== undefined && (
        <Text size="sm" c="dimmed" component="div">
          {children}
        </Text>
      )}
      {mayPart && (
        <details>
          <Text component="summary" size="sm" c="dimmed" style={{ cursor: "pointer" }}>
            {open}
          </Text>
          <Form method="post">
            <input type="hidden" name="sightingId" value={join.sightingId} />
            <input type="hidden" name="signKey" value={join.signKey} />
            <Group gap="sm" align="flex-end" mt="xs">
              <TextInput
                name="reason"
                label="Why"
                description="Kept with the change. Do not name the buyer."
                maxLength={MAX_PARTING_REASON_LENGTH}
                required
                style={{ flex: "1 1 14rem" }}
              />
              <Button type="submit" name="intent" value={intent} variant="default">
                {send}
              </Button>
            </Group>
          </Form>
        </details>
      )}
    </Stack>
  );
}
