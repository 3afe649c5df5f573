import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { reachesRole } from "#app/access/role-rank.ts";
import { answerRuleForm } from "#app/approvals/answer-rule-form.server.ts";
import { ApprovalRuleForm, RulePreviewPanel, RulesInForce } from "#app/approvals/approval-rule-panels.tsx";
import { readRules } from "#app/approvals/read-rules.server.ts";
import { LeakedCodesPanel } from "#app/risk/leaked-codes-panel.tsx";
import { setRotatesLeakedCodes } from "#app/risk/set-risk-settings.server.ts";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";

export const meta: MetaFunction = () => [{ title: "Approval · Fairshare" }];

const confirmations: Readonly<Record<string, string>> = {
  rule: "Saved. It is in force from now on; the decisions it makes name it.",
  codes: "Saved.",
};

export async function loader(args: LoaderFunctionArgs) {
  const { services, brand, role } = await requireBrandMember(args, "analyst");
  const { rules, currencies, rotatesLeakedCodes } = await readRules(services, brand.id);
  const confirmation = confirmations[new URL(args.request.url).searchParams.get("done") ?? ""] ?? null;
  return { rules, currencies, rotates: rotatesLeakedCodes ?? true, maySet: reachesRole(role, "manager"), confirmation };
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId, brand } = await requireBrandMember(args, "manager");
  const form = await args.request.formData();
  const page = `/brands/${brand.slug}/approval`;
  const setter = { brandId: brand.id, userId };
  if (form.get("intent") === "leaked-codes") {
    await setRotatesLeakedCodes(services, setter, form.get("rotates") === "on");
    return redirect(`${page}?done=codes`);
  }
  return answerRuleForm(services, setter, form, `${page}?done=rule`);
}

export default function BrandApproval() {
  const { rules, currencies, rotates, maySet, confirmation } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title="Approval"
      lead="Finance reviews every commission once its hold is over. You can let small ones without findings pass by a rule."
    >
      {confirmation && !answer && <Notice kind="done">{confirmation}</Notice>}
      <RulesInForce rules={rules} isPlatform={false} />
      {answer?.preview && <RulePreviewPanel preview={answer.preview} linksTo={null} />}
      {maySet ? (
        <>
          <ApprovalRuleForm currencies={currencies} lastResult={answer?.lastResult ?? null} />
          <LeakedCodesPanel rotates={rotates} />
        </>
      ) : (
        <Notice kind="note">Managers and owners of the brand set its rules. You can read along.</Notice>
      )}
    </Page>
  );
}
