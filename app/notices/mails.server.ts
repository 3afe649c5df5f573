import type { z } from "zod";
import { appealAnswered } from "#emails/appeal-answered.tsx";
import { appealOverdue } from "#emails/appeal-overdue.tsx";
import { appealWaiting } from "#emails/appeal-waiting.tsx";
import { applicationDeclined } from "#emails/application-declined.tsx";
import { applicationReceived } from "#emails/application-received.tsx";
import { balanceLow } from "#emails/balance-low.tsx";
import { bankRefused } from "#emails/bank-refused.tsx";
import { batchWaiting } from "#emails/batch-waiting.tsx";
import { codeRotated } from "#emails/code-rotated.tsx";
import { commissionDeclined } from "#emails/commission-declined.tsx";
import { inquiryAnswered } from "#emails/inquiry-answered.tsx";
import { inquiryOverdue } from "#emails/inquiry-overdue.tsx";
import { inquiryWaiting } from "#emails/inquiry-waiting.tsx";
import { invitation } from "#emails/invitation.tsx";
import { partnershipApproved } from "#emails/partnership-approved.tsx";
import { partnershipEnded } from "#emails/partnership-ended.tsx";
import { passwordReset } from "#emails/password-reset.tsx";
import { payeeChanged } from "#emails/payee-changed.tsx";
import { payoutSent } from "#emails/payout-sent.tsx";
import { payoutTakenBack } from "#emails/payout-taken-back.tsx";
import { replayApplied } from "#emails/replay-applied.tsx";
import { taxFormEnding } from "#emails/tax-form-ending.tsx";
import { taxFormFiled } from "#emails/tax-form-filed.tsx";
import { taxFormRejected } from "#emails/tax-form-rejected.tsx";
import { termsChanged } from "#emails/terms-changed.tsx";

/** Every mail of the product, by the name that jobs carry. */
export const mails = {
  "appeal-answered": appealAnswered,
  "appeal-overdue": appealOverdue,
  "appeal-waiting": appealWaiting,
  "application-declined": applicationDeclined,
  "application-received": applicationReceived,
  "balance-low": balanceLow,
  "bank-refused": bankRefused,
  "batch-waiting": batchWaiting,
  "code-rotated": codeRotated,
  "commission-declined": commissionDeclined,
  "inquiry-answered": inquiryAnswered,
  "inquiry-overdue": inquiryOverdue,
  "inquiry-waiting": inquiryWaiting,
  invitation,
  "partnership-approved": partnershipApproved,
  "partnership-ended": partnershipEnded,
  "password-reset": passwordReset,
  "payee-changed": payeeChanged,
  "payout-sent": payoutSent,
  "payout-taken-back": payoutTakenBack,
  "replay-applied": replayApplied,
  "tax-form-ending": taxFormEnding,
  "tax-form-filed": taxFormFiled,
  "tax-form-rejected": taxFormRejected,
  "terms-changed": termsChanged,
};

export type MailName = keyof typeof mails;
export type MailProps<Name extends MailName> = z.infer<(typeof mails)[Name]["props"]>;
