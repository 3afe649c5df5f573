import { parseWithZod } from "@conform-to/zod/v4";
import { Button, Stack, Title } from "@mantine/core";
import { IconZoomQuestion } from "@tabler/icons-react";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { malformed, refusedForm, tooManyTries } from "#app/access/form-answer.server.ts";
import { requireCreator } from "#app/access/guards.server.ts";
import { askMissingSale, type AskingCreator, type MissingSaleTold } from "#app/inquiries/ask-missing-sale.server.ts";
import { listPartnerBrands } from "#app/inquiries/asked-sale-store.server.ts";
import { listOwnInquiries } from "#app/inquiries/inquiry-store.server.ts";
import { AskForm, InquiryForm, ToldPanel } from "#app/inquiries/missing-sale-forms.tsx";
import {
  askMissingSaleSchema,
  missingSaleRefusals,
  openInquirySchema,
  withdrawInquirySchema,
} from "#app/inquiries/missing-sale.ts";
import { openInquiry, withdrawInquiry } from "#app/inquiries/open-inquiry.server.ts";
import { OwnInquiryCard } from "#app/inquiries/own-inquiry-card.tsx";
import { PAGE_SIZE, pageNumber } from "#app/kit/page-number.ts";
import type { Services } from "#app/platform/services.server.ts";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Pages } from "#app/ui/records.tsx";

export const meta: MetaFunction = () => [{ title: "Missing sale · Fairshare" }];

const confirmations: Readonly<Record<string, string>> = {
  sent: "Sent. The brand has 14 days to answer, and you hear by mail.",
  withdrawn: "Withdrawn. You may ask again at any time.",
};

export async function loader(args: LoaderFunctionArgs) {
  const { services, creator } = await requireCreator(args);
  const search = new URL(args.request.url).searchParams;
  const page = pageNumber(search);
  return services.db.inPlatform(async (tx) => ({
    brands: await listPartnerBrands(tx, creator.id),
    inquiries: await listOwnInquiries(tx, creator.id, { page, pageSize: PAGE_SIZE }),
    page,
    now: services.clock.now(),
    confirmation: confirmations[search.get("done") ?? ""] ?? null,
  }));
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId, creator } = await requireCreator(args);
  const asker = { creatorId: creator.id, userId };
  const form = await args.request.formData();
  if (form.get("intent") === "open-inquiry") return openAnswer(services, asker, form);
  if (form.get("intent") === "withdraw-inquiry") return withdrawAnswer(services, asker, form);
  const submission = parseWithZod(form, { schema: askMissingSaleSchema });
  if (submission.status !== "success") return formAnswer({ ask: malformed(submission) });
  const outcome = await askMissingSale(services, asker, submission.value);
  if (outcome.ok) return data<Answered>({ ask: submission.reply(), told: outcome.value });
  if (outcome.refusal === "too-many-tries") return formAnswer({ ask: tooManyTries(submission, outcome.detail) });
  return formAnswer({ ask: refusedForm(submission, missingSaleRefusals[outcome.refusal], "brandId") });
}

/** What a form of this page was answered; the other form stays as it was. */
interface Answered {
  readonly ask?: ReturnType<typeof malformed>["data"];
  readonly inquiry?: ReturnType<typeof malformed>["data"];
  readonly about?: { readonly orderNumber: string; readonly brandId: string | null };
  readonly told?: MissingSaleTold;
  readonly problem?: string;
}

type FormAnswer = ReturnType<typeof malformed>;

function formAnswer({ ask, inquiry, about }: { ask?: FormAnswer; inquiry?: FormAnswer; about?: Answered["about"] }) {
  const { init } = ask ?? inquiry ?? {};
  const answered: Answered = {
    ...(ask ? { ask: ask.data } : {}),
    ...(inquiry ? { inquiry: inquiry.data } : {}),
    ...(about ? { about } : {}),
  };
  return data(answered, init ?? undefined);
}

async function openAnswer(services: Services, asker: AskingCreator, form: FormData) {
  const submission = parseWithZod(form, { schema: openInquirySchema });
  const textOf = (name: string) => String(form.get(name) ?? "").slice(0, 60);
  const about = { orderNumber: textOf("orderNumber"), brandId: textOf("brandId") || null };
  if (submission.status !== "success") return formAnswer({ inquiry: malformed(submission), about });
  const outcome = await openInquiry(services, asker, submission.value);
  if (outcome.ok) return redirect("/creator/missing-sale?done=sent");
  if (outcome.refusal === "too-many-tries") {
    return formAnswer({ inquiry: tooManyTries(submission, outcome.detail), about });
  }
  const sentence = missingSaleRefusals[outcome.refusal];
  return formAnswer({ inquiry: refusedForm(submission, sentence, undefined, 409), about });
}

async function withdrawAnswer(services: Services, asker: AskingCreator, form: FormData) {
  const submission = parseWithZod(form, { schema: withdrawInquirySchema });
  const outcome =
    submission.status === "success" ? await withdrawInquiry(services, asker, submission.value.inquiryId) : null;
  if (outcome?.ok) return redirect("/creator/missing-sale?done=withdrawn");
  const answered: Answered = { problem: "This inquiry is not open any more. Reload the page to see how it stands." };
  return data(answered, { status: outcome ? 409 : 422 });
}

export default function MissingSalePage() {
  const { brands, inquiries, page, now, confirmation } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as Answered | undefined;
  const told = answer?.told;
  const about = answer?.about ?? (told && told.answer !== "credited-to-you" ? told : null);
  return (
    <Page
      title="Missing sale"
      lead="Enter the number of an order that should be yours, and read at once why it is where it is."
    >
      {confirmation && !answer && <Notice kind="done">{confirmation}</Notice>}
      {answer?.problem && <Notice kind="problem">{answer.problem}</Notice>}
      {brands.length === 0 ? (
        <Panel>
          <EmptyState
            icon={<IconZoomQuestion size={26} />}
            title="You work with no brand yet"
            action={
              <Button component={Link} to="/creator/offers">
                Look at the offers
              </Button>
            }
          >
            Once you have claimed an offer, you can ask here about any order you think you brought.
          </EmptyState>
        </Panel>
      ) : (
        <AskForm brands={brands} lastResult={answer?.ask ?? null} />
      )}
      {told && <ToldPanel told={told} />}
      {about && (
        <InquiryForm
          key={`${about.orderNumber} ${about.brandId ?? ""}`}
          brands={brands}
          orderNumber={about.orderNumber}
          brandId={about.brandId}
          lastResult={answer?.inquiry ?? null}
        />
      )}
      {inquiries.total > 0 && (
        <Stack gap="md">
          <Title order={2}>What you asked</Title>
          {inquiries.rows.map((inquiry) => (
            <OwnInquiryCard key={inquiry.id} inquiry={inquiry} now={now} />
          ))}
          <Pages page={page} pageSize={PAGE_SIZE} total={inquiries.total} />
        </Stack>
      )}
    </Page>
  );
}
