import { z } from "zod";
import { Frame, Paragraph } from "./frame.tsx";
import { mailAmount, type MailTemplate } from "./mail-template.ts";
import { amountWords } from "./mail-words.ts";

const props = z.object({
  creatorName: z.string(),
  brandName: z.string(),
  orderNumber: z.string(),
  saleId: z.string(),
  answer: z.enum(["upheld", "overturned"]),
  /** What the commission earns now. */
  amount: mailAmount,
  note: z.string(),
});

export const appealAnswered: MailTemplate<z.infer<typeof props>> = {
  props,
  compose: ({ creatorName, brandName, orderNumber, saleId, answer, amount, note }, links) => ({
    subject:
      answer === "overturned"
        ? `Your appeal succeeded: order ${orderNumber} counts again`
        : `Your appeal on order ${orderNumber}: the decline stands`,
    body: (
      <Frame
        title={answer === "overturned" ? "Your appeal succeeded" : "The decline stands"}
        preview="The answer, with its reason."
        action={{ label: "See the sale", href: links.page(`/creator/sales/${saleId}`) }}
        why="You get this mail because you appealed a decision about your money."
      >
        <Paragraph>Hello {creatorName},</Paragraph>
        <Paragraph>
          {answer === "overturned"
            ? `The decline of your commission on order ${orderNumber} at ${brandName} was overturned: it earns ${amountWords(amount)} again. The reason:`
            : `We looked at your appeal on order ${orderNumber} at ${brandName} again, and the decline stands. The reason:`}
        </Paragraph>
        <Paragraph>“{note}”</Paragraph>
      </Frame>
    ),
  }),
};
