import { z } from "zod";
import { Frame, Paragraph } from "./frame.tsx";
import { amountWords, dayWords } from "./mail-words.ts";
import { mailAmount, type MailTemplate } from "./mail-template.ts";

const props = z.object({
  creatorName: z.string(),
  brandName: z.string(),
  campaignNames: z.array(z.string()).min(1),
  /** The rule by which the sales were decided again. */
  policyName: z.string(),
  /** The brand's own words. */
  reason: z.string(),
  first: z.iso.datetime(),
  last: z.iso.datetime(),
  salesBefore: z.number().int().min(0),
  salesAfter: z.number().int().min(0),
  /** What was gained, or below zero lost, per currency. */
  sums: z.array(mailAmount).min(1),
  replayId: z.string(),
});

export const replayApplied: MailTemplate<z.infer<typeof props>> = {
  props,
  compose: (told, links) => ({
    subject: `${told.brandName} decided sales of ${dayWords(told.first)} to ${dayWords(told.last)} again`,
    body: (
      <Frame
        title="Sales were decided again"
        preview={told.sums.map(sumWords).join(" ")}
        action={{ label: "See your sales", href: links.page("/creator/sales") }}
        why={`You get this mail because you are a partner of ${told.brandName}.`}
      >
        <Paragraph>Hello {told.creatorName},</Paragraph>
        <Paragraph>
          {told.brandName} decided the sales from {dayWords(told.first)} to {dayWords(told.last)} again, under the rule
          “{told.policyName}”, for {told.campaignNames.join(" and ")}.
        </Paragraph>
        <Paragraph>
          You were credited with {saleWords(told.salesBefore)}; now it is {saleWords(told.salesAfter)}.
        </Paragraph>
        {told.sums.map((sum) => (
          <Paragraph key={sum.currency}>{sumWords(sum)}</Paragraph>
        ))}
        <Paragraph>
          The reason that {told.brandName} gives: {told.reason}
        </Paragraph>
        <Paragraph>
          Each sale concerned shows both decisions and why. Your rates did not change. What had been paid out already
          and is taken back now is set off against your next payouts.
        </Paragraph>
      </Frame>
    ),
  }),
};

function saleWords(count: number): string {
  return count === 1 ? "1 sale" : `${count} sales`;
}

function sumWords({ minor, currency }: z.infer<typeof mailAmount>): string {
  const value = BigInt(minor);
  if (value === 0n) return `Your commissions in ${currency} stay the same in sum.`;
  const amount = amountWords({ minor: (value < 0n ? -value : value).toString(), currency });
  return value > 0n ? `You gain ${amount} in commissions.` : `You lose ${amount} in commissions.`;
}
