import { z } from "zod";
import { Frame, Paragraph } from "./frame.tsx";
import type { MailTemplate } from "./mail-template.ts";

const props = z.object({ creatorName: z.string() });

export const bankRefused: MailTemplate<z.infer<typeof props>> = {
  props,
  compose: ({ creatorName }, links) => ({
    subject: "Your bank refused a payment from Stripe",
    body: (
      <Frame
        title="Your bank refused a payment from Stripe"
        preview="Your money is safe at Stripe. Tell Stripe another bank account."
        action={{ label: "Open payee details", href: links.page("/creator/payee") }}
        why="You get this mail because you are paid by Stripe."
      >
        <Paragraph>
          Hello {creatorName}, Stripe tried to pay your money out to your bank, and the bank refused it. The money is in
          your account at Stripe. Tell Stripe another bank account, and it is paid out again.
        </Paragraph>
      </Frame>
    ),
  }),
};
