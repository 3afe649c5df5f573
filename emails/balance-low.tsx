import { z } from "zod";
import { Frame, Paragraph } from "./frame.tsx";
import { amountWords } from "./mail-words.ts";
import { mailAmount, type MailTemplate } from "./mail-template.ts";

const props = z.object({
  brandSlug: z.string(),
  brandName: z.string(),
  balance: mailAmount,
  /** Approved commissions that the balance does not reach; null for none. */
  waiting: mailAmount.nullable(),
});

export const balanceLow: MailTemplate<z.infer<typeof props>> = {
  props,
  compose: ({ brandSlug, brandName, balance, waiting }, links) => ({
    subject: `The balance of ${brandName} is ${amountWords(balance)}`,
    body: (
      <Frame
        title={`The balance of ${brandName} runs low`}
        preview={`${amountWords(balance)} is left to pay creators with.`}
        action={{ label: "Top up the balance", href: links.page(`/brands/${brandSlug}/balance`) }}
        why="You get this mail because you manage this brand. The limit is set on the balance page."
      >
        <Paragraph>
          Creators are paid from money that the brand has paid in. {amountWords(balance)} is left.
          {waiting && ` ${amountWords(waiting)} of approved commissions wait until there is more.`}
        </Paragraph>
      </Frame>
    ),
  }),
};
