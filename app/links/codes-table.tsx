import { Anchor, Button, NativeSelect, Stack, Text } from "@mantine/core";
import { Link } from "@remix-run/react";
import { IconTicket } from "@tabler/icons-react";
import { formatRate } from "#app/ui/amount.tsx";
import { ConfirmButton } from "#app/ui/confirm-button.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Day } from "#app/ui/moment.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Records, type Column } from "#app/ui/records.tsx";
import type { ListedCode } from "./code-list-store.server.ts";
import { CodeStandings } from "./code-standing-view.tsx";

const EMPTY_ICON_SIZE = 26;

/** The codes of a brand's creators with how each stands in the shops. */
export function CodesTable({
  rows,
  now,
  base,
  mayChange,
  isTroubleOnly,
}: {
  rows: readonly ListedCode[];
  now: Date;
  /** The brand's own address. */
  base: string;
  mayChange: boolean;
  isTroubleOnly: boolean;
}) {
  const columns: Column<ListedCode>[] = [
    { label: "Code", isMain: true, cell: (row) => <CodeName row={row} now={now} /> },
    { label: "Creator", cell: (row) => row.creatorName },
    {
      label: "Campaign",
      cell: (row) => (
        <Anchor component={Link} to={`${base}/campaigns/${row.campaignId}`} inherit underline="always">
          {row.campaignName}
        </Anchor>
      ),
    },
    { label: "In your shops", isLong: true, cell: (row) => <InShops row={row} now={now} mayChange={mayChange} /> },
    ...(mayChange ? [{ label: "", cell: (row: ListedCode) => <RotateButton row={row} /> }] : []),
  ];
  return (
    <Records
      caption="Codes"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.codeId}
      empty={isTroubleOnly ? <NoTrouble base={base} /> : <NoCodes base={base} />}
    />
  );
}

function CodeName({ row, now }: { row: ListedCode; now: Date }) {
  return (
    <Stack gap={0}>
      <Text span fw={600} style={{ overflowWrap: "anywhere" }}>
        {row.code}
      </Text>
      {row.replacedAt !== null && (
        <Text span size="sm" c="dimmed">
          {row.creditsUntil !== null && row.creditsUntil <= now ? (
            "Replaced, has ended"
          ) : row.creditsUntil !== null ? (
            <>
              Replaced, works until <Day at={row.creditsUntil} />
            </>
          ) : (
            "Replaced, goes on crediting"
          )}
        </Text>
      )}
    </Stack>
  );
}

function InShops({ row, now, mayChange }: { row: ListedCode; now: Date; mayChange: boolean }) {
  if (row.standings.length > 0) return <CodeStandings standings={row.standings} now={now} mayChange={mayChange} />;
  return (
    <Text size="sm" c="dimmed">
      {describeAbsence(row)}
    </Text>
  );
}

function describeAbsence({ discountBps, partnershipStatus, replacedAt }: ListedCode): string {
  if (partnershipStatus === "ended") return "The partnership is over: take it out of your shop if it still is there.";
  if (discountBps === 0) return "Gives no discount, so no shop needs to know it.";
  if (replacedAt !== null) return "In no shop through us.";
  return `In no shop through us. Set it up there as ${formatRate(discountBps)} off.`;
}

function RotateButton({ row }: { row: ListedCode }) {
  const isRunning = row.partnershipStatus === "active" || row.partnershipStatus === "paused";
  if (row.replacedAt !== null || !isRunning) return null;
  return (
    <ConfirmButton
      label="Replace"
      question={`For a code that leaked. ${row.creatorName} gets a new one and a mail; what ${row.code} earned stays theirs.`}
      confirmLabel="Replace the code"
      intent="rotate"
      hidden={{ codeId: row.codeId }}
      isSmall
    >
      <NativeSelect
        name="ending"
        label="The old code"
        defaultValue="after-grace"
        data={[
          { value: "after-grace", label: "works for the campaign’s grace" },
          { value: "at-once", label: "stops at once" },
        ]}
      />
    </ConfirmButton>
  );
}

/** Said while no shop takes codes from us. */
export function CodesNote({ base }: { base: string }) {
  return (
    <Notice kind="note" title="Let your shop make the codes by itself">
      None of your stores takes codes from us yet, so each code has to be set up there by hand. Open a{" "}
      <Anchor component={Link} to={`${base}/stores`} inherit underline="always">
        store
      </Anchor>{" "}
      and give it a key: codes then appear, end and are watched over by themselves.
    </Notice>
  );
}

function NoCodes({ base }: { base: string }) {
  return (
    <EmptyState
      icon={<IconTicket size={EMPTY_ICON_SIZE} />}
      title="No codes yet"
      action={
        <Button component={Link} to={`${base}/campaigns`}>
          See your campaigns
        </Button>
      }
    >
      A creator who joins one of your campaigns gets a code of their own. It stands here with how it does in your shops.
    </EmptyState>
  );
}

function NoTrouble({ base }: { base: string }) {
  return (
    <EmptyState
      icon={<IconTicket size={EMPTY_ICON_SIZE} />}
      title="All codes are as they should be"
      action={
        <Button component={Link} to={`${base}/codes`} variant="default">
          See all codes
        </Button>
      }
    >
      We look at every code in your shops a few times a day. One that is refused, changed or deleted there shows up
      here.
    </EmptyState>
  );
}
