import { z } from "zod";
import { Frame, Paragraph } from "./frame.tsx";
import { amountWords } from "./mail-words.ts";
import { mailAmount, type MailTemplate } from "./mail-template.ts";

const props = z.object({
  creatorName: z.string(),
  amount: mailAmount,
  /** As finance wrote it. */
  reason: z.string(),
  payoutId: z.uuid(),
});

export const payoutTakenBack: MailTemplate<z.infer<typeof props>> = {
  props,
  compose: ({ creatorName, amount, reason, payoutId }, links) => ({
    subject: `Your payout of ${amountWords(amount)} was taken back`,
    body: (
      <Frame
        title={`Your payout of ${amountWords(amount)} was taken back`}
        preview={reason}
        action={{ label: "See the payout", href: links.page(`/creator/payouts/${payoutId}`) }}
        why="You get this mail because a payout to you was taken back."
      >
        <Paragraph>Hello {creatorName},</Paragraph>
        <Paragraph>
          We took {amountWords(amount)} back from the account it was paid to. The reason: {reason}
        </Paragraph>
        <Paragraph>
          The money is not lost: it is owed to you again, and goes into the next batch. If the account it was paid to is
          not yours any more, change your payee details now.
        </Paragraph>
      </Frame>
    ),
  }),
};
