import { parseWithZod } from "@conform-to/zod/v4";
import { IconMailOpened } from "@tabler/icons-react";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { reachesRole } from "#app/access/role-rank.ts";
import { listChannelsOf } from "#app/creators/creator-store.server.ts";
import { countryName } from "#app/kit/country.ts";
import { PAGE_SIZE, pageNumber } from "#app/kit/page-number.ts";
import { answerApplication } from "#app/partnerships/answer-application.server.ts";
import { answerApplicationSchema, answerRefusals } from "#app/partnerships/answer-application.ts";
import { ApplicationCard } from "#app/partnerships/application-card.tsx";
import { listApplications } from "#app/partnerships/partner-list-store.server.ts";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Pages } from "#app/ui/records.tsx";

export const meta: MetaFunction = () => [{ title: "Applications · Fairshare" }];

const confirmations: Readonly<Record<string, string>> = {
  approved: "Approved. The creator has link and code now, and a mail.",
  declined: "Declined. The creator reads your reason in a mail.",
};

export async function loader(args: LoaderFunctionArgs) {
  const { services, brand, role } = await requireBrandMember(args, "analyst");
  const search = new URL(args.request.url).searchParams;
  const page = pageNumber(search);
  return services.db.inBrand(brand.id, async (tx) => {
    const { rows, total } = await listApplications(tx, brand.id, { page, pageSize: PAGE_SIZE });
    const channels = await listChannelsOf(
      tx,
      rows.map((row) => row.partnership.creatorId),
    );
    return {
      applications: rows.map((row) => ({
        ...row,
        channels: channels.get(row.partnership.creatorId) ?? [],
        countryNames: row.audienceCountries.map(countryName),
      })),
      total,
      page,
      mayAnswer: reachesRole(role, "manager"),
      now: services.clock.now(),
      confirmation: confirmations[search.get("done") ?? ""] ?? null,
    };
  });
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId, brand } = await requireBrandMember(args, "manager");
  const submission = parseWithZod(await args.request.formData(), { schema: answerApplicationSchema });
  if (submission.status !== "success") {
    const sentences = Object.values(submission.error ?? {}).flat();
    return data(
      { problem: sentences.join(" ") || "This form was not complete. Reload the page and try again." },
      { status: 422 },
    );
  }
  const outcome = await answerApplication(services, { brandId: brand.id, userId }, submission.value);
  if (!outcome.ok)
    return data(
      { problem: answerRefusals[outcome.refusal] },
      { status: outcome.refusal === "note-missing" ? 422 : 409 },
    );
  return redirect(
    `/brands/${brand.slug}/applications?done=${outcome.value.status === "active" ? "approved" : "declined"}`,
  );
}

export default function ApplicationsPage() {
  const { applications, total, page, mayAnswer, now, confirmation } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page title="Applications" lead="Creators who would like to join one of your campaigns, the longest waiting first.">
      {answer && <Notice kind="problem">{answer.problem}</Notice>}
      {confirmation && !answer && <Notice kind="done">{confirmation}</Notice>}
      {applications.map((application) => (
        <ApplicationCard key={application.partnership.id} application={application} mayAnswer={mayAnswer} now={now} />
      ))}
      {applications.length === 0 && (
        <Panel>
          <EmptyState icon={<IconMailOpened size={26} />} title="No applications wait">
            When a creator applies to a campaign, you read here who they are and answer with one click. You also get a
            mail.
          </EmptyState>
        </Panel>
      )}
      <Pages page={page} pageSize={PAGE_SIZE} total={total} />
    </Page>
  );
}
