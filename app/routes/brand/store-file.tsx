import { Text } from "@mantine/core";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { MAX_API_BYTES, readLimitedForm } from "#app/stores/body-limits.server.ts";
import { FileColumnsForm } from "#app/stores/file-columns-form.tsx";
import { FileReport } from "#app/stores/file-report.tsx";
import { importFile } from "#app/stores/import-file.server.ts";
import { readFileChoices } from "#app/stores/import-file.ts";
import { showFile } from "#app/stores/keep-file.server.ts";
import { formatCount } from "#app/ui/amount.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [
  { title: `${shown?.file.name ?? "File"} · Fairshare` },
];

async function load(args: LoaderFunctionArgs) {
  const { services, userId, brand } = await requireBrandMember(args, "manager");
  const { fileId = "" } = args.params;
  const shown = await showFile(services, { brandId: brand.id, fileId });
  if (!shown.ok) throw new Response("There is no such file in this store.", { status: 404 });
  return { services, userId, brand, file: shown.value };
}

export async function loader(args: LoaderFunctionArgs) {
  const { brand, file } = await load(args);
  const stores = `/brands/${brand.slug}/stores`;
  return { file, stores, storeTo: `${stores}/${file.storeId}`, reportTo: `${stores}/files/${file.id}/report.csv` };
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId, brand, file } = await load(args);
  const form = await readLimitedForm(args.request, MAX_API_BYTES);
  const choices = form && readFileChoices(form, file.names.length);
  if (!choices)
    return data({ problem: "This form was not complete. Reload the page.", choices: null }, { status: 422 });
  const outcome = await importFile(services, { brandId: brand.id, userId, fileId: file.id, choices });
  if (outcome.ok) return redirect(`/brands/${brand.slug}/stores/files/${file.id}`);
  if (outcome.refusal === "unreadable-file") return data({ problem: outcome.detail ?? "", choices }, { status: 422 });
  return data({ problem: "This file is being imported already.", choices }, { status: 409 });
}

export default function StoreFilePage() {
  const { file, stores, storeTo, reportTo } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title={file.name}
      lead={`${formatCount(file.rowCount)} rows. ${originOf(file)}`}
      crumbs={[
        { label: "Stores", to: stores },
        { label: file.storeName, to: storeTo },
      ]}
    >
      {file.status === "importing" && (
        <Notice kind="note">
          <Text span>
            The orders are on their way in: {formatCount(file.doneCount)} so far. Reload the page to see how far it is.
          </Text>
        </Notice>
      )}
      {file.report && <FileReport report={file.report} downloadTo={reportTo} />}
      {file.status !== "importing" && (
        <FileColumnsForm
          {...{ names: file.names, firstRows: file.firstRows, choices: answer?.choices ?? file.choices }}
          {...{ problem: answer?.problem ?? null, isAgain: file.report !== null }}
        />
      )}
    </Page>
  );
}

function originOf(file: { isRemembered: boolean; label: string | null; status: string }): string {
  if (file.status === "imported")
    return "You can import it again, under other columns too: the same orders change nothing.";
  if (file.isRemembered) return "Its columns are as you said for the last file of this kind.";
  if (file.label !== null) return `It looks like an export of ${file.label}: look over what each column is.`;
  return "The columns were guessed by their names: look them over.";
}
