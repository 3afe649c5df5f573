import { expect, test } from "vitest";
import { openTestWorld } from "#tests/world/test-world.ts";
import { enqueueMail } from "./enqueue-mail.server.ts";
import { mails, type MailName, type MailProps } from "./mails.server.ts";

const amount = { minor: "125050", currency: "EUR" };
const brandName = "Lumen Tea";
const creatorName = "Mara who bakes";

/** One example of every mail, with a sentence that must be in it. */
const examples: { [Name in MailName]: { props: MailProps<Name>; says: string } } = {
  "appeal-answered": {
    props: {
      ...{ creatorName, brandName, orderNumber: "#1001", saleId: "s1", answer: "overturned" as const, amount },
      note: "Your newsletter shows the code.",
    },
    says: "it earns EUR 1250.50 again",
  },
  "appeal-overdue": {
    props: { creatorName, brandName, orderNumber: "#1001", saleId: "s1", dueAt: "2026-06-15T09:00:00.000Z" },
    says: "should have been answered by 15 June 2026",
  },
  "appeal-waiting": {
    props: {
      ...{ creatorName, orderNumber: "#1001", amount, path: "/finance/appeals/a1", moment: "opened" as const },
      dueAt: "2026-06-15T09:00:00.000Z",
    },
    says: "Please answer by 15 June 2026",
  },
  "application-declined": {
    props: { creatorName, brandName, campaignName: "Spring teas", note: "We look for bakers near Lyon." },
    says: "We look for bakers near Lyon.",
  },
  "application-received": {
    props: { brandSlug: "lumen-tea", creatorName, campaignName: "Spring teas" },
    says: "Mara who bakes applied to Spring teas",
  },
  "balance-low": {
    props: { brandSlug: "lumen-tea", brandName, balance: amount, waiting: { minor: "9000", currency: "EUR" } },
    says: "EUR 90.00 of approved commissions wait",
  },
  "bank-refused": { props: { creatorName }, says: "Tell Stripe another bank account" },
  "batch-waiting": {
    props: { preparerName: "Priya", batchId: "b1", amount, payoutCount: 3 },
    says: "3 payouts of EUR 1250.50",
  },
  "code-rotated": {
    props: {
      ...{ creatorName, brandName, partnershipId: "p1", oldCode: "MARA10", newCode: "MARA10-K7" },
      creditsUntil: "2026-07-01T09:00:00.000Z",
    },
    says: "MARA10 goes on working and crediting you until 1 July 2026",
  },
  "commission-declined": {
    props: {
      creatorName,
      brandName,
      saleId: "s1",
      orderNumber: "1001",
      amount,
      reasonSentence: "The order was returned.",
      note: "See the parcel",
    },
    says: "The order was returned.",
  },
  "inquiry-answered": {
    props: {
      creatorName,
      brandName,
      orderNumber: "#1001",
      outcome: "stands",
      note: "The code was Jo's.",
      saleId: null,
    },
    says: "stays with the decision",
  },
  "inquiry-overdue": {
    props: { creatorName, brandName, orderNumber: "#1001", dueAt: "2026-06-15T09:00:00.000Z" },
    says: "by 15 June 2026 and has not",
  },
  "inquiry-waiting": {
    props: {
      ...{ brandSlug: "lumen-tea", creatorName, orderNumber: "#1001", inquiryId: "i1" },
      ...{ dueAt: "2026-06-15T09:00:00.000Z", moment: "opened" },
    },
    says: "Please answer by 15 June 2026.",
  },
  invitation: {
    props: {
      inviterName: "Olive",
      teamName: brandName,
      role: "manager",
      expiresAt: "2026-06-08T09:00:00.000Z",
      seed: "x",
    },
    says: "until 8 June 2026",
  },
  "partnership-approved": {
    props: { creatorName, brandName, campaignName: "Spring teas", partnershipId: "p1", code: "MARA10" },
    says: "your code MARA10",
  },
  "partnership-ended": {
    props: {
      ...{ creatorName, brandName, campaignName: "Spring teas", partnershipId: "p1" },
      ...{ endedAt: "2026-06-01T09:00:00.000Z", tailEndsAt: "2026-06-15T09:00:00.000Z" },
    },
    says: "earning until 15 June 2026",
  },
  "payee-changed": {
    props: { creatorName, isFirst: false, account: "IBAN ending in 3000", usableFrom: "2026-06-04T09:00:00.000Z" },
    says: "IBAN ending in 3000",
  },
  "password-reset": { props: { personName: "Olive", seed: "x" }, says: "works once, for one hour" },
  "payout-taken-back": {
    props: {
      ...{ creatorName, amount },
      reason: "It was paid to an account that is not yours.",
      payoutId: "0197c4d0-0000-7000-8000-00000000aa01",
    },
    says: "The reason: It was paid to an account that is not yours.",
  },
  "payout-sent": {
    props: { creatorName, amount, commissionCount: 12, account: "IBAN ending in 3000", statementMonth: "2026-06" },
    says: "It pays 12 commissions",
  },
  "replay-applied": {
    props: {
      ...{ creatorName, brandName, campaignNames: ["Spring teas"], policyName: "The last click wins", replayId: "r1" },
      ...{ first: "2026-05-01T00:00:00.000Z", last: "2026-05-31T23:59:59.999Z", salesBefore: 12, salesAfter: 9 },
      ...{ reason: "Two codes had leaked.", sums: [{ minor: "-1250", currency: "EUR" }] },
    },
    says: "You lose EUR 12.50 in commissions.",
  },
  "tax-form-ending": {
    props: { creatorName, kind: "w-8ben", validUntil: "2029-12-31" },
    says: "Your Form W-8BEN counts until 31 December 2029.",
  },
  "tax-form-filed": { props: { creatorName, kind: "w-9" }, says: "Your Form W-9 was saved and counts from now on." },
  "tax-form-rejected": {
    props: { creatorName, kind: "w-9", reason: "Name and number do not match." },
    says: "Your Form W-9 does not count: Name and number do not match.",
  },
  "terms-changed": {
    props: {
      creatorName,
      brandName,
      campaignName: "Spring teas",
      partnershipId: "p1",
      changes: ["Commission falls from 12 % to 10 %."],
      inForceFrom: "2026-07-01T00:00:00.000Z",
    },
    says: "Commission falls from 12 % to 10 %.",
  },
};

