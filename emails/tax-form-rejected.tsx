import { z } from "zod";
import { taxFormKinds } from "#app/tax/tax-form.ts";
import { taxFormNames } from "#app/tax/tax-form-texts.ts";
import { Frame, Paragraph } from "./frame.tsx";
import type { MailTemplate } from "./mail-template.ts";

const props = z.object({ creatorName: z.string(), kind: z.enum(taxFormKinds), reason: z.string() });

export const taxFormRejected: MailTemplate<z.infer<typeof props>> = {
  props,
  compose: ({ creatorName, kind, reason }, links) => ({
    subject: `Your ${taxFormNames[kind]} does not count`,
    body: (
      <Frame
        title="A tax form has to be given again"
        preview={reason}
        action={{ label: "Give it again", href: links.page("/creator/tax") }}
        why="You get this mail because a tax form of yours was found to be wrong."
      >
        <Paragraph>Hello {creatorName},</Paragraph>
        <Paragraph>
          Your {taxFormNames[kind]} does not count: {reason}
        </Paragraph>
        <Paragraph>
          {kind === "w-9"
            ? "Until a new one is on file, US law makes us withhold 24 % of each payout for the tax office."
            : "Please give it again, so that nothing is reported wrongly."}
        </Paragraph>
      </Frame>
    ),
  }),
};
