import { Anchor, Stack, Text } from "@mantine/core";
import { IconLink } from "@tabler/icons-react";
import { formatCount } from "#app/ui/amount.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Records } from "#app/ui/records.tsx";
import { Status } from "#app/ui/status.tsx";
import { LinkAddress, Stage } from "./link-list.tsx";
import { nameOfLink } from "./link-words.ts";
import type { BrandLink } from "./read-brand-links.server.ts";

/** The links that a brand's creators share: whose, where they lead and what they brought. */
export function BrandLinksTable({
  links,
  now,
  isFiltered,
}: {
  links: readonly BrandLink[];
  now: Date;
  isFiltered: boolean;
}) {
  return (
    <Records
      caption="Links"
      rows={links}
      rowKey={(link) => link.linkId}
      empty={
        <EmptyState icon={<IconLink />} title={isFiltered ? "No such link" : "No links yet"}>
          {isFiltered
            ? "No link has these words in its creator, address, place or destination."
            : "Each creator gets a link with a partnership and makes more for single posts; all of them stand here."}
        </EmptyState>
      }
      columns={[
        {
          label: "Link",
          isMain: true,
          cell: (link) => (
            <Stack gap={0}>
              <span>{link.creatorName}</span>
              <Text size="xs" c="dimmed" fw={400}>
                {`${nameOfLink(link)}, ${link.campaignName}`}
              </Text>
            </Stack>
          ),
        },
        {
          label: "Address",
          isLong: true,
          cell: (link) => <LinkAddress address={link.address} name={`${link.creatorName}, ${nameOfLink(link)}`} />,
        },
        {
          label: "Leads to",
          isLong: true,
          cell: (link) => (
            <Anchor href={link.destinationUrl} size="sm" className="longWord" rel="noreferrer" target="_blank">
              {link.destinationUrl.replace(/^https:\/\//, "")}
            </Anchor>
          ),
        },
        { label: "Status", cell: (link) => <Standing link={link} now={now} /> },
        { label: "Counted clicks", isFigure: true, cell: (link) => formatCount(link.net) },
        { label: "In all", isFigure: true, cell: (link) => formatCount(link.gross) },
      ]}
    />
  );
}

/** A link of a partnership that is over earns by its tail alone, whatever its own schedule says. */
function Standing({ link, now }: { link: BrandLink; now: Date }) {
  if (link.partnershipStatus === "ended") return <Status tone="stopped">Partnership ended</Status>;
  return <Stage link={link} now={now} />;
}
