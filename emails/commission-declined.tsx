import { z } from "zod";
import { Frame, Paragraph } from "./frame.tsx";
import { amountWords } from "./mail-words.ts";
import { mailAmount, type MailTemplate } from "./mail-template.ts";

const props = z.object({
  creatorName: z.string(),
  brandName: z.string(),
  saleId: z.string(),
  orderNumber: z.string(),
  amount: mailAmount,
  /** The sentence of the reason, such as "The order was returned." */
  reasonSentence: z.string(),
  note: z.string().optional(),
});

export const commissionDeclined: MailTemplate<z.infer<typeof props>> = {
  props,
  compose: ({ creatorName, brandName, saleId, orderNumber, amount, reasonSentence, note }, links) => ({
    subject: `A commission of ${amountWords(amount)} was declined`,
    body: (
      <Frame
        title="A commission was declined"
        preview={reasonSentence}
        action={{ label: "See the sale and the reason", href: links.page(`/creator/sales/${saleId}`) }}
        why="You get this mail because it is about your money. Every decline comes with a reason."
      >
        <Paragraph>Hello {creatorName},</Paragraph>
        <Paragraph>
          {amountWords(amount)} for order {orderNumber} at {brandName} will not be paid. {reasonSentence}
        </Paragraph>
        {note !== undefined && <Paragraph>Finance wrote: “{note}”</Paragraph>}
        <Paragraph>
          If this is wrong, appeal it within 30 days on the page of the sale. You get an answer with a reason.
        </Paragraph>
      </Frame>
    ),
  }),
};
