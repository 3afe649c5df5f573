import { Anchor, Group, Image, SimpleGrid, Stack, Text, Textarea } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { networkWords } from "#app/creators/creator-words.ts";
import { formatRate } from "#app/ui/amount.tsx";
import { CopyButton, CopyField } from "#app/ui/copy-field.tsx";
import { Notice } from "#app/ui/notice.tsx";
import type { PartnershipView } from "./read-partnership.server.ts";

const QR_PIXELS = 168;

/** Link, code and QR code: what goes into a post. */
export function ShareKit({ view }: { view: PartnershipView }) {
  const { link, code, campaign, partnership } = view;
  if (!link) return null;
  const qrAddress = `/creator/partnerships/${partnership.id}/qr.svg`;
  return (
    <Group align="flex-start" gap="xl">
      <Stack gap="md" flex={1} miw={260}>
        <CopyField label="Your link" description="Every click on it is counted for you." value={link.url} />
        {code && (
          <CopyField
            label="Your code"
            description={
              campaign.discountBps > 0
                ? `Gives shoppers ${formatRate(campaign.discountBps)} off and credits you.`
                : "Credits you at the checkout."
            }
            value={code}
          />
        )}
        <Text size="sm" c="dimmed">
          To tell posts apart, add <code>?p=</code> and a word of your own to the link, such as{" "}
          <code>?p=story-monday</code>. Clicks are then listed by it below.
        </Text>
      </Stack>
      <Stack gap={6} align="center">
        <Image src={qrAddress} alt={`QR code that opens ${link.url}`} w={QR_PIXELS} h={QR_PIXELS} radius="md" />
        <Anchor href={qrAddress} download={`${link.slug}.svg`} size="sm">
          <Group gap={4}>
            <IconDownload size={15} aria-hidden /> QR code as SVG
          </Group>
        </Anchor>
      </Stack>
    </Group>
  );
}

/** A text per network, ready to paste, with the disclosure in front. */
export function ShareTexts({ view }: { view: PartnershipView }) {
  const { shareTexts, campaign } = view;
  return (
    <Stack gap="md">
      <Notice kind="note">
        Every post says “{campaign.disclosure}” where people see it without tapping “more”. The texts below begin with
        it; keep it when you change them.
      </Notice>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        {shareTexts.map(({ network, text, url }) => (
          <Stack key={network} gap={6}>
            <Textarea label={networkWords[network]} value={text} readOnly autosize minRows={3} />
            <Group gap="xs">
              <CopyButton label={`Text for ${networkWords[network]}`} value={text} word="Copy text" />
              <CopyButton label={`Link for ${networkWords[network]}`} value={url} word="Copy link only" />
            </Group>
          </Stack>
        ))}
      </SimpleGrid>
    </Stack>
  );
}
