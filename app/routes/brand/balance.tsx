import type { SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { SimpleGrid, Stack } from "@mantine/core";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { InvoicesPanel, MovementsPanel, TopUpsPanel } from "#app/billing/balance-lists.tsx";
import { feeSentence } from "#app/billing/balance-words.ts";
import { LimitForm } from "#app/billing/limit-form.tsx";
import { MOVEMENTS_SHOWN, readBalance } from "#app/billing/read-balance.server.ts";
import { setBalanceLimit } from "#app/billing/set-balance-limit.server.ts";
import { setBalanceLimitSchema } from "#app/billing/set-balance-limit.ts";
import { StandingFigures } from "#app/billing/standing-figures.tsx";
import { startTopUp } from "#app/billing/start-top-up.server.ts";
import { startTopUpRefusals, startTopUpSchema } from "#app/billing/start-top-up.ts";
import { TopUpForm } from "#app/billing/top-up-form.tsx";
import { pageNumber } from "#app/kit/page-number.ts";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";

export const meta: MetaFunction = () => [{ title: "Balance · Fairshare" }];

const confirmations: Readonly<Record<string, string>> = {
  paid: "Thank you. The payment is in your balance as soon as Stripe confirms it, usually within a minute.",
  cancelled: "The payment was cancelled, and nothing was paid.",
  limit: "The limit was saved.",
};

export async function loader(args: LoaderFunctionArgs) {
  const { services, brand } = await requireBrandMember(args, "analyst");
  const search = new URL(args.request.url).searchParams;
  const page = pageNumber(search);
  const confirmation = confirmations[search.get("done") ?? ""] ?? null;
  return { brand, page, pageSize: MOVEMENTS_SHOWN, confirmation, ...(await readBalance(services, brand.id, page)) };
}

type Intent = "top-up" | "limit";
type Answer = Readonly<Partial<Record<Intent, SubmissionResult<string[]>>>>;

export async function action(args: ActionFunctionArgs) {
  const { services, userId, person, brand } = await requireBrandMember(args, "manager");
  const form = await args.request.formData();
  if (form.get("intent") === "limit") {
    const submission = parseWithZod(form, { schema: setBalanceLimitSchema });
    if (submission.status !== "success") return data<Answer>({ limit: submission.reply() }, { status: 422 });
    await setBalanceLimit(services, { ...submission.value, brandId: brand.id, userId });
    return redirect(`/brands/${brand.slug}/balance?done=limit`);
  }
  const submission = parseWithZod(form, { schema: startTopUpSchema });
  if (submission.status !== "success") return data<Answer>({ "top-up": submission.reply() }, { status: 422 });
  const outcome = await startTopUp(services, { ...submission.value, brand, userId, email: person.email });
  if (outcome.ok) return redirect(outcome.value.url);
  const { status, sentence } = startTopUpRefusals[outcome.refusal];
  return data<Answer>({ "top-up": submission.reply({ formErrors: [sentence] }) }, { status });
}

export default function BalancePage() {
  const { brand, standings, movements, topUps, invoices, ...loaded } = useLoaderData<typeof loader>();
  const answer: Answer = useActionData<typeof action>() ?? {};
  const currencies = standings.length > 0 ? standings.map(({ currency }) => currency) : ["EUR"];
  const fee = loaded.feeBps > 0 ? ` ${feeSentence(loaded.feeBps, loaded.feeVat)}` : "";
  return (
    <Page title="Balance" lead={`What ${brand.name} has paid in, and what it pays creators with.${fee}`}>
      {loaded.confirmation && <Notice kind="done">{loaded.confirmation}</Notice>}
      {standings.map((standing) => (
        <StandingFigures key={standing.currency} standing={standing} />
      ))}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <TopUpForm
          currencies={currencies}
          stripe={loaded.stripe}
          debtor={loaded.debtor}
          reference={`FS-${brand.slug}`.toUpperCase()}
          lastResult={answer["top-up"] ?? null}
        />
        <Stack gap="lg">
          <TopUpsPanel rows={topUps} />
          {standings.length > 0 && <LimitForm limits={standings} lastResult={answer.limit ?? null} />}
        </Stack>
      </SimpleGrid>
      <MovementsPanel rows={movements.rows} total={movements.total} page={loaded.page} pageSize={loaded.pageSize} />
      <InvoicesPanel base={`/brands/${brand.slug}/balance`} rows={invoices} />
    </Page>
  );
}
