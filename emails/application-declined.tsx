import { z } from "zod";
import { Frame, Paragraph } from "./frame.tsx";
import type { MailTemplate } from "./mail-template.ts";

const props = z.object({ creatorName: z.string(), brandName: z.string(), campaignName: z.string(), note: z.string() });

export const applicationDeclined: MailTemplate<z.infer<typeof props>> = {
  props,
  compose: ({ creatorName, brandName, campaignName, note }, links) => ({
    subject: `${brandName} answered your application to ${campaignName}`,
    body: (
      <Frame
        title={`Not this time: ${campaignName}`}
        preview={`${brandName} declined and says why.`}
        action={{ label: "See other offers", href: links.page("/creator/offers") }}
        why={`You get this mail because you applied to a campaign of ${brandName}.`}
      >
        <Paragraph>Hello {creatorName},</Paragraph>
        <Paragraph>
          {brandName} declined your application to {campaignName} and gave this reason:
        </Paragraph>
        <Paragraph>“{note}”</Paragraph>
      </Frame>
    ),
  }),
};
