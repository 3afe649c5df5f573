import { create } from "xmlbuilder2";
import { formatDecimal, sumMinor } from "#app/kit/money.ts";
import type { PayoutDebtor } from "#app/platform/payout-debtor.server.ts";
import { toLatinText } from "#app/kit/latin-text.ts";
import { endToEndIdOf, type Payment, type PaymentBatch } from "./payment.ts";

export const painVersions = ["pain.001.001.03", "pain.001.001.09"] as const;
export type PainVersion = (typeof painVersions)[number];

const MAX_NAME_LENGTH = 70;
const MAX_REMITTANCE_LENGTH = 140;
/** ISO 20022 Max35Text of message and payment ids. */
const MAX_ID_LENGTH = 35;

/**
 * A SEPA credit transfer as ISO 20022 XML: version 3, or version 9 in the profile of the EPC (EPC132-08). EUR only; one payment
 * block; count and sum stated in the header and the block; texts in the restricted Latin set. Throws a RangeError for what no
 * bank would take: another currency, no payments, an amount that is not positive.
 */
export function writePainFile(version: PainVersion, batch: PaymentBatch, debtor: PayoutDebtor): string {
  if (batch.payments.length === 0) throw new RangeError("A SEPA file needs at least one payment.");
  const foreign = batch.payments.find((payment) => payment.currency !== "EUR");
  if (foreign) throw new RangeError(`A SEPA file is in EUR, not in ${foreign.currency}.`);
  if (batch.name.length > MAX_ID_LENGTH) throw new RangeError("The batch's name is too long for a message id.");
  const debtorName = toLatinText(debtor.name, MAX_NAME_LENGTH);
  const totals = {
    NbOfTxs: String(batch.payments.length),
    CtrlSum: formatDecimal(sumMinor(batch.payments.map((payment) => payment.amountMinor)), "EUR"),
  };
  const executionDay = batch.sentAt.toISOString().slice(0, 10);
  const isNine = version === "pain.001.001.09";
  const document = {
    Document: {
      "@xmlns": `urn:iso:std:iso:20022:tech:xsd:${version}`,
      CstmrCdtTrfInitn: {
        GrpHdr: {
          MsgId: batch.name,
          CreDtTm: `${batch.sentAt.toISOString().slice(0, 19)}Z`,
          ...totals,
          InitgPty: { Nm: debtorName },
        },
        PmtInf: {
          PmtInfId: batch.name,
          PmtMtd: "TRF",
          ...totals,
          PmtTpInf: { SvcLvl: { Cd: "SEPA" } },
          ReqdExctnDt: isNine ? { Dt: executionDay } : executionDay,
          Dbtr: { Nm: debtorName },
          DbtrAcct: { Id: { IBAN: debtor.iban } },
          DbtrAgt: { FinInstnId: isNine ? { BICFI: debtor.bic } : { BIC: debtor.bic } },
          ChrgBr: "SLEV",
          CdtTrfTxInf: batch.payments.map((payment) => transferOf(payment, batch)),
        },
      },
    },
  };
  return `${create({ version: "1.0", encoding: "UTF-8" }, document).end({ prettyPrint: true })}\n`;
}

function transferOf(payment: Payment, batch: PaymentBatch) {
  if (payment.amountMinor <= 0n) throw new RangeError(`Payout ${payment.payoutId} has no positive amount.`);
  if (payment.account.kind !== "iban") throw new RangeError(`Payout ${payment.payoutId} goes to no IBAN.`);
  return {
    PmtId: { EndToEndId: endToEndIdOf(payment.payoutId) },
    Amt: { InstdAmt: { "@Ccy": "EUR", "#": formatDecimal(payment.amountMinor, "EUR") } },
    Cdtr: { Nm: toLatinText(payment.holderName, MAX_NAME_LENGTH) },
    CdtrAcct: { Id: { IBAN: payment.account.iban } },
    RmtInf: { Ustrd: toLatinText(`Fairshare payout ${batch.name}`, MAX_REMITTANCE_LENGTH) },
  };
}
