import { z } from "zod";
import { Frame, Paragraph } from "./frame.tsx";
import { dayWords } from "./mail-words.ts";
import type { MailTemplate } from "./mail-template.ts";

const props = z.object({
  creatorName: z.string(),
  brandName: z.string(),
  campaignName: z.string(),
  partnershipId: z.string(),
  endedAt: z.iso.datetime(),
  /** Until when clicks and codes go on earning. */
  tailEndsAt: z.iso.datetime(),
});

export const partnershipEnded: MailTemplate<z.infer<typeof props>> = {
  props,
  compose: ({ creatorName, brandName, campaignName, partnershipId, endedAt, tailEndsAt }, links) => ({
    subject: `${campaignName} ended on ${dayWords(endedAt)}`,
    body: (
      <Frame
        title={`${campaignName} has ended`}
        preview={`Clicks from before the end and your code go on earning until ${dayWords(tailEndsAt)}.`}
        action={{ label: "See what you earned", href: links.page(`/creator/partnerships/${partnershipId}`) }}
        why={`You get this mail because you were a partner of ${brandName}.`}
      >
        <Paragraph>Hello {creatorName},</Paragraph>
        <Paragraph>
          your partnership with {brandName} in {campaignName} ended on {dayWords(endedAt)}. Clicks from before the end
          and your code go on earning until {dayWords(tailEndsAt)}.
        </Paragraph>
        <Paragraph>What you earned stays yours and is paid as agreed.</Paragraph>
      </Frame>
    ),
  }),
};
