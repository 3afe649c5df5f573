import { Button, Group, NativeSelect } from "@mantine/core";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "#app/access/guards.server.ts";
import { answerRuleForm } from "#app/approvals/answer-rule-form.server.ts";
import { ApprovalRuleForm, RulePreviewPanel, RulesInForce } from "#app/approvals/approval-rule-panels.tsx";
import { readRules } from "#app/approvals/read-rules.server.ts";
import { isId } from "#app/kit/ids.ts";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";

export const meta: MetaFunction = () => [{ title: "Approval rules · Fairshare" }];

function brandIn(request: Request): string | null {
  const brandId = new URL(request.url).searchParams.get("brand");
  return isId(brandId) ? brandId : null;
}

export async function loader(args: LoaderFunctionArgs) {
  const { services, roles } = await requireStaff(args, ["preparer", "approver"]);
  const asked = brandIn(args.request);
  const read = await readRules(services, asked);
  if (asked !== null && !read.brands.some(({ id }) => id === asked))
    throw new Response("There is no such brand.", { status: 404 });
  const isDone = new URL(args.request.url).searchParams.get("done") === "rule";
  return { ...read, brandId: asked, maySet: roles.includes("approver"), isDone };
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId } = await requireStaff(args, ["approver"]);
  const asked = brandIn(args.request);
  const { brands } = await readRules(services, null);
  if (asked !== null && !brands.some(({ id }) => id === asked))
    throw new Response("There is no such brand.", { status: 404 });
  const page = `/finance/approval?${asked === null ? "" : `brand=${asked}&`}done=rule`;
  return answerRuleForm(services, { brandId: asked, userId }, await args.request.formData(), page);
}

export default function FinanceApproval() {
  const { rules, currencies, brands, brandId, brandName, maySet, isDone } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title="Approval rules"
      lead={
        brandName === null
          ? "The platform’s default, for brands that have no rule of their own. Off until you set it."
          : `The rules of ${brandName}. They go before the platform’s default.`
      }
    >
      {isDone && !answer && (
        <Notice kind="done">Saved. It is in force from now on; the decisions it makes name it.</Notice>
      )}
      <Form method="get" key={brandId}>
        <Group align="flex-end" gap="sm">
          <NativeSelect
            name="brand"
            label="Whose rules"
            className="filterField"
            defaultValue={brandId ?? ""}
            data={[
              { label: "The platform’s default", value: "" },
              ...brands.map((brand) => ({ label: brand.name, value: brand.id })),
            ]}
          />
          <Button type="submit" variant="default">
            Show
          </Button>
        </Group>
      </Form>
      <RulesInForce rules={rules} isPlatform={brandId === null} />
      {answer?.preview && <RulePreviewPanel preview={answer.preview} linksTo="/finance/commissions" />}
      {maySet ? (
        <ApprovalRuleForm currencies={currencies} lastResult={answer?.lastResult ?? null} />
      ) : (
        <Notice kind="note">Approvers set the rules. You can read along.</Notice>
      )}
    </Page>
  );
}
