import { parseWithZod } from "@conform-to/zod/v4";
import { Button, Grid, Group, NativeSelect, Stack } from "@mantine/core";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useSearchParams } from "@remix-run/react";
import { malformed, refusedForm, tooManyTries } from "#app/access/form-answer.server.ts";
import { requireCreator } from "#app/access/guards.server.ts";
import { isCountry } from "#app/kit/country.ts";
import { pageNumber } from "#app/kit/page-number.ts";
import { agreeToSelfBilling, withdrawSelfBilling } from "#app/tax/agree-to-self-billing.server.ts";
import { AskedForms, GivenForms } from "#app/tax/asked-forms.tsx";
import { fileTaxForm } from "#app/tax/file-tax-form.server.ts";
import { fileTaxFormSchema } from "#app/tax/file-tax-form.ts";
import { InvoiceList } from "#app/tax/invoice-list.tsx";
import { INVOICES_SHOWN } from "#app/tax/page-sizes.ts";
import { readOwnTax } from "#app/tax/read-tax.server.ts";
import { agreeToSelfBillingSchema } from "#app/tax/self-billing.ts";
import { SelfBillingForm, SelfBillingPanel } from "#app/tax/self-billing-panel.tsx";
import { isTaxFormKind, taxpayerKinds } from "#app/tax/tax-form.ts";
import { TaxFormPanel } from "#app/tax/tax-form-panel.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";

export const meta: MetaFunction = () => [{ title: "Tax · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, creator } = await requireCreator(args);
  const search = new URL(args.request.url).searchParams;
  const [residence, taxpayer] = [search.get("residence") ?? "", search.get("as")];
  const chosen = {
    residence: isCountry(residence) ? residence : null,
    taxpayer: taxpayerKinds.find((kind) => kind === taxpayer) ?? null,
  };
  const page = pageNumber(search);
  return { ...(await readOwnTax(services, creator.id, chosen, page)), page };
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId, creator } = await requireCreator(args);
  const who = { userId, creatorId: creator.id };
  const form = await args.request.formData();
  if (form.get("intent") === "withdraw") {
    await withdrawSelfBilling(services, who);
    return redirect("/creator/tax?done=withdrawn");
  }
  const isAgreement = form.get("intent") === "agree";
  const submission = isAgreement
    ? parseWithZod(form, { schema: agreeToSelfBillingSchema })
    : parseWithZod(form, { schema: fileTaxFormSchema });
  if (submission.status !== "success") return malformed(submission);
  const { value } = submission;
  const outcome =
    "agrees" in value
      ? await agreeToSelfBilling(services, { ...who, form: value })
      : await fileTaxForm(services, { ...who, form: value });
  if (outcome.ok) return redirect(`/creator/tax?done=${isAgreement ? "agreed" : "filed"}`);
  switch (outcome.refusal) {
    case "too-many-tries":
      return tooManyTries(submission, outcome.detail);
    case "wrong-password":
      return refusedForm(submission, "This is not your password, so nothing was changed.", "password");
    case "unknown-creator":
      throw new Response("There is no such creator.", { status: 404 });
  }
}

const doneSentences: Readonly<Record<string, string>> = {
  filed: "Saved. We told you by mail.",
  agreed: "Agreed. Brands write your invoices for what arrives from now on.",
  withdrawn: "Taken back. What was invoiced stays; nothing more is written in your name.",
};

export default function Tax() {
  const loaded = useLoaderData<typeof loader>();
  const { residence, residenceName, taxpayer, asked, given, known, agreement, invoices, page } = loaded;
  const [search] = useSearchParams();
  const lastResult = useActionData<typeof action>() ?? null;
  const done = doneSentences[search.get("done") ?? ""];
  const open = search.get("form");
  const openForm = isTaxFormKind(open) && asked.some(({ kind }) => kind === open) ? open : null;
  const kept = search.has("residence") ? `residence=${residence}&as=${taxpayer}&` : "";
  return (
    <Page
      title="Tax"
      lead="What tax offices ask of you and of us. Kept sealed, numbers shown by their last four, changed only with your password."
    >
      {done && !lastResult && <Notice kind="done">{done}</Notice>}
      <Grid gutter="lg">
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="lg">
            <Panel
              title="Where you pay tax"
              lead="US citizens and green card holders choose the United States, wherever they live."
            >
              <Form method="get" key={`${residence}-${taxpayer}`}>
                <Stack>
                  <NativeSelect name="residence" label="Country" defaultValue={residence} data={loaded.countries} />
                  <NativeSelect
                    name="as"
                    label="You are"
                    defaultValue={taxpayer}
                    data={[
                      { value: "person", label: "A person" },
                      { value: "entity", label: "A company or other entity" },
                    ]}
                  />
                  <Group>
                    <Button type="submit" variant="default">
                      Show what is asked
                    </Button>
                  </Group>
                </Stack>
              </Form>
            </Panel>
            <AskedForms asked={asked} search={kept} />
            <SelfBillingPanel agreement={agreement ?? null} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="lg">
            {openForm && (
              <TaxFormPanel
                key={openForm}
                kind={openForm}
                {...{ residence, residenceName, taxpayer, known, lastResult }}
              />
            )}
            {open === "self-billing" && (
              <SelfBillingForm {...{ known, residence, lastResult }} countries={loaded.countries} />
            )}
            <InvoiceList rows={invoices.rows} total={invoices.total} page={page} pageSize={INVOICES_SHOWN} />
            <GivenForms given={given} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  );
}
