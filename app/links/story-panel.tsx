import { Anchor, Button, Group, Image, Stack, Text } from "@mantine/core";
import { IconDownload, IconShare } from "@tabler/icons-react";
import { useSyncExternalStore } from "react";
import { Panel } from "#app/ui/panel.tsx";

const PREVIEW_WIDTH = 216;
const PREVIEW_HEIGHT = 384;

/** The story image, for the networks whose apps take pictures and clips only. */
export function StoryPanel({
  imageAddress,
  fileName,
  caption,
}: {
  imageAddress: string;
  fileName: string;
  caption: string;
}) {
  return (
    <Panel title="Story image" lead="For Instagram, TikTok, YouTube and Twitch. Add the link as a sticker.">
      <Group gap="lg" align="flex-start">
        <Image
          src={imageAddress}
          alt="Story image with the disclosure, what you recommend, a QR code and your code"
          w={PREVIEW_WIDTH}
          h={PREVIEW_HEIGHT}
          radius="md"
          className="storyPreview"
        />
        <Stack gap="sm" flex={1} miw={180} align="flex-start">
          <Text size="sm">
            1080 × 1920, ready to post. The code and the QR code work as long as the link does, and scans are counted
            apart from taps.
          </Text>
          <ShareImageButton imageAddress={imageAddress} fileName={fileName} caption={caption} />
          <Anchor href={imageAddress} download={fileName} size="sm">
            <Group gap={4}>
              <IconDownload size={15} aria-hidden /> Download the image
            </Group>
          </Anchor>
        </Stack>
      </Group>
    </Panel>
  );
}

/** Hands the image to the phone's own share sheet. It appears only where there is one that takes pictures. */
function ShareImageButton({
  imageAddress,
  fileName,
  caption,
}: {
  imageAddress: string;
  fileName: string;
  caption: string;
}) {
  const canShare = useSyncExternalStore(subscribeToNothing, canSharePictures, () => false);
  if (!canShare) return null;
  const share = async () => {
    const answer = await fetch(imageAddress);
    if (!answer.ok) return;
    const file = new File([await answer.blob()], fileName, { type: "image/png" });
    // Closing the sheet without choosing an app is no fault.
    await navigator.share({ files: [file], text: caption }).catch(() => undefined);
  };
  return (
    <Button leftSection={<IconShare size={16} aria-hidden />} onClick={() => void share()}>
      Share image and caption
    </Button>
  );
}

/** What a browser can share does not change while a page is open. */
const subscribeToNothing = () => () => undefined;

function canSharePictures(): boolean {
  const sample = new File([""], "story.png", { type: "image/png" });
  return typeof navigator.canShare === "function" && navigator.canShare({ files: [sample] });
}
