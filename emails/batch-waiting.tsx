import { z } from "zod";
import { Frame, Paragraph } from "./frame.tsx";
import { amountWords } from "./mail-words.ts";
import { mailAmount, type MailTemplate } from "./mail-template.ts";

const props = z.object({
  preparerName: z.string(),
  batchId: z.string(),
  amount: mailAmount,
  payoutCount: z.number().int().positive(),
});

export const batchWaiting: MailTemplate<z.infer<typeof props>> = {
  props,
  compose: ({ preparerName, batchId, amount, payoutCount }, links) => ({
    subject: `A batch of ${amountWords(amount)} waits for approval`,
    body: (
      <Frame
        title="A batch waits for your approval"
        preview={`${payoutCount} payouts, prepared by ${preparerName}.`}
        action={{ label: "Review the batch", href: links.page(`/finance/batches/${batchId}`) }}
        why="You get this mail because you approve payouts. Nobody approves a batch they prepared."
      >
        <Paragraph>
          {preparerName} prepared {payoutCount === 1 ? "one payout" : `${payoutCount} payouts`} of {amountWords(amount)}{" "}
          in total. Nothing is sent until you approve it.
        </Paragraph>
      </Frame>
    ),
  }),
};
