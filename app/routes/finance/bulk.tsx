import { Button } from "@mantine/core";
import { IconChecklist } from "@tabler/icons-react";
import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLocation } from "@remix-run/react";
import { requireStaff } from "#app/access/guards.server.ts";
import { bulkDecisionSchema, chosenIn } from "#app/approvals/bulk-decision.ts";
import { decideBulk, previewBulk } from "#app/approvals/bulk-decision.server.ts";
import { BulkPreviewPanels, LeftOutPanel } from "#app/approvals/bulk-panels.tsx";
import { readQueueFilter } from "#app/approvals/queue-filter.ts";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";

export const meta: MetaFunction = () => [{ title: "Several commissions · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, ["preparer", "approver"]);
  return null;
}

const nothing = { preview: null, result: null, problem: null, errors: {} };

export async function action(args: ActionFunctionArgs) {
  const { services, userId } = await requireStaff(args, ["preparer", "approver"]);
  const url = new URL(args.request.url);
  const form = await args.request.formData();
  const commissionIds = chosenIn(form);
  const submission = parseWithZod(form, { schema: bulkDecisionSchema });
  if (submission.status !== "success") {
    const { reason, note, intent } = submission.error ?? {};
    const preview = form.get("intent") === "decline" ? await previewBulk(services, "decline", commissionIds) : null;
    const errors = { reason: reason?.join(" "), note: note?.join(" ") };
    return data({ ...nothing, preview, errors, problem: intent?.join(" ") ?? null }, { status: 422 });
  }
  const { value } = submission;
  if (value.intent !== "preview-all" && commissionIds.length === 0) {
    return data({ ...nothing, problem: "Tick at least one commission in the queue first." }, { status: 422 });
  }
  if (value.intent === "preview-all") {
    const { filter } = readQueueFilter(url.searchParams);
    return data({ ...nothing, preview: await previewBulk(services, "approve", filter) });
  }
  if (value.intent === "preview-approve" || value.intent === "preview-decline") {
    const kind = value.intent === "preview-approve" ? "approve" : "decline";
    return data({ ...nothing, preview: await previewBulk(services, kind, commissionIds) });
  }
  const said = value.intent === "decline" ? { reason: value.reason, ...(value.note ? { note: value.note } : {}) } : {};
  const result = {
    kind: value.intent,
    ...(await decideBulk(services, { kind: value.intent, userId, commissionIds, ...said })),
  };
  if (result.skipped.length > 0) return data({ ...nothing, result });
  url.searchParams.set(value.intent === "approve" ? "approved" : "declined", String(result.doneCount));
  return redirect(`/finance?${url.searchParams.toString()}`);
}

export default function BulkDecision() {
  const answer = useActionData<typeof action>();
  const { search } = useLocation();
  const { preview, result, problem, errors } = answer ?? nothing;
  const backTo = `/finance${search}`;
  return (
    <Page
      title="Several commissions at once"
      lead="You see what will happen before it does. Each commission is decided by itself."
      crumbs={[{ label: "Review queue", to: backTo }]}
    >
      {problem && <Notice kind="problem">{problem}</Notice>}
      {preview && <BulkPreviewPanels preview={preview} backTo={backTo} errors={errors} />}
      {result && (
        <>
          <Notice kind={result.doneCount > 0 ? "done" : "note"}>
            {doneInWords(result.kind, result.doneCount)} {result.skipped.length === 1 ? "One" : result.skipped.length}{" "}
            stayed as {result.skipped.length === 1 ? "it was" : "they were"}:
          </Notice>
          <LeftOutPanel leftOut={result.skipped} title="Skipped, and why" />
          <div>
            <Button component={Link} to={backTo}>
              Back to the queue
            </Button>
          </div>
        </>
      )}
      {!preview && !result && (
        <Panel>
          <EmptyState
            icon={<IconChecklist />}
            title="Nothing is chosen"
            action={
              <Button component={Link} to={backTo}>
                Go to the review queue
              </Button>
            }
          >
            Tick commissions in the review queue, then choose to approve or to decline them.
          </EmptyState>
        </Panel>
      )}
    </Page>
  );
}

function doneInWords(kind: "approve" | "decline", count: number): string {
  if (kind === "approve")
    return count === 1 ? "One commission is payable now." : `${count} commissions are payable now.`;
  return count === 1
    ? "One commission was declined."
    : `${count} commissions were declined, and each creator was told.`;
}
