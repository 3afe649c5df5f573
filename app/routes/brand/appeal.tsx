import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { reachesRole } from "#app/access/role-rank.ts";
import { answerAppealByForm, answerConfirmations } from "#app/appeals/answer-appeal-form.server.ts";
import { answerRefusals } from "#app/appeals/answer-appeal.ts";
import { AppealPage } from "#app/appeals/appeal-page.tsx";
import { readAppeal } from "#app/appeals/read-appeal.server.ts";
import { Notice } from "#app/ui/notice.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Appeal on order ${data?.row.orderName ?? ""} · Fairshare` },
];

const READ_ALONG = "Managers and owners of the brand answer appeals. You can read along.";

export async function loader(args: LoaderFunctionArgs) {
  const { services, userId, brand, role } = await requireBrandMember(args, "analyst");
  const read = await readAppeal(services, args.params["appealId"], "brand", brand.id);
  if (!read) throw new Response("There is no such appeal at this brand.", { status: 404 });
  const isOwn = read.row.declinedBy === userId;
  const whyNotYou = reachesRole(role, "manager") ? (isOwn ? answerRefusals["your-own-decline"] : null) : READ_ALONG;
  const confirmation = answerConfirmations[new URL(args.request.url).searchParams.get("done") ?? ""] ?? null;
  return { ...read, base: `/brands/${brand.slug}`, whyNotYou, confirmation, now: services.clock.now() };
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId, brand } = await requireBrandMember(args, "manager");
  const read = await readAppeal(services, args.params["appealId"], "brand", brand.id);
  if (!read) throw new Response("There is no such appeal at this brand.", { status: 404 });
  const { id } = read.row.appeal;
  const page = `/brands/${brand.slug}/appeals/${id}`;
  const form = await args.request.formData();
  return answerAppealByForm(services, { brandId: brand.id, userId, side: "brand" }, id, { form, page });
}

export default function BrandAppeal() {
  const { row, explanation, base, whyNotYou, confirmation, now } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <AppealPage
      row={row}
      explanation={explanation}
      now={now}
      crumbs={[{ label: "Appeals", to: `${base}/appeals` }]}
      whyNotYou={whyNotYou}
      lastResult={answer ?? null}
      notice={confirmation && !answer && <Notice kind="done">{confirmation}</Notice>}
    />
  );
}
