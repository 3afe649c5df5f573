import { parseWithZod } from "@conform-to/zod/v4";
import { Grid, Stack } from "@mantine/core";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { malformed, refusedForm } from "#app/access/form-answer.server.ts";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { reachesRole } from "#app/access/role-rank.ts";
import { AnswerForm, GivenAnswer } from "#app/inquiries/answer-panel.tsx";
import { answerInquiry } from "#app/inquiries/answer-inquiry.server.ts";
import { answerInquirySchema, answerRefusals, withdrawAwardSchema } from "#app/inquiries/answer-inquiry.ts";
import { withdrawAward } from "#app/inquiries/award-sale.server.ts";
import { CreatorsWords, KnownFacts } from "#app/inquiries/inquiry-facts-panels.tsx";
import { findInquiry } from "#app/inquiries/inquiry-store.server.ts";
import { inquiryStandingOf } from "#app/inquiries/inquiry.ts";
import { inquiryWords } from "#app/inquiries/inquiry-words.ts";
import { readInquiry } from "#app/inquiries/read-inquiry.server.ts";
import { isId } from "#app/kit/ids.ts";
import type { RouteArgs } from "#app/platform/request-context.ts";
import { formatDay, formatDistance } from "#app/ui/moment.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Status } from "#app/ui/status.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Inquiry about ${data?.facts.inquiry.orderNumber ?? "an order"} · Fairshare` },
];

const confirmations: Readonly<Record<string, string>> = {
  credited: "Credited. The difference is posted, and the creator has been told.",
  stands: "Answered. The creator has been told.",
  "taken-back": "Taken back. The rules decide again, and the creator has been told.",
};

/** The answer for an inquiry that is not there or not yours: the two look the same. */
function noInquiry(): Response {
  return new Response("There is no such inquiry in this brand.", { status: 404 });
}

function inquiryIdOf({ params }: RouteArgs): string {
  const inquiryId = params["inquiryId"];
  if (!isId(inquiryId)) throw noInquiry();
  return inquiryId;
}

export async function loader(args: LoaderFunctionArgs) {
  const { services, brand, role } = await requireBrandMember(args, "analyst");
  const facts = await readInquiry(services, brand.id, inquiryIdOf(args));
  if (!facts) throw noInquiry();
  return {
    facts,
    base: `/brands/${brand.slug}`,
    mayAnswer: reachesRole(role, "manager"),
    now: services.clock.now(),
    confirmation: confirmations[new URL(args.request.url).searchParams.get("done") ?? ""] ?? null,
  };
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId, brand } = await requireBrandMember(args, "manager");
  const inquiryId = inquiryIdOf(args);
  const actor = { brandId: brand.id, userId };
  const done = (word: string) => redirect(`/brands/${brand.slug}/inquiries/${inquiryId}?done=${word}`);
  const form = await args.request.formData();
  if (!(await services.db.inBrand(brand.id, (tx) => findInquiry(tx, brand.id, inquiryId)))) throw noInquiry();
  if (form.get("intent") === "withdraw-award") {
    const submission = parseWithZod(form, { schema: withdrawAwardSchema });
    if (submission.status !== "success") {
      const sentences = Object.values(submission.error ?? {}).flat();
      return data({ lastResult: null, problem: sentences.join(" ") }, { status: 422 });
    }
    const outcome = await withdrawAward(services, actor, inquiryId, submission.value.note);
    if (outcome.ok) return done("taken-back");
    return data({ lastResult: null, problem: answerRefusals[outcome.refusal] }, { status: 409 });
  }
  const submission = parseWithZod(form, { schema: answerInquirySchema });
  if (submission.status !== "success") {
    const answer = malformed(submission);
    return data({ lastResult: answer.data, problem: null }, answer.init ?? undefined);
  }
  const outcome = await answerInquiry(services, actor, inquiryId, submission.value);
  if (outcome.ok) return done(outcome.value.answer);
  const field = outcome.refusal === "choose-campaign" ? "partnershipId" : undefined;
  const answer = refusedForm(submission, answerRefusals[outcome.refusal], field, field ? 422 : 409);
  return data({ lastResult: answer.data, problem: null }, answer.init ?? undefined);
}

export default function InquiryPage() {
  const { facts, base, mayAnswer, now, confirmation } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { inquiry, creatorName, partnerships, explanation, award } = facts;
  const standing = inquiryStandingOf(inquiry, now);
  const { word, tone } = inquiryWords(standing, inquiry.answer, (award?.withdrawnAt ?? null) !== null);
  const isOpen = inquiry.status === "open";
  return (
    <Page
      title={`Order ${inquiry.orderNumber}`}
      lead={
        isOpen
          ? `${creatorName} misses this sale. Your answer is due ${formatDistance(inquiry.dueAt, now)}, on ${formatDay(inquiry.dueAt)}.`
          : `${creatorName} missed this sale.`
      }
      crumbs={[{ label: "Inquiries", to: `${base}/inquiries` }]}
      badge={<Status tone={tone}>{word}</Status>}
    >
      {confirmation && !answer && <Notice kind="done">{confirmation}</Notice>}
      {answer?.problem && <Notice kind="problem">{answer.problem}</Notice>}
      <Grid gutter="lg" align="stretch">
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="lg">
            <CreatorsWords inquiry={inquiry} creatorName={creatorName} />
            {isOpen && mayAnswer && (
              <AnswerForm
                creatorName={creatorName}
                partnerships={partnerships}
                canCredit={explanation !== null}
                lastResult={answer?.lastResult ?? null}
              />
            )}
            {isOpen && !mayAnswer && (
              <Notice kind="note">Managers and owners of the brand answer inquiries. You can read along.</Notice>
            )}
            {!isOpen && <GivenAnswer facts={facts} mayAnswer={mayAnswer} />}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <KnownFacts explanation={explanation} salesPage={`${base}/sales`} />
        </Grid.Col>
      </Grid>
    </Page>
  );
}
