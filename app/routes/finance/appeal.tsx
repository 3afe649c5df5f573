import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "#app/access/guards.server.ts";
import { answerAppealByForm, answerConfirmations } from "#app/appeals/answer-appeal-form.server.ts";
import { answerRefusals } from "#app/appeals/answer-appeal.ts";
import { AppealPage } from "#app/appeals/appeal-page.tsx";
import { readAppeal } from "#app/appeals/read-appeal.server.ts";
import { Notice } from "#app/ui/notice.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Appeal on order ${data?.row.orderName ?? ""} · Fairshare` },
];

export async function loader(args: LoaderFunctionArgs) {
  const { services, userId } = await requireStaff(args, ["preparer", "approver"]);
  const read = await readAppeal(services, args.params["appealId"], "finance");
  if (!read) throw new Response("There is no such appeal.", { status: 404 });
  const whyNotYou = read.row.declinedBy === userId ? answerRefusals["your-own-decline"] : null;
  const confirmation = answerConfirmations[new URL(args.request.url).searchParams.get("done") ?? ""] ?? null;
  return { ...read, whyNotYou, confirmation, now: services.clock.now() };
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId } = await requireStaff(args, ["preparer", "approver"]);
  const read = await readAppeal(services, args.params["appealId"], "finance");
  if (!read) throw new Response("There is no such appeal.", { status: 404 });
  const { brandId, id } = read.row.appeal;
  const form = await args.request.formData();
  return answerAppealByForm(services, { brandId, userId, side: "finance" }, id, {
    form,
    page: `/finance/appeals/${id}`,
  });
}

export default function FinanceAppeal() {
  const { row, explanation, whyNotYou, confirmation, now } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <AppealPage
      row={row}
      explanation={explanation}
      now={now}
      crumbs={[{ label: "Appeals", to: "/finance/appeals" }]}
      whyNotYou={whyNotYou}
      lastResult={answer ?? null}
      notice={confirmation && !answer && <Notice kind="done">{confirmation}</Notice>}
    />
  );
}
