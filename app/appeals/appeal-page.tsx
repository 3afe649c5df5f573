import type { SubmissionResult } from "@conform-to/react";
import { Grid, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { SaleExplanationView } from "../insights/sale-explanation-view.tsx";
import type { SaleExplanation } from "../insights/sale-explanation.ts";
import { formatAmount } from "../ui/amount.tsx";
import { formatDay, formatDistance } from "../ui/moment.tsx";
import { Notice } from "../ui/notice.tsx";
import { Page, type Crumb } from "../ui/page.tsx";
import { Status } from "../ui/status.tsx";
import { appealStandingOf } from "./appeal.ts";
import { AppealAnswerForm, BothSides, GivenAppealAnswer } from "./appeal-panels.tsx";
import type { AppealRow } from "./appeal-store.server.ts";
import { appealWords } from "./appeal-words.ts";

/** One appeal, the same for the brand and for finance: the decline, the creator's words, the whole sale, and the answer. */
export function AppealPage({
  row,
  explanation,
  now,
  crumbs,
  whyNotYou,
  lastResult,
  notice,
}: {
  row: AppealRow;
  explanation: SaleExplanation | null;
  now: Date;
  crumbs: readonly Crumb[];
  /** Why the reader may not answer; null when they may. */
  whyNotYou: string | null;
  lastResult: SubmissionResult<string[]> | null;
  notice: ReactNode;
}) {
  const { appeal, creatorName, orderName, calculatedMinor, currency } = row;
  const { word, tone } = appealWords(appealStandingOf(appeal, now), appeal.answer);
  const isOpen = appeal.status === "open";
  return (
    <Page
      title={`Appeal on order ${orderName}`}
      lead={
        isOpen
          ? `${creatorName} says that the decline of ${formatAmount(calculatedMinor, currency)} is wrong. The answer is due ${formatDistance(appeal.dueAt, now)}, on ${formatDay(appeal.dueAt)}.`
          : `${creatorName} appealed the decline.`
      }
      crumbs={crumbs}
      badge={<Status tone={tone}>{word}</Status>}
    >
      {notice}
      <Grid gutter="lg">
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Stack gap="lg">
            <BothSides row={row} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          {!isOpen && <GivenAppealAnswer row={row} />}
          {isOpen && whyNotYou !== null && <Notice kind="note">{whyNotYou}</Notice>}
          {isOpen && whyNotYou === null && <AppealAnswerForm row={row} lastResult={lastResult} />}
        </Grid.Col>
      </Grid>
      {explanation && <SaleExplanationView explanation={explanation} />}
    </Page>
  );
}
