import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { reachesRole } from "#app/access/role-rank.ts";
import { MAX_UPLOAD_BYTES, readLimitedForm } from "#app/stores/body-limits.server.ts";
import { changeStore } from "#app/stores/change-store.server.ts";
import { CredentialsPanel } from "#app/stores/credentials-panel.tsx";
import { EventsPanel } from "#app/stores/events-panel.tsx";
import { FOUND_DAYS, showStore } from "#app/stores/list-stores.server.ts";
import { PollingPanel } from "#app/stores/polling-panel.tsx";
import { DisconnectPanel, SecretPanel } from "#app/stores/secret-panel.tsx";
import { polledKinds } from "#app/stores/store.ts";
import { takesCodes } from "#app/stores/store-credentials.ts";
import { emptyStoreAnswer } from "#app/stores/store-answer.ts";
import { HealthBadge, HealthLine } from "#app/stores/store-health.tsx";
import { kindWords, webhookPath } from "#app/stores/store-words.ts";
import { FilesPanel, UploadPanel } from "#app/stores/upload-panel.tsx";
import { WebhookAddress } from "#app/stores/webhook-address.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [
  { title: `${shown?.store.name ?? "Store"} · Fairshare` },
];

export async function loader(args: LoaderFunctionArgs) {
  const { services, brand, role } = await requireBrandMember(args, "analyst");
  const shown = await showStore(services, brand.id, args.params["storeId"] ?? "");
  if (!shown.ok) throw new Response("There is no such store in this brand.", { status: 404 });
  const { store, events, codeCounts, foundByPolling, files } = shown.value;
  const path = webhookPath(store.kind, store.id);
  return {
    ...{ store, events, codeCounts, codesTo: `/brands/${brand.slug}/codes` },
    files,
    ...{ foundByPolling, foundDays: FOUND_DAYS, isPolled: polledKinds.includes(store.kind) && !store.disconnectedAt },
    isTestMode: takesCodes(store.kind) && services.codeStores.isTestMode(store.kind),
    webhookAddress: path && services.origin + path,
    canChange: reachesRole(role, "manager") && store.disconnectedAt === null,
    base: `/brands/${brand.slug}/stores`,
    now: services.clock.now(),
  };
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId, brand } = await requireBrandMember(args, "manager");
  const form = await readLimitedForm(args.request, MAX_UPLOAD_BYTES);
  const storeId = args.params["storeId"] ?? "";
  const { status, answer } = await changeStore(services, { brandId: brand.id, userId, storeId, form });
  if (answer.fileId !== null) return redirect(`/brands/${brand.slug}/stores/files/${answer.fileId}`);
  if (answer.intent === "disconnect" && status === 200) return redirect(`/brands/${brand.slug}/stores`);
  return data(answer, { status });
}

export default function StorePage() {
  const { store, events, codeCounts, codesTo, isTestMode, webhookAddress, canChange, base, now, ...more } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() ?? emptyStoreAnswer;
  const words = kindWords[store.kind];
  return (
    <Page
      title={store.name}
      lead={<HealthLine store={store} now={now} />}
      crumbs={[{ label: "Stores", to: base }]}
      badge={<HealthBadge store={store} />}
    >
      {answer.done !== null && <Notice kind="done">{answer.done}</Notice>}
      {answer.problem !== null && <Notice kind="problem">{answer.problem}</Notice>}
      {store.kind === "csv" && canChange && (
        <UploadPanel problem={answer.intent === "upload" ? answer.fieldProblem : null} />
      )}
      {store.kind === "csv" && <FilesPanel files={more.files} base={canChange ? `${base}/files` : null} />}
      {webhookAddress !== null && canChange && (
        <Panel title="Webhook address" lead={`Where ${words.label} sends its events.`}>
          <WebhookAddress address={webhookAddress} />
        </Panel>
      )}
      {more.isPolled && (
        <PollingPanel {...{ store, now, foundCount: more.foundByPolling, days: more.foundDays, shop: words.label }} />
      )}
      {takesCodes(store.kind) && canChange && (
        <CredentialsPanel
          {...{ kind: store.kind, storeName: store.name, keepsCodes: store.keepsCodes, isTestMode, codesTo }}
          counts={codeCounts}
          problems={answer.fieldProblems}
        />
      )}
      <EventsPanel events={events} canRetry={canChange} />
      {words.secretLabel !== null && canChange && (
        <SecretPanel
          label={words.secretLabel}
          problem={answer.intent === "replace-secret" ? answer.fieldProblem : null}
        />
      )}
      {canChange && <DisconnectPanel />}
    </Page>
  );
}
