import { z } from "zod";
import { taxFormKinds } from "#app/tax/tax-form.ts";
import { taxFormNames } from "#app/tax/tax-form-texts.ts";
import { Frame, Paragraph } from "./frame.tsx";
import { dayWords } from "./mail-words.ts";
import type { MailTemplate } from "./mail-template.ts";

const props = z.object({
  creatorName: z.string(),
  kind: z.enum(taxFormKinds),
  /** The last day it counts. */
  validUntil: z.iso.date(),
});

export const taxFormEnding: MailTemplate<z.infer<typeof props>> = {
  props,
  compose: ({ creatorName, kind, validUntil }, links) => ({
    subject: `Your ${taxFormNames[kind]} ends on ${dayWords(`${validUntil}T00:00:00.000Z`)}`,
    body: (
      <Frame
        title="A tax form ends"
        preview={`Your ${taxFormNames[kind]} counts until ${dayWords(`${validUntil}T00:00:00.000Z`)}.`}
        action={{ label: "Sign it again", href: links.page("/creator/tax") }}
        why="You get this mail because a tax form of yours is about to end."
      >
        <Paragraph>Hello {creatorName},</Paragraph>
        <Paragraph>
          Your {taxFormNames[kind]} counts until {dayWords(`${validUntil}T00:00:00.000Z`)}. Signing it again takes two
          minutes, and what you entered last time need not be looked up again.
        </Paragraph>
      </Frame>
    ),
  }),
};
