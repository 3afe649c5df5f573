import { Text } from "@mantine/core";
import { Amount } from "../ui/amount.tsx";
import { Panel } from "../ui/panel.tsx";
import { Records, type Column } from "../ui/records.tsx";
import type { SkipReason } from "./payout.ts";
import { skipSentence } from "./payout-words.tsx";

interface Skip {
  readonly creatorId: string;
  readonly creatorName: string;
  readonly reason: SkipReason;
  readonly amountMinor: bigint;
  readonly until: Date | null;
  readonly minimumMinor: bigint | null;
}

/** More than these are summed up in a sentence. */
const MAX_SHOWN = 50;

/** Everybody with a balance who is not paid, and why. */
export function SkippedPanel({ skipped, currency }: { skipped: readonly Skip[]; currency: string }) {
  if (skipped.length === 0) return null;
  const columns: Column<Skip>[] = [
    { label: "Creator", isMain: true, cell: (skip) => skip.creatorName },
    { label: "Why not", isLong: true, cell: (skip) => skipSentence(skip, currency) },
    { label: "Balance", isFigure: true, cell: (skip) => <Amount minor={skip.amountMinor} currency={currency} /> },
  ];
  return (
    <Panel title="Left out" lead="Their money stays payable." flush>
      <Records
        caption="Creators left out"
        columns={columns}
        rows={skipped.slice(0, MAX_SHOWN)}
        rowKey={(skip) => skip.creatorId}
        empty={null}
      />
      {skipped.length > MAX_SHOWN && (
        <Text size="sm" c="dimmed" p="lg">
          And {skipped.length - MAX_SHOWN} more for the same reasons.
        </Text>
      )}
    </Panel>
  );
}
