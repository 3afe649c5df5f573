import {
  IconArrowBackUp,
  IconCheck,
  IconDownload,
  IconPackage,
  IconRefreshAlert,
  IconSend,
  IconX,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Moment as At } from "../ui/moment.tsx";
import { Panel } from "../ui/panel.tsx";
import { TimeLine } from "../ui/time-line.tsx";

export interface BatchEvent {
  readonly id: string;
  readonly action: string;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
  readonly occurredAt: Date;
  readonly actorName: string;
}

const ICON = { size: 16, "aria-hidden": true } as const;

const looks: Readonly<Record<string, { readonly words: string; readonly icon: ReactNode }>> = {
  "batch.prepared": { words: "prepared it", icon: <IconPackage {...ICON} /> },
  "batch.approved": { words: "approved it", icon: <IconCheck {...ICON} /> },
  "batch.approval-refused": {
    words: "tried to approve it, but its content had changed",
    icon: <IconRefreshAlert {...ICON} />,
  },
  "batch.approval-voided": {
    words: "tried to send it; the approval fell because its content had changed",
    icon: <IconRefreshAlert {...ICON} />,
  },
  "batch.sent": { words: "sent it", icon: <IconSend {...ICON} /> },
  "batch.cancelled": { words: "cancelled it", icon: <IconX {...ICON} /> },
  "batch.file-downloaded": { words: "downloaded a file", icon: <IconDownload {...ICON} /> },
  "payout.settled": { words: "recorded that payouts arrived", icon: <IconCheck {...ICON} /> },
  "payout.accepted": { words: "heard that the provider has taken payouts", icon: <IconCheck {...ICON} /> },
  "payout.refused": { words: "heard that the provider will not pay", icon: <IconX {...ICON} /> },
  "payout.take-back-asked": { words: "asked to take a payout back", icon: <IconArrowBackUp {...ICON} /> },
  "payout.take-back-confirmed": { words: "confirmed taking a payout back", icon: <IconArrowBackUp {...ICON} /> },
  "payout.take-back-withdrawn": { words: "withdrew taking a payout back", icon: <IconX {...ICON} /> },
  "payout.take-back-refused": {
    words: "heard that the provider will not take a payout back",
    icon: <IconX {...ICON} />,
  },
  "payout.returned": { words: "recorded a returned payout", icon: <IconRefreshAlert {...ICON} /> },
};

interface Told {
  readonly key: string;
  readonly first: BatchEvent;
  readonly count: number;
}

/** One person doing the same to many payouts at one instant is told once, with the number. */
function gather(events: readonly BatchEvent[]): Told[] {
  const told: Told[] = [];
  for (const event of events) {
    const last = told.at(-1);
    const isSame =
      last !== undefined &&
      last.first.action === event.action &&
      last.first.actorName === event.actorName &&
      last.first.occurredAt.getTime() === event.occurredAt.getTime();
    if (isSame) told[told.length - 1] = { ...last, count: last.count + 1 };
    else told.push({ key: event.id, first: event, count: 1 });
  }
  return told;
}

/** Who did what with the batch and when, from the audit log. */
export function BatchHistory({ events }: { events: readonly BatchEvent[] }) {
  return (
    <Panel title="Who did what">
      <TimeLine
        label="History of the batch"
        moments={gather(events).map(({ key, first, count }) => ({
          key,
          icon: looks[first.action]?.icon ?? <IconPackage {...ICON} />,
          title: `${first.actorName} ${looks[first.action]?.words ?? first.action}${count > 1 ? ` (${count})` : ""}`,
          when: <At at={first.occurredAt} />,
          children: noteOf(first),
        }))}
      />
    </Panel>
  );
}

function noteOf({ action, detail }: BatchEvent): string | undefined {
  if (action === "batch.file-downloaded") {
    const before = Number(detail["downloadsBefore"] ?? 0);
    return `${String(detail["format"])}${before > 0 ? `, downloaded ${before === 1 ? "once" : `${before} times`} before` : ""}`;
  }
  const reason = detail["reason"];
  return typeof reason === "string" ? reason : undefined;
}
