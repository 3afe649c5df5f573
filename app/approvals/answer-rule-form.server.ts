import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect } from "@remix-run/node";
import { hiddenFields } from "#app/access/form-answer.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { approvalRuleSchema } from "./set-approval-rule.ts";
import { previewRule, setApprovalRule, type RuleSetter } from "./set-approval-rule.server.ts";

/** Previews or saves what a form says; the pages of the brand and of finance differ only in whose rule it is. */
export async function answerRuleForm(services: Services, setter: RuleSetter, form: FormData, page: string) {
  const submission = parseWithZod(form, { schema: approvalRuleSchema });
  if (submission.status !== "success") {
    return data({ lastResult: submission.reply({ hideFields: hiddenFields }), preview: null }, { status: 422 });
  }
  const { intent, ...rule } = submission.value;
  if (intent === "preview") {
    return data({ lastResult: submission.reply(), preview: await previewRule(services, setter.brandId, rule) });
  }
  await setApprovalRule(services, setter, rule);
  return redirect(page);
}
