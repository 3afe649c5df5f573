import { z } from "zod";
import { Frame, Paragraph } from "./frame.tsx";
import { dayWords } from "./mail-words.ts";
import type { MailTemplate } from "./mail-template.ts";

const props = z.object({
  creatorName: z.string(),
  brandName: z.string(),
  partnershipId: z.string(),
  oldCode: z.string(),
  newCode: z.string(),
  /** Until when the old code works and credits; null when it ended at once. */
  creditsUntil: z.iso.datetime().nullable(),
});

export const codeRotated: MailTemplate<z.infer<typeof props>> = {
  props,
  compose: ({ creatorName, brandName, partnershipId, oldCode, newCode, creditsUntil }, links) => ({
    subject: `Your new code at ${brandName}: ${newCode}`,
    body: (
      <Frame
        title={`Your new code is ${newCode}`}
        preview={`${brandName} replaced your code ${oldCode}. What it earned stays yours.`}
        action={{ label: "See link and code", href: links.page(`/creator/partnerships/${partnershipId}`) }}
        why={`You get this mail because you are a partner of ${brandName}.`}
      >
        <Paragraph>Hello {creatorName},</Paragraph>
        <Paragraph>
          {brandName} replaced your code {oldCode} by {newCode}. Brands do this when a code turns up where nobody shared
          it, such as on a coupon site; it is no reproach to you. Please share {newCode} from now on.
        </Paragraph>
        <Paragraph>
          {creditsUntil === null
            ? `${oldCode} has ended. Every sale made with it before stays credited to you.`
            : `${oldCode} goes on working and crediting you until ${dayWords(creditsUntil)}, so that your older posts still count.`}
        </Paragraph>
      </Frame>
    ),
  }),
};
