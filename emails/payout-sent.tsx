import { z } from "zod";
import { Frame, Paragraph } from "./frame.tsx";
import { amountWords } from "./mail-words.ts";
import { mailAmount, type MailTemplate } from "./mail-template.ts";

const props = z.object({
  creatorName: z.string(),
  amount: mailAmount,
  /** How many commissions it pays. */
  commissionCount: z.number().int().positive(),
  /** The account it goes to as far as a mail may show it: "IBAN ending in 3000". */
  account: z.string(),
  /** The month of the statement that lists it: 2026-11. */
  statementMonth: z.string().regex(/^\d{4}-\d{2}$/),
});

export const payoutSent: MailTemplate<z.infer<typeof props>> = {
  props,
  compose: ({ creatorName, amount, commissionCount, account, statementMonth }, links) => ({
    subject: `${amountWords(amount)} is on its way to you`,
    body: (
      <Frame
        title={`${amountWords(amount)} is on its way`}
        preview={`To your ${account}.`}
        action={{ label: "See what it is made of", href: links.page(`/creator/statements/${statementMonth}`) }}
        why="You get this mail because a payout was sent to you."
      >
        <Paragraph>Hello {creatorName},</Paragraph>
        <Paragraph>
          We sent {amountWords(amount)} to your {account}. It pays{" "}
          {commissionCount === 1 ? "one commission" : `${commissionCount} commissions`}; your statement lists each sale
          behind it. A bank usually needs one to three working days.
        </Paragraph>
      </Frame>
    ),
  }),
};
