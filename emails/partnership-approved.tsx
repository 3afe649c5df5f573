import { z } from "zod";
import { Frame, Paragraph } from "./frame.tsx";
import type { MailTemplate } from "./mail-template.ts";

const props = z.object({
  creatorName: z.string(),
  brandName: z.string(),
  campaignName: z.string(),
  partnershipId: z.string(),
  code: z.string(),
});

export const partnershipApproved: MailTemplate<z.infer<typeof props>> = {
  props,
  compose: ({ creatorName, brandName, campaignName, partnershipId, code }, links) => ({
    subject: `${brandName} said yes: ${campaignName}`,
    body: (
      <Frame
        title={`You are in: ${campaignName}`}
        preview={`Your link and your code ${code} work from now on.`}
        action={{ label: "Get your link and code", href: links.page(`/creator/partnerships/${partnershipId}`) }}
        why={`You get this mail because you applied to a campaign of ${brandName}.`}
      >
        <Paragraph>Hello {creatorName},</Paragraph>
        <Paragraph>
          {brandName} approved your application. Your link and your code {code} work from now on, and every sale they
          bring shows up with its reason.
        </Paragraph>
        <Paragraph>
          Please tell your followers about the commission in each post; the words to use stand beside your link.
        </Paragraph>
      </Frame>
    ),
  }),
};
