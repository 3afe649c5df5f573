import { z } from "zod";
import { Frame, Paragraph } from "./frame.tsx";
import type { MailTemplate } from "./mail-template.ts";

const props = z.object({ personName: z.string(), seed: z.string() });

export const passwordReset: MailTemplate<z.infer<typeof props>> = {
  props,
  compose: ({ personName, seed }, links) => ({
    subject: "Choose a new password for Fairshare",
    body: (
      <Frame
        title="Choose a new password"
        preview="The link works once, for one hour."
        action={{ label: "Choose a new password", href: links.secret("password-reset", seed) }}
        why="You get this mail because somebody asked for a new password for this address."
      >
        <Paragraph>Hello {personName},</Paragraph>
        <Paragraph>
          The link below works once, for one hour. Your new password signs you out everywhere else. If you did not ask
          for it, do nothing: your password stays as it is.
        </Paragraph>
      </Frame>
    ),
  }),
};
