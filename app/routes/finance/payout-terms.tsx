import { parseWithZod } from "@conform-to/zod/v4";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData, useSearchParams } from "@remix-run/react";
import { malformed, refusedForm } from "#app/access/form-answer.server.ts";
import { requireStaff } from "#app/access/guards.server.ts";
import { pageNumber } from "#app/kit/page-number.ts";
import { PayoutTermsForm } from "#app/payouts/payout-terms-form.tsx";
import { TermsHistory, TermsInForce } from "#app/payouts/payout-terms-panels.tsx";
import { scheduleKindOf } from "#app/payouts/payout-terms-words.ts";
import { readPayoutTerms } from "#app/payouts/read-payout-terms.server.ts";
import { setPayoutTermsSchema, setTermsRefusals } from "#app/payouts/set-payout-terms.ts";
import { setPayoutTerms } from "#app/payouts/set-payout-terms.server.ts";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";

export const meta: MetaFunction = () => [{ title: "Payout terms · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, roles } = await requireStaff(args, ["preparer", "approver"]);
  const search = new URL(args.request.url).searchParams;
  const page = pageNumber(search);
  const isDone = search.get("done") === "set";
  return { page, isDone, maySet: roles.includes("approver"), ...(await readPayoutTerms(services, page)) };
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId } = await requireStaff(args, ["approver"]);
  const submission = parseWithZod(await args.request.formData(), { schema: setPayoutTermsSchema });
  if (submission.status !== "success") return malformed(submission);
  const outcome = await setPayoutTerms(services, userId, submission.value);
  if (outcome.ok) return redirect("/finance/payout-terms?done=set");
  const { field, sentence } = setTermsRefusals[outcome.refusal];
  return refusedForm(submission, sentence, field);
}

export default function FinancePayoutTerms() {
  const { inForce, planned, batchDays, history, now, page, maySet, isDone } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() ?? null;
  const [search] = useSearchParams();
  const kind = scheduleKindOf(search.get("schedule"), inForce.schedule.kind);
  return (
    <Page
      title="Payout terms"
      lead="When batches go out, and from which amount on a creator is paid. Creators see both with their earnings."
    >
      {isDone && !lastResult && (
        <Notice kind="done">
          Set. Batches, expected dates and creators’ pages follow these terms from their day on.
        </Notice>
      )}
      <TermsInForce inForce={inForce} planned={planned} batchDays={batchDays} />
      {maySet ? (
        <PayoutTermsForm
          key={kind}
          kind={kind}
          inForce={inForce}
          today={now.toISOString().slice(0, 10)}
          lastResult={lastResult}
        />
      ) : (
        <Notice kind="note">Approvers set the terms. You can read along.</Notice>
      )}
      <TermsHistory rows={history.rows} total={history.total} page={page} inForceId={inForce.id} now={now} />
    </Page>
  );
}
