import { Anchor } from "@mantine/core";
import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData, useSearchParams } from "@remix-run/react";
import { requireStaff } from "#app/access/guards.server.ts";
import { approveCommission, holdCommission, type Decided } from "#app/commissions/decide-commission.server.ts";
import { commissionStanding } from "#app/insights/commission-standing.ts";
import { explainSale } from "#app/insights/explain-sale.server.ts";
import { leadOf, SaleExplanationView } from "#app/insights/sale-explanation-view.tsx";
import { commissionDecisionSchema, decideSentences } from "#app/approvals/commission-decision.ts";
import { readCommission, readFindings } from "#app/approvals/read-commission.server.ts";
import { DecisionForms } from "#app/approvals/decision-forms.tsx";
import { declineAndTell } from "#app/approvals/decline-and-tell.server.ts";
import { RiskPanel } from "#app/risk/risk-panel.tsx";
import { formatAmount } from "#app/ui/amount.tsx";
import { formatDay } from "#app/ui/moment.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Status } from "#app/ui/status.tsx";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: `Commission on order ${loaded?.commission.orderName ?? ""} · Fairshare` },
];

export async function loader(args: LoaderFunctionArgs) {
  const { services } = await requireStaff(args, ["preparer", "approver"]);
  const commission = await readCommission(services, args.params["commissionId"]);
  const explained =
    commission &&
    (await explainSale(services, {
      saleId: commission.saleId,
      brandId: commission.brandId,
      viewer: { kind: "finance" },
    }));
  if (!commission || !explained?.ok) throw new Response("There is no such commission.", { status: 404 });
  const found = await readFindings(services, commission);
  return { commission, ...found, explanation: explained.value, now: services.clock.now() };
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId } = await requireStaff(args, ["preparer", "approver"]);
  const commission = await readCommission(services, args.params["commissionId"]);
  if (!commission) throw new Response("There is no such commission.", { status: 404 });
  const form = await args.request.formData();
  const submission = parseWithZod(form, { schema: commissionDecisionSchema });
  const intent = form.get("intent")?.toString() ?? null;
  if (submission.status !== "success") {
    const { note, reason, intent: choice } = submission.error ?? {};
    return data(
      { intent, problem: choice?.join(" ") ?? null, errors: { note: note?.join(" "), reason: reason?.join(" ") } },
      { status: 422 },
    );
  }
  const decision = { brandId: commission.brandId, commissionId: commission.id, userId };
  const { value } = submission;
  let outcome: Decided;
  if (value.intent === "approve") outcome = await approveCommission(services, decision);
  else if (value.intent === "hold") outcome = await holdCommission(services, { ...decision, note: value.note });
  else
    outcome = await declineAndTell(services, {
      ...decision,
      reason: value.reason,
      ...(value.note ? { note: value.note } : {}),
    });
  if (!outcome.ok) return data({ intent, problem: decideSentences[outcome.refusal], errors: {} }, { status: 409 });
  return redirect(`/finance/commissions/${commission.id}?done=${value.intent}`);
}

const doneSentences: Readonly<Record<string, string>> = {
  approve: "Approved. It is payable now and goes into the next batch.",
  hold: "Kept waiting. The creator reads your note with the sale.",
  decline: "Declined. The creator was told, with the reason.",
};

export default function CommissionReview() {
  const { commission, explanation, flags, appeal, now } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [search] = useSearchParams();
  const standing = commissionStanding(commission);
  const done = doneSentences[search.get("done") ?? ""];
  return (
    <Page
      title={`${formatAmount(commission.earnedMinor, commission.currency)} for ${commission.creatorName}`}
      lead={`Order ${commission.orderName}. ${leadOf(explanation)}`}
      crumbs={[{ label: "Review queue", to: "/finance" }]}
      badge={<Status tone={standing.tone}>{standing.word}</Status>}
    >
      {done && !answer && <Notice kind="done">{done}</Notice>}
      {answer?.problem && <Notice kind="problem">{answer.problem}</Notice>}
      {appeal && (
        <Notice
          kind="note"
          title={appeal.status === "open" ? "The creator appeals the decline" : "The decline was appealed"}
        >
          <Anchor component={Link} to={`/finance/appeals/${appeal.id}`} inherit fw={600}>
            {appeal.status === "open"
              ? `Read and answer it by ${formatDay(appeal.dueAt)}`
              : "Read the appeal and its answer"}
          </Anchor>
        </Notice>
      )}
      <DecisionForms
        commission={commission}
        now={now}
        intent={answer?.intent ?? search.get("open")}
        errors={answer?.errors ?? {}}
      />
      <RiskPanel points={commission.riskPoints} assessedAt={commission.riskAssessedAt} flags={flags} />
      <SaleExplanationView explanation={explanation} />
    </Page>
  );
}
