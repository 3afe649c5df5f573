import type { SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { Button } from "@mantine/core";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { refusedForm } from "#app/access/form-answer.server.ts";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { listApiKeys } from "#app/brands/api-key-store.server.ts";
import { ApiKeysPanel } from "#app/brands/api-keys-panel.tsx";
import {
  addDomainSchema,
  addShortDomainSchema,
  createApiKeySchema,
  MAX_SHORT_DOMAINS,
  removeDomainSchema,
  renameBrandSchema,
  revokeApiKeySchema,
} from "#app/brands/brand-settings.ts";
import { listDomains } from "#app/brands/brand-store.server.ts";
import { createApiKey, revokeApiKey } from "#app/brands/change-api-keys.server.ts";
import { addDomain, removeDomain } from "#app/brands/change-domains.server.ts";
import { addShortDomain, removeShortDomain } from "#app/brands/change-short-domains.server.ts";
import { DomainsPanel } from "#app/brands/domains-panel.tsx";
import { NamePanel } from "#app/brands/name-panel.tsx";
import { renameBrand } from "#app/brands/rename-brand.server.ts";
import { listShortDomains } from "#app/brands/short-domain-store.server.ts";
import { ShortDomainsPanel } from "#app/brands/short-domains-panel.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";

export const meta: MetaFunction = () => [{ title: "Settings · Fairshare" }];

const confirmations: Readonly<Record<string, string>> = {
  renamed: "The name was saved.",
  "domain-added": "Links may lead to this site from now on.",
  "domain-removed": "The site was removed.",
  "short-domain-added": "The short domain is on the list. It works once its DNS record is there.",
  "short-domain-removed": "The short domain was removed. Links go on with our own address.",
  "key-revoked": "The key was revoked. The next request with it is refused.",
};

const refusalSentences = {
  "already-added": "This site is on the list already.",
  "too-many-domains": "There are 25 sites on the list. Remove one first.",
  "unknown-domain": "This site is not on the list any more.",
  "last-domain": "The last site stays: without any, no link works. Add another one first.",
  "carries-short-domain": "A short domain is a name under this site. Remove the short domain first.",
  "unknown-short-domain": "This short domain is not on the list any more.",
  "too-many-keys": "There are 25 keys. Revoke one first.",
  "unknown-key": "This key was revoked already.",
};

/** Said under the field. */
const shortDomainRefusals = {
  "not-under-a-domain": "Choose a name under one of the sites above, such as go. in front of it.",
  "is-a-domain": "This is a site of yours. Choose a name under it that nothing else uses, such as go. in front of it.",
  "is-our-host": "This is our own address. Choose a name under a site of yours.",
  taken: "This name is in use as a short domain already. Choose another.",
  "too-many-short-domains": `There are ${MAX_SHORT_DOMAINS} short domains. Remove one first.`,
};

type Intent =
  "rename" | "add-domain" | "remove-domain" | "add-short-domain" | "remove-short-domain" | "create-key" | "revoke-key";

interface Answer {
  readonly intent: Intent | null;
  readonly problem: string | null;
  readonly newKey: string | null;
  readonly result: SubmissionResult<string[]> | null;
}

const emptyAnswer: Answer = { intent: null, problem: null, newKey: null, result: null };

export async function loader(args: LoaderFunctionArgs) {
  const { services, brand } = await requireBrandMember(args, "owner");
  return services.db.inBrand(brand.id, async (tx) => ({
    brand,
    domains: await listDomains(tx, brand.id),
    shortDomains: await listShortDomains(tx, brand.id),
    ownHost: new URL(services.origin).host,
    apiKeys: await listApiKeys(tx, brand.id),
    confirmation: confirmations[new URL(args.request.url).searchParams.get("done") ?? ""] ?? null,
  }));
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId, brand } = await requireBrandMember(args, "owner");
  const form = await args.request.formData();
  const by = { brandId: brand.id, userId };
  const done = (word: string) => redirect(`/brands/${brand.slug}/settings?done=${word}`);
  const malformed = (intent: Intent, submission: { reply(): SubmissionResult<string[]> }) =>
    data<Answer>({ ...emptyAnswer, intent, result: submission.reply() }, { status: 422 });
  const refused = (refusal: keyof typeof refusalSentences) =>
    data<Answer>({ ...emptyAnswer, problem: refusalSentences[refusal] }, { status: 409 });
  switch (form.get("intent")) {
    case "rename": {
      const submission = parseWithZod(form, { schema: renameBrandSchema });
      if (submission.status !== "success") return malformed("rename", submission);
      await renameBrand(services, { ...by, ...submission.value });
      return done("renamed");
    }
    case "add-domain": {
      const submission = parseWithZod(form, { schema: addDomainSchema });
      if (submission.status !== "success") return malformed("add-domain", submission);
      const outcome = await addDomain(services, { ...by, ...submission.value });
      return outcome.ok ? done("domain-added") : refused(outcome.refusal);
    }
    case "remove-domain": {
      const submission = parseWithZod(form, { schema: removeDomainSchema });
      if (submission.status !== "success") return malformed("remove-domain", submission);
      const outcome = await removeDomain(services, { ...by, ...submission.value });
      return outcome.ok ? done("domain-removed") : refused(outcome.refusal);
    }
    case "add-short-domain": {
      const submission = parseWithZod(form, { schema: addShortDomainSchema });
      if (submission.status !== "success") return malformed("add-short-domain", submission);
      const outcome = await addShortDomain(services, { ...by, ...submission.value });
      if (outcome.ok) return done("short-domain-added");
      const { data: result } = refusedForm(submission, shortDomainRefusals[outcome.refusal], "host");
      return data<Answer>({ ...emptyAnswer, intent: "add-short-domain", result }, { status: 422 });
    }
    case "remove-short-domain": {
      const submission = parseWithZod(form, { schema: removeDomainSchema });
      if (submission.status !== "success") return malformed("remove-short-domain", submission);
      const outcome = await removeShortDomain(services, { ...by, ...submission.value });
      return outcome.ok ? done("short-domain-removed") : refused(outcome.refusal);
    }
    case "create-key": {
      const submission = parseWithZod(form, { schema: createApiKeySchema });
      if (submission.status !== "success") return malformed("create-key", submission);
      const outcome = await createApiKey(services, { ...by, ...submission.value });
      if (!outcome.ok) return refused(outcome.refusal);
      // Shown in this one answer and nowhere else, so there is no redirect.
      return data<Answer>({ ...emptyAnswer, newKey: outcome.value.key }, { headers: { "Cache-Control": "no-store" } });
    }
    case "revoke-key": {
      const submission = parseWithZod(form, { schema: revokeApiKeySchema });
      if (submission.status !== "success") return malformed("revoke-key", submission);
      const outcome = await revokeApiKey(services, { ...by, ...submission.value });
      return outcome.ok ? done("key-revoked") : refused(outcome.refusal);
    }
    default:
      break;
  }
  return data<Answer>(
    { ...emptyAnswer, problem: "This form was not complete. Reload the page and try again." },
    { status: 422 },
  );
}

