import { Stack } from "@mantine/core";
import { formatAmount } from "../ui/amount.tsx";
import { Figures } from "../ui/figures.tsx";
import { Notice } from "../ui/notice.tsx";
import type { BalanceStanding } from "./balance-standing.ts";

/** How one balance stands, and a warning where it does not reach. */
export function StandingFigures({ standing }: { standing: BalanceStanding }) {
  const amount = (minor: bigint) => formatAmount(minor, standing.currency);
  return (
    <Stack gap="md">
      {standing.isLow && (
        <Notice kind="problem" title={`Your ${standing.currency} balance runs low`}>
          {standing.waitingMinor > 0n
            ? `${amount(standing.waitingMinor)} of approved commissions wait for it, and their creators are told so. Top up at least that much.`
            : `It is below ${amount(standing.limitMinor)}, the limit you are told at.`}
        </Notice>
      )}
      {standing.shortfallMinor > 0n && (
        <Notice kind="note" title="A payment was taken back">
          {`${amount(standing.shortfallMinor)} of it had been paid on to creators already. The next top-up settles that first.`}
        </Notice>
      )}
      <Figures
        figures={[
          {
            label: `Balance in ${standing.currency}`,
            value: amount(standing.fundsMinor),
            note: "Held for you to pay creators with",
          },
          {
            label: "Set aside",
            value: amount(standing.reservedMinor),
            note: "For payouts that are prepared and not sent",
          },
          { label: "Due now", value: amount(standing.dueMinor), note: "Approved commissions for the next payouts" },
          { label: "Coming up", value: amount(standing.heldMinor), note: "Commissions still in their hold" },
        ]}
      />
    </Stack>
  );
}
