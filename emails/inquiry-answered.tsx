import { z } from "zod";
import { Frame, Paragraph } from "./frame.tsx";
import type { MailTemplate } from "./mail-template.ts";

const props = z.object({
  creatorName: z.string(),
  brandName: z.string(),
  orderNumber: z.string(),
  outcome: z.enum(["credited", "stands", "credit-withdrawn"]),
  note: z.string(),
  /** The sale, once it is credited to the creator. */
  saleId: z.string().nullable(),
});

const titles = {
  credited: (orderNumber: string) => `Order ${orderNumber} is yours`,
  stands: (orderNumber: string) => `Order ${orderNumber}: the decision stands`,
  "credit-withdrawn": (orderNumber: string) => `Order ${orderNumber}: the credit was taken back`,
};

const sentences = {
  credited: (brandName: string) => `${brandName} looked at your inquiry and credits the sale to you. They write:`,
  stands: (brandName: string) => `${brandName} looked at your inquiry and stays with the decision. They write:`,
  "credit-withdrawn": (brandName: string) =>
    `${brandName} took back that it credited the sale to you by hand; the campaign's rules decide again. They write:`,
};

export const inquiryAnswered: MailTemplate<z.infer<typeof props>> = {
  props,
  compose: ({ creatorName, brandName, orderNumber, outcome, note, saleId }, links) => ({
    subject: `${brandName} answered: order ${orderNumber}`,
    body: (
      <Frame
        title={titles[outcome](orderNumber)}
        preview={`${brandName} gives its reason.`}
        action={
          saleId === null
            ? { label: "See your inquiries", href: links.page("/creator/missing-sale") }
            : { label: "See the sale", href: links.page(`/creator/sales/${saleId}`) }
        }
        why={`You get this mail because you asked ${brandName} about an order.`}
      >
        <Paragraph>Hello {creatorName},</Paragraph>
        <Paragraph>{sentences[outcome](brandName)}</Paragraph>
        <Paragraph>“{note}”</Paragraph>
      </Frame>
    ),
  }),
};
