import { parseWithZod } from "@conform-to/zod/v4";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { malformed, refusedForm } from "#app/access/form-answer.server.ts";
import { requireCreator } from "#app/access/guards.server.ts";
import { listOwnDeclines } from "#app/appeals/appeal-store.server.ts";
import { openAppealSchema, openRefusals } from "#app/appeals/open-appeal.ts";
import { openAppeal } from "#app/appeals/open-appeal.server.ts";
import { OwnAppealPanel } from "#app/appeals/own-appeal-panel.tsx";
import { explainSale } from "#app/insights/explain-sale.server.ts";
import { SalePage } from "#app/insights/sale-explanation-view.tsx";
import { isId } from "#app/kit/ids.ts";
import { Notice } from "#app/ui/notice.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Order ${data?.explanation.sale.name ?? ""} · Fairshare` },
];

export async function loader(args: LoaderFunctionArgs) {
  const { services, creator } = await requireCreator(args);
  const viewer = { kind: "creator", creatorId: creator.id } as const;
  const saleId = args.params["saleId"] ?? "";
  const explained = await explainSale(services, { saleId, viewer });
  if (!explained.ok) throw new Response("There is no such sale among yours.", { status: 404 });
  const declines = await services.db.inPlatform((tx) => listOwnDeclines(tx, creator.id, saleId));
  const isAppealed = new URL(args.request.url).searchParams.get("done") === "appealed";
  return { explanation: explained.value, declines, isAppealed, now: services.clock.now() };
}

export async function action(args: ActionFunctionArgs) {
  const { services, creator, userId } = await requireCreator(args);
  const submission = parseWithZod(await args.request.formData(), { schema: openAppealSchema });
  if (submission.status !== "success") return malformed(submission);
  const saleId = args.params["saleId"] ?? "";
  const { commissionId } = submission.value;
  const declines = isId(saleId) ? await services.db.inPlatform((tx) => listOwnDeclines(tx, creator.id, saleId)) : [];
  if (!declines.some((decline) => decline.commissionId === commissionId)) {
    return refusedForm(submission, openRefusals["not-found"], undefined, 404);
  }
  const outcome = await openAppeal(services, { creatorId: creator.id, userId }, submission.value);
  if (!outcome.ok) {
    const status = outcome.refusal === "not-found" ? 404 : 409;
    return refusedForm(submission, openRefusals[outcome.refusal], undefined, status);
  }
  return redirect(`/creator/sales/${saleId}?done=appealed`);
}

export default function CreatorSale() {
  const { explanation, declines, isAppealed, now } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <SalePage explanation={explanation} list={{ label: "Sales", to: "/creator/sales" }}>
      {isAppealed && !answer && (
        <Notice kind="done">Sent. Everybody who may answer was told; you get the answer by mail and here.</Notice>
      )}
      {declines.map((decline) => (
        <OwnAppealPanel key={decline.commissionId} decline={decline} now={now} lastResult={answer ?? null} />
      ))}
    </SalePage>
  );
}
