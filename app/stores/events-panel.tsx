import { Button, Text } from "@mantine/core";
import { Form } from "@remix-run/react";
import { Moment } from "#app/ui/moment.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Records, type Column } from "#app/ui/records.tsx";
import { Status, type Tone } from "#app/ui/status.tsx";
import type { ShownEvent } from "./list-stores.server.ts";
import type { InboxStatus } from "./store.ts";
import { inboxWords } from "./store-words.ts";

const tones: Readonly<Record<InboxStatus, Tone>> = {
  received: "plain",
  processed: "good",
  ignored: "stopped",
  parked: "waiting",
  failed: "bad",
  dismissed: "stopped",
};

/** What arrived lately and what became of it. */
export function EventsPanel({ events, canRetry }: { events: readonly ShownEvent[]; canRetry: boolean }) {
  const columns: Column<ShownEvent>[] = [
    { label: "Event", isMain: true, cell: (event) => event.topic || "Without a topic" },
    { label: "Arrived", cell: (event) => <Moment at={event.receivedAt} /> },
    { label: "Order", cell: (event) => event.externalOrderId ?? "–" },
    { label: "Status", cell: (event) => <Status tone={tones[event.status]}>{inboxWords[event.status]}</Status> },
    { label: "What became of it", cell: (event) => event.outcome ?? "It will be processed in a moment." },
    {
      label: "",
      isFigure: true,
      cell: (event) =>
        canRetry && (event.status === "failed" || event.status === "parked") && <RetryForm event={event} />,
    },
  ];
  return (
    <Panel title="Last events" lead="The newest 50, exactly as they arrived." flush>
      <Records
        caption="Last events"
        columns={columns}
        rows={events}
        rowKey={(event) => event.id}
        empty={
          <Text c="dimmed" px="lg" pb="lg">
            Nothing has arrived yet.
          </Text>
        }
      />
    </Panel>
  );
}

function RetryForm({ event }: { event: ShownEvent }) {
  return (
    <Form method="post">
      <input type="hidden" name="eventId" value={event.id} />
      <Button
        type="submit"
        name="intent"
        value="retry"
        variant="default"
        size="compact-sm"
        aria-label={`Try ${event.topic} again`}
      >
        Try again
      </Button>
    </Form>
  );
}
