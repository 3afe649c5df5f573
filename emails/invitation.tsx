import { z } from "zod";
import { Frame, Paragraph } from "./frame.tsx";
import { dayWords } from "./mail-words.ts";
import type { MailTemplate } from "./mail-template.ts";

const props = z.object({
  inviterName: z.string(),
  /** The brand, or "Fairshare" for its staff. */
  teamName: z.string(),
  role: z.string(),
  expiresAt: z.iso.datetime(),
  seed: z.string(),
});

export const invitation: MailTemplate<z.infer<typeof props>> = {
  props,
  compose: ({ inviterName, teamName, role, expiresAt, seed }, links) => ({
    subject: `${inviterName} invites you to ${teamName}`,
    body: (
      <Frame
        title={`Join ${teamName}`}
        preview={`${inviterName} would like you to join as ${role}.`}
        action={{ label: "See the invitation", href: links.secret("invitation", seed) }}
        why={`You get this mail because ${inviterName} entered this address. Nothing happens unless you accept.`}
      >
        <Paragraph>
          {inviterName} would like you to join {teamName} on Fairshare as {role}.
        </Paragraph>
        <Paragraph>The invitation is yours until {dayWords(expiresAt)}.</Paragraph>
      </Frame>
    ),
  }),
};
