import type { ApproveRefusal } from "./approve-batch.server.ts";
import type { CancelRefusal } from "./cancel-batch.server.ts";
import type { PrepareRefusal } from "./prepare-batch.ts";
import type { SendRefusal } from "./send-batch.server.ts";
import type { ReturnRefusal } from "./return-payout.server.ts";
import type { SettleRefusal } from "./settle-payout.server.ts";
import type { TakeBackRefusal } from "./take-back.ts";

export type BatchRefusal =
  PrepareRefusal | ApproveRefusal | SendRefusal | CancelRefusal | SettleRefusal | ReturnRefusal | TakeBackRefusal;

interface RefusalAnswer {
  readonly status: number;
  readonly sentence: string;
}

const CONFLICT = 409;

const answers: Readonly<Record<BatchRefusal, RefusalAnswer>> = {
  "nothing-to-pay": {
    status: CONFLICT,
    sentence: "Nobody can be paid right now, so no batch was prepared. The list below says why.",
  },
  "already-in-another-batch": {
    status: CONFLICT,
    sentence: "Somebody prepared a batch with the same commissions at this moment. Open it under Batches.",
  },
  "cut-off-in-the-future": { status: 422, sentence: "The cut-off is in the future. Choose today or an earlier day." },
  "unknown-batch": { status: 404, sentence: "There is no such batch." },
  "not-an-approver": { status: 403, sentence: "Approving needs the role approver. An admin can give it to you." },
  "prepared-by-you": { status: 403, sentence: "You prepared this batch, so a second person has to approve it." },
  "already-approved": { status: CONFLICT, sentence: "Somebody approved this batch before you. It can be sent." },
  "not-prepared": {
    status: CONFLICT,
    sentence: "This batch was sent or cancelled meanwhile, so there is nothing to approve.",
  },
  "content-changed": {
    status: CONFLICT,
    sentence:
      "What this batch pays has changed, so the approval does not stand and nothing was sent. Prepare it again.",
  },
  "already-sent": { status: CONFLICT, sentence: "This batch was sent already. It is sent once." },
  "not-approved": { status: CONFLICT, sentence: "A second person has to approve this batch before it is sent." },
  "rail-not-configured": {
    status: CONFLICT,
    sentence:
      "This rail is not configured, so nothing was sent. See the settings of payouts in .env.example, set them and restart.",
  },
  "no-debtor": {
    status: CONFLICT,
    sentence:
      "The account payouts leave from is not configured, so no bank file can be written. Set PAYOUT_DEBTOR_NAME, PAYOUT_DEBTOR_IBAN and PAYOUT_DEBTOR_BIC and restart.",
  },
  "already-cancelled": { status: CONFLICT, sentence: "This batch was cancelled already." },
  "unknown-payout": { status: 404, sentence: "There is no such payout." },
  "not-sent": { status: CONFLICT, sentence: "This was not sent, so the bank cannot have confirmed or returned it." },
  "answer-awaited": {
    status: CONFLICT,
    sentence:
      "The provider was asked to pay this and has not answered yet. It is asked again every five minutes; only its answer settles or returns the payout.",
  },
  "take-back-awaited": {
    status: CONFLICT,
    sentence:
      "This payout is being taken back, and the provider has not answered yet. It is asked again every five minutes; its answer returns the payout.",
  },
  "not-a-preparer": {
    status: 403,
    sentence: "Asking to take a payout back needs the role preparer. An admin can give it to you.",
  },
  "asked-by-you": { status: 403, sentence: "You asked for this, so a second person has to confirm it." },
  "already-asked": {
    status: CONFLICT,
    sentence: "Somebody asked to take this payout back before you. A second person has to confirm it.",
  },
  "not-asked": {
    status: CONFLICT,
    sentence: "This was confirmed or withdrawn meanwhile. See below where it stands.",
  },
  "not-reversible": {
    status: CONFLICT,
    sentence:
      "Nothing can be taken back on this rail: ask the creator to send it back, and record it as returned then.",
  },
  "not-arrived": {
    status: CONFLICT,
    sentence: "The provider has not confirmed this payment yet, so there is nothing to take back. Wait for its answer.",
  },
  "claimed-already": {
    status: CONFLICT,
    sentence: "PayPal takes back only what its recipient has not claimed, and this payout has arrived.",
  },
  "already-returned": { status: CONFLICT, sentence: "The bank returned this payout; its money is payable again." },
};

/** The status and sentence of a refusal; what changed is told after it. */
export function answerOf(refusal: BatchRefusal, detail?: string): RefusalAnswer {
  const { status, sentence } = answers[refusal];
  return { status, sentence: detail === undefined ? sentence : `${sentence} ${detail}` };
}
