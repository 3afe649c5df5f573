import { parseWithZod } from "@conform-to/zod/v4";
import { Grid, Stack, Text } from "@mantine/core";
import { IconWallet } from "@tabler/icons-react";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData, useSearchParams } from "@remix-run/react";
import { writeCookie } from "#app/access/cookies.server.ts";
import { malformed, refusedForm, tooManyTries } from "#app/access/form-answer.server.ts";
import { requireCreator } from "#app/access/guards.server.ts";
import { chooseMinimum } from "#app/payouts/choose-minimum.server.ts";
import { chooseMinimumRefusals, chooseMinimumSchema } from "#app/payouts/choose-minimum.ts";
import { OwnMinimumPanel } from "#app/payouts/own-minimum-panel.tsx";
import { changePayeeDetails } from "#app/payees/payee-change.server.ts";
import { payeeChangeSchema } from "#app/payees/payee-change.ts";
import { PayeeForm } from "#app/payees/payee-form.tsx";
import { typedKindOf } from "#app/payees/payee-form-texts.ts";
import { COOLING_OFF_DAYS } from "#app/payees/payee-cooling-off.ts";
import { readOwnMinimums } from "#app/payouts/read-own-minimums.server.ts";
import { readStripeWay } from "#app/payees/read-stripe-way.server.ts";
import { startStripeOnboarding } from "#app/payees/start-stripe-onboarding.server.ts";
import { onboardingRefusals, startOnboardingSchema } from "#app/payees/start-stripe-onboarding.ts";
import { StripePanel } from "#app/payees/stripe-panel.tsx";
import type { Services } from "#app/platform/services.server.ts";
import { readPayee } from "#app/payees/read-payee.server.ts";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Day, formatDay } from "#app/ui/moment.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Status } from "#app/ui/status.tsx";

export const meta: MetaFunction = () => [{ title: "Payee details · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, creator } = await requireCreator(args);
  return {
    ...(await readPayee(services, creator.id)),
    stripe: await readStripeWay(services, creator.id),
    minimums: await readOwnMinimums(services, creator.id),
  };
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId, creator } = await requireCreator(args);
  const form = await args.request.formData();
  if (form.get("intent") === "stripe") return startStripe(services, form, { userId, creatorId: creator.id });
  if (form.get("intent") === "minimum") return saveMinimum(services, form, { userId, creatorId: creator.id });
  const submission = parseWithZod(form, { schema: payeeChangeSchema });
  if (submission.status !== "success") return malformed(submission);
  const outcome = await changePayeeDetails(services, { ...submission.value, userId, creatorId: creator.id });
  if (outcome.ok) {
    const { isFirst, sessionToken } = outcome.value;
    const headers = sessionToken === null ? {} : { "Set-Cookie": writeCookie(services, "session", sessionToken) };
    return redirect(`/creator/payee?done=${isFirst ? "added" : "changed"}`, { headers });
  }
  switch (outcome.refusal) {
    case "too-many-tries":
      return tooManyTries(submission, outcome.detail);
    case "wrong-password":
      return refusedForm(submission, "This is not your password, so nothing was changed.", "password");
    case "same-details":
      return refusedForm(submission, "These are the details we already have, so nothing was changed.");
    case "unknown-creator":
      throw new Response("There is no such creator.", { status: 404 });
  }
}

async function startStripe(services: Services, form: FormData, who: { userId: string; creatorId: string }) {
  const submission = parseWithZod(form, { schema: startOnboardingSchema });
  if (submission.status !== "success") return malformed(submission);
  const outcome = await startStripeOnboarding(services, { ...who, password: submission.value.stripePassword });
  if (outcome.ok) return redirect(outcome.value.url);
  if (outcome.refusal === "too-many-tries") return tooManyTries(submission, outcome.detail);
  const isAboutPassword = outcome.refusal === "wrong-password";
  const status = isAboutPassword ? 422 : 409;
  return refusedForm(
    submission,
    onboardingRefusals[outcome.refusal],
    isAboutPassword ? "stripePassword" : undefined,
    status,
  );
}

async function saveMinimum(services: Services, form: FormData, who: { userId: string; creatorId: string }) {
  const submission = parseWithZod(form, { schema: chooseMinimumSchema });
  if (submission.status !== "success") return malformed(submission);
  const outcome = await chooseMinimum(services, { ...who, ...submission.value });
  if (outcome.ok) return redirect(`/creator/payee?done=${outcome.value.isOwn ? "minimum" : "smallest"}`);
  return refusedForm(submission, chooseMinimumRefusals[outcome.refusal](outcome.detail ?? ""), "ownAmount");
}

const doneSentences: Readonly<Record<string, string>> = {
  added: "Saved. Your next payout goes to this account.",
  changed: `Saved. For your safety the new account may be used after ${COOLING_OFF_DAYS} days, and nothing is paid out until then. You were signed out on every other device, and we told you by mail.`,
  stripe:
    "Thank you. As soon as Stripe says that it can pay you, your account there is on file here, and we tell you by mail. If it takes the place of another account, you then sign in again.",
  minimum: "Saved. From the next batch on your money waits until it reaches this amount.",
  smallest: "Saved. You are paid from the smallest payout on again.",
  "stripe-again": "That page had expired. Begin again below.",
};

export default function Payee() {
  const { current, earlier, stripe, minimums } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const lastResult = useActionData<typeof action>();
  const kind = typedKindOf(search.get("kind") ?? current?.kind);
  const isAboutMinimum = lastResult !== undefined && "ownAmount" in (lastResult.initialValue ?? {});
  const done = doneSentences[search.get("done") ?? ""];
  return (
    <Page
      title="Payee details"
      lead="Where your money goes. Encrypted, never shown in full, and changed only with your password."
    >
      {done && !lastResult && <Notice kind="done">{done}</Notice>}
      <Grid gutter="lg">
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="lg">
            <Panel title="Account on file">
              {current ? (
                <Stack gap="sm">
                  <Text fw={600}>{current.holderName}</Text>
                  <Text className="figure">{current.account}</Text>
                  <Text size="sm" c="dimmed">
                    {current.currency === null ? "Paid in whatever you earned." : `Paid in ${current.currency}.`}
                  </Text>
                  {current.isUsable ? (
                    <Status tone="good">In use</Status>
                  ) : (
                    <>
                      <Status tone="waiting">{`Usable from ${formatDay(current.usableFrom)}`}</Status>
                      <Text size="sm" c="dimmed">
                        Nothing is paid out until then. If you did not make this change, change your password and enter
                        the right account again.
                      </Text>
                    </>
                  )}
                  {earlier.length > 0 && (
                    <Text size="sm" c="dimmed" component="div">
                      Before:{" "}
                      {earlier.map((version, index) => (
                        <span key={version.version}>
                          {index > 0 && ", "}
                          {version.account} (since <Day at={version.createdAt} />)
                        </span>
                      ))}
                    </Text>
                  )}
                </Stack>
              ) : (
                <EmptyState icon={<IconWallet />} title="No account yet">
                  Enter where your money should go, and approved commissions are paid out with the next batch.
                </EmptyState>
              )}
            </Panel>
            <OwnMinimumPanel minimums={minimums} lastResult={isAboutMinimum ? lastResult : null} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="lg">
            <PayeeForm
              key={kind}
              kind={kind}
              hasAccount={current !== null}
              lastResult={isAboutMinimum ? null : (lastResult ?? null)}
            />
            {stripe && <StripePanel {...stripe} lastResult={lastResult ?? null} />}
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  );
}
