import { Button, Group, Stack, Text } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { Form } from "@remix-run/react";
import { Amount, formatCount } from "#app/ui/amount.tsx";
import { ConfirmButton } from "#app/ui/confirm-button.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Day } from "#app/ui/moment.tsx";
import { Records, type Column } from "#app/ui/records.tsx";
import { Status } from "#app/ui/status.tsx";
import type { PartnerRow } from "./partner-list-store.server.ts";
import { partnershipStatusWords } from "./partnership-words.ts";

/** A campaign's partnerships. Managers can pause and end them. */
export function PartnersTable({ rows, mayEdit }: { rows: readonly PartnerRow[]; mayEdit: boolean }) {
  return (
    <Records
      caption="Partnerships of this campaign"
      rows={rows}
      rowKey={(row) => row.partnership.id}
      columns={mayEdit ? [...columns, actionColumn] : columns}
      empty={
        <EmptyState icon={<IconUsers size={26} />} title="Nobody shares this campaign yet">
          Creators find it among their offers, ordered by shared niches. A clear brief and pictures of the products help
          most.
        </EmptyState>
      }
    />
  );
}

const columns: readonly Column<PartnerRow>[] = [
  {
    label: "Creator",
    isMain: true,
    cell: ({ creatorName, creatorHandle }) => (
      <Stack gap={0}>
        <Text inherit fw={600}>
          {creatorName}
        </Text>
        <Text size="sm" c="dimmed" fw={400}>
          @{creatorHandle}
        </Text>
      </Stack>
    ),
  },
  {
    label: "Status",
    cell: ({ partnership: { status } }) => (
      <Status tone={partnershipStatusWords[status].tone}>{partnershipStatusWords[status].word}</Status>
    ),
  },
  { label: "Since", cell: ({ partnership }) => <Day at={partnership.activatedAt ?? partnership.createdAt} /> },
  { label: "Sales", isFigure: true, cell: ({ saleCount }) => <span className="figure">{formatCount(saleCount)}</span> },
  {
    label: "Earned",
    isFigure: true,
    cell: ({ earnedMinor, currency }) => <Amount minor={earnedMinor} currency={currency} muteZero />,
  },
];

const actionColumn: Column<PartnerRow> = {
  label: "Actions",
  cell: ({ partnership: { id, status }, creatorName }) =>
    status === "ended" ? null : (
      <Group gap="xs" justify="flex-end" wrap="nowrap">
        <Form method="post">
          <input type="hidden" name="partnershipId" value={id} />
          <Button
            type="submit"
            variant="subtle"
            color="gray"
            size="compact-sm"
            name="intent"
            value={status === "paused" ? "partnership-resumed" : "partnership-paused"}
            aria-label={`${status === "paused" ? "Resume" : "Pause"} the partnership with ${creatorName}`}
          >
            {status === "paused" ? "Resume" : "Pause"}
          </Button>
        </Form>
        <ConfirmButton
          label="End"
          isSmall
          question={`The partnership with ${creatorName} ends today and they are told. Earlier clicks and the code earn through the tail.`}
          confirmLabel="End the partnership"
          intent="partnership-ended"
          hidden={{ partnershipId: id }}
          isDangerous
        />
      </Group>
    ),
};
