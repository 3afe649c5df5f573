import { mailPasswordResetJob } from "./access/request-password-reset.server.ts";
import { sweepExpiredJob } from "./access/sweep-expired.job.server.ts";
import { processStripeEventJob } from "./billing/process-stripe-event.job.server.ts";
import { settleOpenTopUpsJob } from "./billing/settle-open-top-ups.job.server.ts";
import { tellLowBalancesJob } from "./billing/tell-low-balances.job.server.ts";
import { remindOfAppealsJob } from "./appeals/remind-of-appeals.job.server.ts";
import { approveByRuleJob } from "./approvals/approve-by-rule.job.server.ts";
import { endDueCampaignsJob } from "./campaigns/end-due-campaigns.job.server.ts";
import { matchVisitsJob } from "./clicks/match-visits.job.server.ts";
import { keepClickMonthsJob } from "./clicks/keep-click-months.job.server.ts";
import { sweepLastCountedJob } from "./clicks/sweep-last-counted.job.server.ts";
import { remindOfInquiriesJob } from "./inquiries/remind-of-inquiries.job.server.ts";
import { sealAllBooksJob, sealBooksJob } from "./ledger/seal-books.job.server.ts";
import { checkCodesJob } from "./links/check-codes.job.server.ts";
import { fillCodePoolsJob } from "./links/fill-code-pools.job.server.ts";
import { syncCodesJob } from "./links/sync-codes.job.server.ts";
import { syncDueCodesJob } from "./links/sync-due-codes.job.server.ts";
import { checkMonthJob } from "./months/check-month.job.server.ts";
import { sendMailJob } from "./notices/enqueue-mail.server.ts";
import { chaseParcelsJob } from "./payouts/chase-parcels.job.server.ts";
import { processPaypalEventJob } from "./payouts/process-paypal-event.job.server.ts";
import { sendParcelJob } from "./payouts/send-parcel.job.server.ts";
import { takeBackPayoutJob } from "./payouts/take-back-payout.job.server.ts";
import type { AnyJob } from "./platform/queue.server.ts";
import { fetchStripeJob } from "./reconciliation/fetch-stripe.job.server.ts";
import { resumeReplaysJob } from "./replays/resume-replays.job.server.ts";
import { runReplayJob } from "./replays/run-replay.job.server.ts";
import { assessRiskJob } from "./risk/assess-risk.job.server.ts";
import { settleAgainJob } from "./sales/settle-again.job.server.ts";
import { settleLaterJob } from "./sales/settle-sale.server.ts";
import { importFileJob } from "./stores/import-file.job.server.ts";
import { pollDueStoresJob } from "./stores/poll-due-stores.job.server.ts";
import { pollStoreJob } from "./stores/poll-store.job.server.ts";
import { processInboxEventJob } from "./stores/process-inbox-event.job.server.ts";
import { issueInvoicesJob } from "./tax/issue-invoices.job.server.ts";
import { remindOfEndingFormsJob } from "./tax/remind-ending-forms.job.server.ts";

/** Every job of the product. The web process runs them too, unless a process of their own is configured. */
export const jobs: readonly AnyJob[] = [
  processInboxEventJob,
  pollDueStoresJob,
  pollStoreJob,
  importFileJob,
  syncCodesJob,
  syncDueCodesJob,
  checkCodesJob,
  fillCodePoolsJob,
  settleAgainJob,
  settleLaterJob,
  runReplayJob,
  resumeReplaysJob,
  sendParcelJob,
  chaseParcelsJob,
  processPaypalEventJob,
  takeBackPayoutJob,
  fetchStripeJob,
  sendMailJob,
  mailPasswordResetJob,
  processStripeEventJob,
  settleOpenTopUpsJob,
  tellLowBalancesJob,
  endDueCampaignsJob,
  remindOfInquiriesJob,
  remindOfAppealsJob,
  checkMonthJob,
  assessRiskJob,
  approveByRuleJob,
  issueInvoicesJob,
  remindOfEndingFormsJob,
  matchVisitsJob,
  sweepLastCountedJob,
  keepClickMonthsJob,
  sealBooksJob,
  sealAllBooksJob,
  sweepExpiredJob,
];
