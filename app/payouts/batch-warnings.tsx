import { List } from "@mantine/core";
import { Notice } from "../ui/notice.tsx";
import type { PayoutWarning } from "./batch-screen-store.server.ts";
import { warningWords } from "./payout-words.tsx";

/** What a person should look at twice before money leaves. Nothing once it has left. */
export function BatchWarnings({
  warnings,
  isOpen,
}: {
  warnings: Readonly<Record<PayoutWarning, number>>;
  isOpen: boolean;
}) {
  const told = (Object.keys(warningWords) as PayoutWarning[]).filter((warning) => warnings[warning] > 0);
  if (!isOpen || told.length === 0) return null;
  return (
    <Notice kind="note" title="Look twice at these payouts">
      <List size="sm">
        {told.map((warning) => (
          <List.Item key={warning}>{warningWords[warning].counted(warnings[warning])}.</List.Item>
        ))}
      </List>
    </Notice>
  );
}
