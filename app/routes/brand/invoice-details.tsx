import { getFormProps, useForm } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { Button, Group, NativeSelect, Stack, TextInput } from "@mantine/core";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useSearchParams } from "@remix-run/react";
import { malformed } from "#app/access/form-answer.server.ts";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { countryChoices } from "#app/kit/country.ts";
import { AddressInputs } from "#app/tax/address-inputs.tsx";
import { brandInvoiceDetailsSchema } from "#app/tax/brand-invoice-details.ts";
import type { Party } from "#app/tax/invoice.ts";
import { saveBrandInvoiceDetails } from "#app/tax/save-brand-invoice-details.server.ts";
import { findBrandInvoiceDetails, partyOf } from "#app/tax/self-billing-store.server.ts";
import { inputProps } from "#app/ui/form-field.ts";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";

export const meta: MetaFunction = () => [{ title: "Invoice details · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, brand } = await requireBrandMember(args, "owner");
  const found = await services.db.inBrand(brand.id, (tx) => findBrandInvoiceDetails(tx, brand.id));
  return { brand, details: found ? partyOf(found) : null, countries: countryChoices() };
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId, brand } = await requireBrandMember(args, "owner");
  const submission = parseWithZod(await args.request.formData(), { schema: brandInvoiceDetailsSchema });
  if (submission.status !== "success") return malformed(submission);
  await saveBrandInvoiceDetails(services, { brandId: brand.id, userId, details: submission.value });
  return redirect(`/brands/${brand.slug}/invoice-details?done=saved`);
}

type TypedDetails = Party & Record<string, unknown>;

export default function InvoiceDetails() {
  const { brand, details, countries } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() ?? null;
  const [search] = useSearchParams();
  const defaultValue = details ?? { name: brand.name };
  const [form, fields] = useForm<TypedDetails>({ lastResult, defaultValue });
  return (
    <Page
      title="Invoice details"
      lead="Who you are on the invoices that are written to you. Creators who agreed to self-billing get theirs once this is filled in."
      crumbs={[{ label: "Settings", to: `/brands/${brand.slug}/settings` }]}
    >
      {search.get("done") === "saved" && !lastResult && (
        <Notice kind="done">Saved. Invoices from now on carry it; those that were issued stay as they are.</Notice>
      )}
      <Panel title={details ? "Change the details" : "Enter the details"}>
        <Form method="post" {...getFormProps(form)}>
          <Stack maw={640}>
            <TextInput label="Legal name" autoComplete="organization" required {...inputProps(fields.name)} />
            <AddressInputs fields={fields} />
            <NativeSelect label="Country" data={countries} {...inputProps(fields.country)} />
            <TextInput
              label="VAT id, if you have one"
              description="Needed for invoices from creators in other member states of the European Union."
              autoComplete="off"
              spellCheck={false}
              {...inputProps(fields.vatId)}
            />
            <Group>
              <Button type="submit">Save</Button>
            </Group>
          </Stack>
        </Form>
      </Panel>
    </Page>
  );
}
