import { Anchor, Group, Stack, Text, Textarea } from "@mantine/core";
import {
  IconBrandFacebook, IconBrandPinterest, IconBrandReddit, IconBrandTelegram, IconBrandVk, IconBrandWhatsapp, IconBrandX,
  IconMail,
} from "@tabler/icons-react"; // prettier-ignore
import { useState, type ReactNode } from "react";
import { CopyButton } from "#app/ui/copy-field.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { shareAddress, shareChannels, takesLinkOnly, type ShareChannel } from "./share-addresses.ts";
import { countForX, judgeCaption, X_MAX_CHARACTERS, type DisclosureFault } from "./share-texts.ts";

const ICON_PIXELS = 18;
const channelLooks: Readonly<Record<ShareChannel, { readonly word: string; readonly icon: ReactNode }>> = {
  x: { word: "X", icon: <IconBrandX size={ICON_PIXELS} aria-hidden /> },
  facebook: { word: "Facebook", icon: <IconBrandFacebook size={ICON_PIXELS} aria-hidden /> },
  pinterest: { word: "Pinterest", icon: <IconBrandPinterest size={ICON_PIXELS} aria-hidden /> },
  telegram: { word: "Telegram", icon: <IconBrandTelegram size={ICON_PIXELS} aria-hidden /> },
  vk: { word: "VK", icon: <IconBrandVk size={ICON_PIXELS} aria-hidden /> },
  whatsapp: { word: "WhatsApp", icon: <IconBrandWhatsapp size={ICON_PIXELS} aria-hidden /> },
  reddit: { word: "Reddit", icon: <IconBrandReddit size={ICON_PIXELS} aria-hidden /> },
  mail: { word: "Mail", icon: <IconMail size={ICON_PIXELS} aria-hidden /> },
};

const faultSentences: Readonly<Record<DisclosureFault, (disclosure: string) => string>> = {
  missing: (disclosure) =>
    `The caption no longer says “${disclosure}”. The brand and the law ask for it in every post: put it back at the beginning.`,
  late: (disclosure) =>
    `“${disclosure}” stands so late that people see it only after tapping “more”. Move it to the beginning.`,
};

/** The caption with its disclosure, to change, copy and hand on with one tap. Without script it is there to select and to share as written. */
export function CaptionPanel({
  initial,
  disclosure,
  title,
  imageUrl,
  addressFor,
}: {
  initial: string;
  disclosure: string;
  title: string;
  imageUrl: string | null;
  /** The link for a channel; `null` is the one the caption holds. */
  addressFor: (channel: ShareChannel | null) => string;
}) {
  const [caption, setCaption] = useState(initial);
  const fault = judgeCaption(caption, disclosure);
  const own = addressFor(null);
  const charactersForX = countForX(caption);
  const addressOf = (channel: ShareChannel) => {
    const linkUrl = addressFor(channel);
    return shareAddress(channel, { caption: caption.replaceAll(own, linkUrl), linkUrl, title, imageUrl });
  };
  return (
    <Panel title="Caption" lead="Change it to sound like you. The disclosure stays where people see it at once.">
      <Stack gap="md">
        <Textarea
          label="Your caption"
          autosize
          minRows={4}
          maxRows={12}
          value={caption}
          onChange={(event) => setCaption(event.currentTarget.value)}
        />
        {fault && <Notice kind="problem">{faultSentences[fault](disclosure)}</Notice>}
        <Group gap="sm">
          <CopyButton label="The caption" value={caption} word="Copy caption" />
          <Text size="xs" c="dimmed">
            {charactersForX > X_MAX_CHARACTERS
              ? `${charactersForX - X_MAX_CHARACTERS} characters too long for X.`
              : "Fits everywhere, X included."}
          </Text>
        </Group>
        <Stack gap={6}>
          <Text size="sm" fw={500}>
            Share it with one tap
          </Text>
          <Group gap="xs" component="ul" m={0} p={0} className="plainList">
            {shareChannels.map((channel) => (
              <li key={channel}>
                <Anchor
                  href={addressOf(channel)}
                  {...(channel === "mail" ? {} : { target: "_blank", rel: "noopener noreferrer" })}
                  underline="never"
                  className="shareChannel"
                >
                  {channelLooks[channel].icon}
                  {channelLooks[channel].word}
                </Anchor>
              </li>
            ))}
          </Group>
          <Text size="xs" c="dimmed">
            {[...takesLinkOnly].map((channel) => channelLooks[channel].word).join(", ")} takes the link alone: paste the
            caption yourself, so that the disclosure is in your post.
          </Text>
        </Stack>
      </Stack>
    </Panel>
  );
}