export default function SettingsPage() {
  const { brand, domains, shortDomains, ownHost, apiKeys, confirmation } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() ?? emptyAnswer;
  const resultOf = (intent: Intent) => (answer.intent === intent ? answer.result : null);
  return (
    <Page
      title="Settings"
      lead={`What belongs to ${brand.name} as a whole. Only owners see this page.`}
      actions={
        <Button component={Link} to={`/brands/${brand.slug}/invoice-details`} variant="default">
          Invoice details
        </Button>
      }
    >
      {answer.problem && <Notice kind="problem">{answer.problem}</Notice>}
      {confirmation && answer === emptyAnswer && <Notice kind="done">{confirmation}</Notice>}
      <NamePanel key={brand.name} name={brand.name} lastResult={resultOf("rename")} />
      <DomainsPanel key={domains.length} domains={domains} lastResult={resultOf("add-domain")} />
      <ShortDomainsPanel
        key={`short-${shortDomains.length}`}
        shortDomains={shortDomains}
        exampleHost={`go.${domains[0]?.host ?? "lumentea.example"}`}
        ownHost={ownHost}
        lastResult={resultOf("add-short-domain")}
      />
      <ApiKeysPanel
        key={`keys-${apiKeys.length}`}
        apiKeys={apiKeys}
        newKey={answer.newKey}
        lastResult={resultOf("create-key")}
      />
    </Page>
  );
}
