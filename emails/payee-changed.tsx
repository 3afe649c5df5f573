import { z } from "zod";
import { Frame, Paragraph } from "./frame.tsx";
import { dayWords } from "./mail-words.ts";
import type { MailTemplate } from "./mail-template.ts";

const props = z.object({
  creatorName: z.string(),
  /** The first details ever, as against a change. */
  isFirst: z.boolean(),
  /** The new account as far as a mail may show it: "IBAN ending in 3000". */
  account: z.string(),
  /** The instant from which payouts may go there. */
  usableFrom: z.iso.datetime(),
});

export const payeeChanged: MailTemplate<z.infer<typeof props>> = {
  props,
  compose: ({ creatorName, isFirst, account, usableFrom }, links) => ({
    subject: isFirst ? "Your payouts have an account to go to" : "The account your payouts go to was changed",
    body: (
      <Frame
        title={isFirst ? "Payee details added" : "Payee details changed"}
        preview={`Payouts go to your ${account}.`}
        action={{ label: "See your payee details", href: links.page("/creator/payee") }}
        why="You get this mail because a change of payee details is always told to the address on file."
      >
        <Paragraph>Hello {creatorName},</Paragraph>
        <Paragraph>
          {isFirst
            ? `Payouts now go to your ${account}.`
            : `Payouts will go to your ${account} from ${dayWords(usableFrom)} on. Until then nothing is paid out.`}
        </Paragraph>
        <Paragraph>
          If this was not you, change your password now and enter the right account again: nobody can use the new one
          before then.
        </Paragraph>
      </Frame>
    ),
  }),
};
