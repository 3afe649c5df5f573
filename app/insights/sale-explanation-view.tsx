import { Box, Grid, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { formatAmount } from "../ui/amount.tsx";
import { Day, formatDay } from "../ui/moment.tsx";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { Panel } from "../ui/panel.tsx";
import { Status } from "../ui/status.tsx";
import { CommissionPanel } from "./commission-panel.tsx";
import { DecidedTouches } from "./decided-touches.tsx";
import { DecisionPanel } from "./decision-panel.tsx";
import { LinesPanel } from "./lines-panel.tsx";
import { MovementPanel } from "./movement-panel.tsx";
import { OtherRulesPanel } from "./other-rules-panel.tsx";
import type { ExplainedCommission, SaleExplanation } from "./sale-explanation.ts";
import { SameShopperPanel } from "./same-shopper-panel.tsx";
import { saleStanding } from "./sale-standing.ts";

/** The word on the badge beside the order's name. */
function standingOf({ sale, refunds, disputes, credits }: SaleExplanation) {
  return saleStanding({
    ...sale,
    hasOpenDispute: disputes.some(({ status }) => status === "open"),
    hasRefund: refunds.some(({ status }) => status === "counted"),
    isCredited: credits.length > 0,
  });
}

/** "€34.80 net at Lumen Tea, 12 Nov 2026": what was sold where and when. */
export function leadOf({ sale, brand, viewer }: SaleExplanation): string {
  const where = viewer === "brand" ? sale.storeName : `${brand.name}, ${sale.storeName}`;
  return `${formatAmount(sale.netMinor, sale.currency)} of goods sold at ${where} on ${formatDay(sale.placedAt)}.`;
}

/** The page of one sale, the same for everyone who may read it. @param list where the reader came from. */
export function SalePage({
  explanation,
  list,
  children,
}: {
  explanation: SaleExplanation;
  list: { readonly label: string; readonly to: string };
  /** What the reader can do about the sale, above its explanation. */
  children?: ReactNode;
}) {
  const standing = standingOf(explanation);
  return (
    <Page
      title={`Order ${explanation.sale.name}`}
      lead={leadOf(explanation)}
      crumbs={[list]}
      badge={<Status tone={standing.tone}>{standing.word}</Status>}
    >
      {children}
      <SaleExplanationView explanation={explanation} />
    </Page>
  );
}

/** Why one sale is here, whole: who is credited and why everybody else is not, what it earned, where the money is and what comes next. */
export function SaleExplanationView({ explanation }: { explanation: SaleExplanation }) {
  const { decision, commissions, award } = explanation;
  const gone = commissions.length > 1 ? commissions.filter(isGone) : [];
  const shown = commissions.filter((commission) => !gone.includes(commission));
  return (
    <Stack gap="lg">
      <OrderNotices explanation={explanation} />
      <DecisionPanel explanation={explanation} />
      <Grid gutter="lg" align="stretch">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Panel
            title="Every touch that was looked at"
            lead={
              decision && decision.candidates.length > 0
                ? award === null
                  ? "In order of time, up to the sale."
                  : "In order of time: what led to the sale, and the brand’s own word on it."
                : undefined
            }
          >
            <DecidedTouches explanation={explanation} />
          </Panel>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="lg">
            {shown.map((commission) => (
              <CommissionPanel key={commission.id} commission={commission} explanation={explanation} />
            ))}
            {gone.map((commission) => (
              <Text key={commission.id} size="sm" c="dimmed" px="sm">
                {commission.creatorName} was credited before; nothing of it is left.
              </Text>
            ))}
            <MovementPanel explanation={explanation} />
            <SameShopperPanel explanation={explanation} />
          </Stack>
        </Grid.Col>
      </Grid>
      <LinesPanel explanation={explanation} />
      <OtherRulesPanel explanation={explanation} />
      <EarlierDecisions explanation={explanation} />
    </Stack>
  );
}

/** True for the commission of somebody who lost the credit before any of it was paid. */
function isGone({
  status,
  earnedMinor,
  heldMinor,
  payableMinor,
  inTransitMinor,
  paidMinor,
}: ExplainedCommission): boolean {
  const isEmpty = [earnedMinor, heldMinor, payableMinor, inTransitMinor, paidMinor].every((minor) => minor === 0n);
  return isEmpty && status !== "declined";
}

function OrderNotices({ explanation: { sale, refunds, disputes } }: { explanation: SaleExplanation }) {
  return (
    <>
      {sale.cancelledAt !== null && (
        <Notice kind="problem">
          The store cancelled this order on {formatDay(sale.cancelledAt)}, so it earns nothing.
        </Notice>
      )}
      {disputes.map((dispute, index) => (
        <Notice key={index} kind={dispute.status === "won" ? "note" : "problem"}>
          A dispute about {formatAmount(dispute.amountMinor, dispute.currency)} was opened on{" "}
          {formatDay(dispute.openedAt)}. {dispute.status === "open" && "Commission is frozen until the bank decides."}
          {dispute.status === "won" && "It was won, so nothing changes."}
          {dispute.status === "lost" && "It was lost, so commission is taken back."}
        </Notice>
      ))}
      {refunds
        .filter(({ status }) => status === "parked")
        .map((refund) => (
          <Notice key={refund.externalId} kind="note">
            A refund of {formatAmount(refund.amountMinor, refund.currency)} waits for a person: {refund.statusReason}
          </Notice>
        ))}
      {sale.discrepancy !== null && <Notice kind="note">{sale.discrepancy}</Notice>}
    </>
  );
}

function EarlierDecisions({ explanation: { decision } }: { explanation: SaleExplanation }) {
  if (!decision || decision.earlier.length === 0) return null;
  const count = decision.earlier.length;
  return (
    <Panel
      title="Decided before"
      lead={`${count === 1 ? "One earlier decision" : `${count} earlier decisions`}, kept because history is never rewritten.`}
    >
      <Stack component="ol" gap="xs" m={0} pl="lg">
        {decision.earlier.map((earlier, index) => (
          <Box component="li" key={index}>
            <Day at={earlier.decidedAt} />: {earlier.sentence}
          </Box>
        ))}
      </Stack>
    </Panel>
  );
}
