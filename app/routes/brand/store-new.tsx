import { Anchor, Card, SimpleGrid, Stack, Text } from "@mantine/core";
import type { SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { isId } from "#app/kit/ids.ts";
import { ConnectForm } from "#app/stores/connect-form.tsx";
import { connectStore } from "#app/stores/connect-store.server.ts";
import { connectStoreSchema } from "#app/stores/connect-store.ts";
import { storeKinds } from "#app/stores/store.ts";
import { kindWords, webhookPath } from "#app/stores/store-words.ts";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";

export const meta: MetaFunction = () => [{ title: "Connect a store · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, brand } = await requireBrandMember(args, "manager");
  const { searchParams } = new URL(args.request.url);
  const kind = storeKinds.find((one) => one === searchParams.get("kind")) ?? null;
  const storeId = searchParams.get("id");
  const base = `/brands/${brand.slug}/stores`;
  if (kind === null) return { base, chosen: null };
  // The shop is told the webhook's address before the store exists, so its id is made now and stays in the page's address.
  if (!isId(storeId)) throw redirect(`${base}/new?kind=${kind}&id=${services.newId()}`);
  const path = webhookPath(kind, storeId);
  return { base, chosen: { kind, storeId, webhookAddress: path && services.origin + path } };
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId, brand } = await requireBrandMember(args, "manager");
  const submission = parseWithZod(await args.request.formData(), { schema: connectStoreSchema });
  if (submission.status !== "success") {
    const result: SubmissionResult<string[]> = submission.reply({ hideFields: ["secret"] });
    return data({ result, problem: null }, { status: 422 });
  }
  const outcome = await connectStore(services, { brandId: brand.id, userId, ...submission.value });
  if (outcome.ok) return redirect(`/brands/${brand.slug}/stores/${outcome.value.storeId}`);
  return data({ result: null, problem: refusalSentences[outcome.refusal] }, { status: 409 });
}

const refusalSentences = {
  "already-connected": "This shop is connected already. Two stores for one shop would count each sale twice.",
  "id-taken":
    "This page was used before. Open it again from the list of stores, and give the shop the webhook address it shows then.",
} as const;

export default function ConnectStorePage() {
  const { base, chosen } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const crumbs = [{ label: "Stores", to: base }];
  if (!chosen) {
    return (
      <Page title="Connect a store" lead="What do you sell with? You can connect more later." crumbs={crumbs}>
        <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
          {storeKinds.map((kind) => (
            <Card key={kind}>
              <Stack gap={6}>
                <Anchor component={Link} to={`${base}/new?kind=${kind}`} fw={650} fz="lg">
                  {kindWords[kind].label}
                </Anchor>
                <Text c="dimmed">{kindWords[kind].summary}</Text>
              </Stack>
            </Card>
          ))}
        </SimpleGrid>
      </Page>
    );
  }
  return (
    <Page title={`Connect ${kindWords[chosen.kind].label}`} lead={kindWords[chosen.kind].summary} crumbs={crumbs}>
      {answer?.problem && <Notice kind="problem">{answer.problem}</Notice>}
      <ConnectForm {...chosen} cancelTo={base} lastResult={answer?.result ?? null} />
    </Page>
  );
}
