import { formatAmount } from "../kit/amount-text.ts";
import { Notice } from "../ui/notice.tsx";
import { withheldInWords, type WithholdingReason } from "./withholding.ts";

interface PaidOut {
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly withheldMinor: bigint;
  readonly withheldBps: number;
  readonly withheldReason: WithholdingReason | null;
}

/** What of a payout went to the tax office instead, and why; nothing where all of it was paid. */
export function WithheldNotice({ amountMinor, currency, withheldMinor, withheldBps, withheldReason }: PaidOut) {
  if (withheldReason === null) return null;
  const withheld = { minor: withheldMinor, rateBps: withheldBps, reason: withheldReason };
  return (
    <Notice kind="note" title={`${formatAmount(amountMinor - withheldMinor, currency)} is paid`}>
      Of {formatAmount(amountMinor, currency)}, {withheldInWords(withheld, currency)}. It counts as tax the creator has
      paid.
    </Notice>
  );
}

/** What arrives in another currency, at which rate; nothing where nothing was converted. */
export function ConversionNotice({
  paidMinor,
  paidCurrency,
  currency,
  rate,
  rateDay,
}: {
  readonly paidMinor: bigint;
  readonly paidCurrency: string;
  readonly currency: string;
  readonly rate: string | null;
  readonly rateDay: string | null;
}) {
  if (rate === null) return null;
  return (
    <Notice kind="note">
      {formatAmount(paidMinor, paidCurrency)} arrives: converted once, at the rate of {rateDay}, {rate} {paidCurrency}{" "}
      for 1 {currency}. No fee was taken off.
    </Notice>
  );
}
