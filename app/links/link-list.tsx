import { Anchor, Group, Stack, Text } from "@mantine/core";
import { Link } from "@remix-run/react";
import { formatCount } from "#app/ui/amount.tsx";
import { CopyButton } from "#app/ui/copy-field.tsx";
import { Day } from "#app/ui/moment.tsx";
import { Records } from "#app/ui/records.tsx";
import { Status } from "#app/ui/status.tsx";
import { describePlace, nameOfLink, stageWords } from "./link-words.ts";
import { isGeneralLink, stageOf, type TrackedLink } from "./tracked-link.ts";

interface Row extends TrackedLink {
  readonly address: string;
  readonly gross: number;
  readonly net: number;
}

/** The links of a partnership with what each brought; a row opens its share kit. */
export function LinkList({ links, base, now }: { links: readonly Row[]; base: string; now: Date }) {
  return (
    <Records
      caption="Links"
      rows={links}
      rowKey={(link) => link.linkId}
      empty={
        <Text p="lg" c="dimmed" size="sm">
          No link is retired. Retired links go on redirecting and earning; they are only out of the way.
        </Text>
      }
      columns={[
        {
          label: "Link",
          isMain: true,
          cell: (link) => (
            <Stack gap={0}>
              <Anchor component={Link} to={`${base}/${link.linkId}`} fw={600} size="sm">
                {nameOfLink(link)}
              </Anchor>
              <Text size="xs" c="dimmed" className="longWord">
                {isGeneralLink(link)
                  ? "For anywhere"
                  : link.title
                    ? describePlace(link)
                    : `Listed as ${link.placement}`}
              </Text>
            </Stack>
          ),
        },
        {
          label: "Address",
          isLong: true,
          cell: (link) => <LinkAddress address={link.address} name={nameOfLink(link)} />,
        },
        { label: "Status", cell: (link) => <Stage link={link} now={now} /> },
        {
          label: "Counted clicks",
          isFigure: true,
          cell: (link) => <span className="figure">{formatCount(link.net)}</span>,
        },
        { label: "In all", isFigure: true, cell: (link) => <span className="figure">{formatCount(link.gross)}</span> },
      ]}
    />
  );
}

/** A link's address without what every address begins with, to read and to copy. */
export function LinkAddress({ address, name }: { address: string; name: string }) {
  return (
    <Group gap="xs" wrap="nowrap" justify="space-between">
      <Text size="sm" className="longWord">
        {address.replace(/^https?:\/\//, "")}
      </Text>
      <CopyButton label={name} value={address} isSmall />
    </Group>
  );
}

/** How a link stands by its own schedule, with the day that matters next. */
export function Stage({ link, now }: { link: Pick<TrackedLink, "retiredAt" | "startsAt" | "expiresAt">; now: Date }) {
  const stage = stageOf(link, now);
  const day = stage === "not-yet" ? link.startsAt : stage === "active" ? link.expiresAt : null;
  return (
    <Stack gap={2} align="flex-start">
      <Status tone={stageWords[stage].tone}>{stageWords[stage].word}</Status>
      {day && (
        <Text size="xs" c="dimmed">
          {stage === "not-yet" ? "from " : "until "}
          <Day at={day} />
        </Text>
      )}
    </Stack>
  );
}
