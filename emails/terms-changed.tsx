import { z } from "zod";
import { Frame, Paragraph } from "./frame.tsx";
import { dayWords } from "./mail-words.ts";
import type { MailTemplate } from "./mail-template.ts";

const props = z.object({
  creatorName: z.string(),
  brandName: z.string(),
  campaignName: z.string(),
  partnershipId: z.string(),
  /** One sentence per change, such as "Commission falls from 12 % to 10 %." */
  changes: z.array(z.string()).min(1),
  inForceFrom: z.iso.datetime(),
});

export const termsChanged: MailTemplate<z.infer<typeof props>> = {
  props,
  compose: ({ creatorName, brandName, campaignName, partnershipId, changes, inForceFrom }, links) => ({
    subject: `New terms for ${campaignName} from ${dayWords(inForceFrom)}`,
    body: (
      <Frame
        title={`New terms from ${dayWords(inForceFrom)}`}
        preview={changes[0] ?? ""}
        action={{ label: "Read the terms", href: links.page(`/creator/partnerships/${partnershipId}`) }}
        why={`You get this mail because you are a partner of ${brandName}.`}
      >
        <Paragraph>Hello {creatorName},</Paragraph>
        <Paragraph>
          {brandName} changed the terms of {campaignName}:
        </Paragraph>
        {changes.map((change) => (
          <Paragraph key={change}>– {change}</Paragraph>
        ))}
        <Paragraph>Sales before {dayWords(inForceFrom)} earn what the old terms say.</Paragraph>
      </Frame>
    ),
  }),
};
