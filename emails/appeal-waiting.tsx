import { z } from "zod";
import { Frame, Paragraph } from "./frame.tsx";
import { mailAmount, type MailTemplate } from "./mail-template.ts";
import { amountWords, dayWords } from "./mail-words.ts";

const props = z.object({
  creatorName: z.string(),
  orderNumber: z.string(),
  amount: mailAmount,
  /** The page of the appeal, for the side that reads this. */
  path: z.string(),
  dueAt: z.string(),
  /** opened: it is new. due: its deadline is near. overdue: the deadline has passed. */
  moment: z.enum(["opened", "due", "overdue"]),
});

const subjects = {
  opened: (creatorName: string, orderNumber: string) => `${creatorName} appeals the decline of order ${orderNumber}`,
  due: (creatorName: string, orderNumber: string) =>
    `${creatorName} waits for the answer to their appeal on order ${orderNumber}`,
  overdue: (creatorName: string, orderNumber: string) =>
    `Overdue: the appeal of ${creatorName} on order ${orderNumber}`,
};

const deadlines = {
  opened: (day: string) => `Please answer by ${day}.`,
  due: (day: string) => `The time for an answer ends on ${day}.`,
  overdue: (day: string) => `The answer was due on ${day}. The creator has been told that it is late.`,
};

export const appealWaiting: MailTemplate<z.infer<typeof props>> = {
  props,
  compose: ({ creatorName, orderNumber, amount, path, dueAt, moment }, links) => ({
    subject: subjects[moment](creatorName, orderNumber),
    body: (
      <Frame
        title={`${creatorName} appeals a decline`}
        preview={deadlines[moment](dayWords(dueAt))}
        action={{ label: "Look and answer", href: links.page(path) }}
        why="You get this mail because you may answer appeals."
      >
        <Paragraph>
          {creatorName} says that the decline of {amountWords(amount)} on order {orderNumber} is wrong. Their words, the
          reason of the decline and the whole sale stand side by side.
        </Paragraph>
        <Paragraph>{deadlines[moment](dayWords(dueAt))}</Paragraph>
      </Frame>
    ),
  }),
};
