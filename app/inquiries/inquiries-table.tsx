import { Anchor, Text } from "@mantine/core";
import { IconZoomQuestion } from "@tabler/icons-react";
import { Link } from "@remix-run/react";
import { EmptyState } from "../ui/empty-state.tsx";
import { Day, formatDistance } from "../ui/moment.tsx";
import { Records } from "../ui/records.tsx";
import { Status } from "../ui/status.tsx";
import { inquiryStandingOf } from "./inquiry.ts";
import { inquiryWords, toldWords } from "./inquiry-words.ts";
import type { listInquiries } from "./inquiry-store.server.ts";

type Row = Awaited<ReturnType<typeof listInquiries>>["rows"][number];

/** A brand's inquiries, the nearest deadline on top. */
export function InquiriesTable({ rows, now }: { rows: readonly Row[]; now: Date }) {
  return (
    <Records
      caption="Inquiries of creators"
      rows={rows}
      rowKey={({ inquiry }) => inquiry.id}
      empty={
        <EmptyState icon={<IconZoomQuestion size={26} />} title="No inquiry waits">
          When a creator misses a sale and the answer they get at once does not settle it, they ask you here. You also
          get a mail.
        </EmptyState>
      }
      columns={[
        {
          label: "Order",
          isMain: true,
          cell: ({ inquiry }) => (
            <Anchor component={Link} to={inquiry.id} fw={600}>
              {inquiry.orderNumber}
            </Anchor>
          ),
        },
        { label: "Creator", cell: ({ creatorName }) => creatorName },
        { label: "Told at once", cell: ({ inquiry }) => toldWords[inquiry.toldAnswer] },
        { label: "Asked", cell: ({ inquiry }) => <Day at={inquiry.openedAt} /> },
        {
          label: "Answer due",
          cell: ({ inquiry }) =>
            inquiry.status === "open" ? (
              formatDistance(inquiry.dueAt, now)
            ) : (
              <Text component="span" inherit c="dimmed">
                –
              </Text>
            ),
        },
        {
          label: "Status",
          cell: ({ inquiry, isTakenBack }) => {
            const { word, tone } = inquiryWords(inquiryStandingOf(inquiry, now), inquiry.answer, isTakenBack);
            return <Status tone={tone}>{word}</Status>;
          },
        },
      ]}
    />
  );
}