test.each(Object.keys(mails) as MailName[])(
  "the mail %s is sent as a page and as text, with one link to where to act",
  async (name) => {
    const { services, drain } = await openTestWorld();
    const { props, says } = examples[name];
    await services.db.inPlatform((tx) => enqueueMail(services, tx, name, "mara@marabakes.example", props));
    await drain();
    const [mail] = await services.mailer.outbox(1);
    const words = (text: string | undefined) => (text ?? "").replace(/<!-- -->/g, "").replace(/\s+/g, " ");
    expect(words(mail?.text)).toContain(says);
    expect(words(mail?.html)).toContain(says);
    expect(mail?.text).toMatch(/http:\/\/localhost:3000\/(brands|creator|finance|invitations|reset-password)\//);
    expect(mail?.html).not.toMatch(/<script|undefined|\[object/);
  },
);

test("what people call themselves is text in a mail, never markup", async () => {
  const { services, drain } = await openTestWorld();
  const props = { ...examples["application-received"].props, creatorName: '<img src=x onerror="alert(1)">' };
  await services.db.inPlatform((tx) =>
    enqueueMail(services, tx, "application-received", "olive@lumentea.example", props),
  );
  await drain();
  const [mail] = await services.mailer.outbox(1);
  expect(mail?.html).not.toContain("<img");
  expect(mail?.html).toContain("&lt;img");
});

test("a mail that cannot be written fails the change it speaks of", async () => {
  const { services, queue } = await openTestWorld();
  const props = { ...examples["payout-sent"].props, commissionCount: 0 };
  await expect(
    services.db.inPlatform((tx) => enqueueMail(services, tx, "payout-sent", "mara@marabakes.example", props)),
  ).rejects.toThrow();
  expect(queue.waiting).toHaveLength(0);
});
