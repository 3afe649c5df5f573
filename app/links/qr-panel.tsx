import { Anchor, Group, Image, Stack, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { Panel } from "#app/ui/panel.tsx";
import { qrPrints, type QrPrintName } from "./qr-prints.ts";

const PREVIEW_PIXELS = 168;

/** The QR code to look at and to print. `base` is the link's own page. */
export function QrPanel({ base, slug, address }: { base: string; slug: string; address: string }) {
  const files = Object.entries(qrPrints) as [QrPrintName, (typeof qrPrints)[QrPrintName]][];
  return (
    <Panel title="QR code" lead="For paper, shop windows and screens. Scans are told apart from taps.">
      <Group gap="lg" align="flex-start">
        <Image
          src={`${base}/qr/code.svg`}
          alt={`QR code that opens ${address}`}
          w={PREVIEW_PIXELS}
          h={PREVIEW_PIXELS}
          radius="md"
        />
        <Stack gap="xs" component="ul" m={0} p={0} className="plainList" flex={1} miw={200}>
          {files.map(([name, print]) => (
            <li key={name}>
              <Download href={`${base}/qr/${name}.png`} fileName={`${slug}-${print.edgeMm}mm.png`}>
                {`${print.word}, ${print.edgeMm} mm, PNG`}
              </Download>
              <Text size="xs" c="dimmed">
                {`${print.note}, 300 dpi`}
              </Text>
            </li>
          ))}
          <li>
            <Download href={`${base}/qr/code.svg`} fileName={`${slug}.svg`}>
              Any size, SVG
            </Download>
            <Text size="xs" c="dimmed">
              For print shops. Leave the white edge around it.
            </Text>
          </li>
        </Stack>
      </Group>
    </Panel>
  );
}

function Download({ href, fileName, children }: { href: string; fileName: string; children: string }) {
  return (
    <Anchor href={href} download={fileName} size="sm" fw={500}>
      <Group gap={4} component="span">
        <IconDownload size={15} aria-hidden /> {children}
      </Group>
    </Anchor>
  );
}
