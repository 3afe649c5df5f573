import { z } from "zod";
import { taxFormKinds } from "#app/tax/tax-form.ts";
import { taxFormNames } from "#app/tax/tax-form-texts.ts";
import { Frame, Paragraph } from "./frame.tsx";
import type { MailTemplate } from "./mail-template.ts";

const props = z.object({ creatorName: z.string(), kind: z.enum(taxFormKinds) });

export const taxFormFiled: MailTemplate<z.infer<typeof props>> = {
  props,
  compose: ({ creatorName, kind }, links) => ({
    subject: `Your ${taxFormNames[kind]} is on file`,
    body: (
      <Frame
        title="Tax data saved"
        preview={`Your ${taxFormNames[kind]} was added.`}
        action={{ label: "See your tax data", href: links.page("/creator/tax") }}
        why="You get this mail because a change of tax data is always told to the address on file."
      >
        <Paragraph>Hello {creatorName},</Paragraph>
        <Paragraph>
          Your {taxFormNames[kind]} was saved and counts from now on. Earlier versions are kept as they were.
        </Paragraph>
        <Paragraph>If this was not you, change your password now and file the form again.</Paragraph>
      </Frame>
    ),
  }),
};
