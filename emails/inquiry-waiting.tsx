import { z } from "zod";
import { Frame, Paragraph } from "./frame.tsx";
import type { MailTemplate } from "./mail-template.ts";
import { dayWords } from "./mail-words.ts";

const props = z.object({
  brandSlug: z.string(),
  creatorName: z.string(),
  orderNumber: z.string(),
  inquiryId: z.string(),
  dueAt: z.string(),
  /** opened: it is new. due: its deadline is near. overdue: the deadline has passed. */
  moment: z.enum(["opened", "due", "overdue"]),
});

const subjects = {
  opened: (creatorName: string, orderNumber: string) => `${creatorName} asks about order ${orderNumber}`,
  due: (creatorName: string, orderNumber: string) => `${creatorName} waits for your answer on order ${orderNumber}`,
  overdue: (creatorName: string, orderNumber: string) => `Overdue: ${creatorName} asked about order ${orderNumber}`,
};

const deadlines = {
  opened: (day: string) => `Please answer by ${day}.`,
  due: (day: string) => `The time for an answer ends on ${day}.`,
  overdue: (day: string) => `Your answer was due on ${day}. The creator has been told that it is late.`,
};

export const inquiryWaiting: MailTemplate<z.infer<typeof props>> = {
  props,
  compose: ({ brandSlug, creatorName, orderNumber, inquiryId, dueAt, moment }, links) => ({
    subject: subjects[moment](creatorName, orderNumber),
    body: (
      <Frame
        title={`${creatorName} misses a sale`}
        preview={deadlines[moment](dayWords(dueAt))}
        action={{ label: "Look and answer", href: links.page(`/brands/${brandSlug}/inquiries/${inquiryId}`) }}
        why="You get this mail because you look after this brand's campaigns."
      >
        <Paragraph>
          {creatorName} says that they brought order {orderNumber}, and is not credited with it. Their words, the
          decision and every touch that was looked at stand side by side.
        </Paragraph>
        <Paragraph>{deadlines[moment](dayWords(dueAt))}</Paragraph>
      </Frame>
    ),
  }),
};
