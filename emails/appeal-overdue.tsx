import { z } from "zod";
import { Frame, Paragraph } from "./frame.tsx";
import type { MailTemplate } from "./mail-template.ts";
import { dayWords } from "./mail-words.ts";

const props = z.object({
  creatorName: z.string(),
  brandName: z.string(),
  orderNumber: z.string(),
  saleId: z.string(),
  dueAt: z.string(),
});

export const appealOverdue: MailTemplate<z.infer<typeof props>> = {
  props,
  compose: ({ creatorName, brandName, orderNumber, saleId, dueAt }, links) => ({
    subject: `Your appeal on order ${orderNumber} is late`,
    body: (
      <Frame
        title="The answer to your appeal is late"
        preview={`It was due on ${dayWords(dueAt)}.`}
        action={{ label: "See the sale and your appeal", href: links.page(`/creator/sales/${saleId}`) }}
        why="You get this mail because you appealed a decision about your money."
      >
        <Paragraph>Hello {creatorName},</Paragraph>
        <Paragraph>
          Your appeal on order {orderNumber} at {brandName} should have been answered by {dayWords(dueAt)}. Your appeal
          stays open, and we have reminded everybody who can answer it.
        </Paragraph>
      </Frame>
    ),
  }),
};
