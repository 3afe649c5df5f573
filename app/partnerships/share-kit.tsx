import { Anchor, Button, Group, Image, Stack } from "@mantine/core";
import { IconShare } from "@tabler/icons-react";
import { Link } from "@remix-run/react";
import { formatRate } from "#app/ui/amount.tsx";
import { CopyField } from "#app/ui/copy-field.tsx";
import type { PartnershipView } from "./read-partnership.server.ts";

const QR_PIXELS = 148;

/** A link and a code, each to copy. */
export function LinkAndCode({
  address,
  code,
  discountBps,
}: {
  address: string;
  code: string | null;
  discountBps: number;
}) {
  return (
    <Stack gap="md">
      <CopyField label="Your link" description="Every click on it is counted for you." value={address} />
      {code && (
        <CopyField
          label="Your code"
          description={
            discountBps > 0
              ? `Gives shoppers ${formatRate(discountBps)} off and credits you.`
              : "Credits you at the checkout."
          }
          value={code}
        />
      )}
    </Stack>
  );
}

/** Link, code and QR code, and the way to everything else that goes into a post. */
export function ShareKit({ view }: { view: PartnershipView }) {
  const { link, code, campaign, partnership } = view;
  if (!link) return null;
  const base = `/creator/partnerships/${partnership.id}/links/${link.linkId}`;
  return (
    <Group align="flex-start" gap="xl">
      <Stack gap="md" flex={1} miw={260}>
        <LinkAndCode address={link.address} code={code} discountBps={campaign.discountBps} />
        <Group>
          <Button component={Link} to={base} leftSection={<IconShare size={16} aria-hidden />}>
            Captions, story image and QR code
          </Button>
        </Group>
      </Stack>
      <Anchor href={`${base}/qr/code.svg`} download={`${link.slug}.svg`} aria-label="Download the QR code as SVG">
        <Image
          src={`${base}/qr/code.svg`}
          alt={`QR code that opens ${link.address}`}
          w={QR_PIXELS}
          h={QR_PIXELS}
          radius="md"
        />
      </Anchor>
    </Group>
  );
}
