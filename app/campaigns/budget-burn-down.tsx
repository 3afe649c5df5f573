import { Stack, Text } from "@mantine/core";
import { formatAmount } from "#app/ui/amount.tsx";
import { Day } from "#app/ui/moment.tsx";
import { BudgetBar } from "./budget-bar.tsx";
import { budgetPace, PACE_DAYS } from "./budget-pace.ts";
import type { CampaignView } from "./read-campaign.server.ts";

/** What is spent of the budget, how fast, and when it would pause the campaign. */
export function BudgetBurnDown({ view, now }: { view: CampaignView; now: Date }) {
  const { campaign, spentMinor, recentSpentMinor } = view;
  const { budgetMinor, currency } = campaign;
  const leftMinor = budgetMinor === null ? 0n : budgetMinor - spentMinor;
  const { perDayMinor, usedUpOn } = budgetPace(recentSpentMinor, leftMinor, now);
  return (
    <Stack gap="xs">
      <BudgetBar spentMinor={spentMinor} budgetMinor={budgetMinor} currency={currency} />
      {campaign.status !== "draft" && (
        <Text size="sm" c="dimmed">
          {formatAmount(perDayMinor, currency)} a day over the last {PACE_DAYS} days.
          {usedUpOn && (
            <>
              {" "}
              At that pace it is used up around <Day at={usedUpOn} />.
            </>
          )}
          {budgetMinor !== null && " Once it is used up, the campaign pauses by itself and nothing more is granted."}
        </Text>
      )}
    </Stack>
  );
}
