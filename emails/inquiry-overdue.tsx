import { z } from "zod";
import { Frame, Paragraph } from "./frame.tsx";
import type { MailTemplate } from "./mail-template.ts";
import { dayWords } from "./mail-words.ts";

const props = z.object({
  creatorName: z.string(),
  brandName: z.string(),
  orderNumber: z.string(),
  dueAt: z.string(),
});

export const inquiryOverdue: MailTemplate<z.infer<typeof props>> = {
  props,
  compose: ({ creatorName, brandName, orderNumber, dueAt }, links) => ({
    subject: `${brandName} has not answered yet: order ${orderNumber}`,
    body: (
      <Frame
        title="Your inquiry is overdue"
        preview={`The answer on order ${orderNumber} was due on ${dayWords(dueAt)}.`}
        action={{ label: "See your inquiries", href: links.page("/creator/missing-sale") }}
        why={`You get this mail because you asked ${brandName} about an order.`}
      >
        <Paragraph>Hello {creatorName},</Paragraph>
        <Paragraph>
          {brandName} should have answered you on order {orderNumber} by {dayWords(dueAt)} and has not. We told them so
          again today. Your inquiry stays open, and you hear from us as soon as they answer.
        </Paragraph>
      </Frame>
    ),
  }),
};
