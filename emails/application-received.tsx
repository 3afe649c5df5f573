import { z } from "zod";
import { Frame, Paragraph } from "./frame.tsx";
import type { MailTemplate } from "./mail-template.ts";

const props = z.object({ brandSlug: z.string(), creatorName: z.string(), campaignName: z.string() });

export const applicationReceived: MailTemplate<z.infer<typeof props>> = {
  props,
  compose: ({ brandSlug, creatorName, campaignName }, links) => ({
    subject: `${creatorName} applied to ${campaignName}`,
    body: (
      <Frame
        title={`${creatorName} would like to join`}
        preview={`A new application for ${campaignName}.`}
        action={{ label: "Answer the application", href: links.page(`/brands/${brandSlug}/applications`) }}
        why="You get this mail because you look after this brand's campaigns."
      >
        <Paragraph>
          {creatorName} applied to {campaignName}. Their channels, niches and audience are on the application. An answer
          within a few days keeps good creators.
        </Paragraph>
      </Frame>
    ),
  }),
};
