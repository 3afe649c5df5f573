import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { reachesRole } from "#app/access/role-rank.ts";
import { PAGE_SIZE, pageNumber } from "#app/kit/page-number.ts";
import { listBrandCodes } from "#app/links/code-list-store.server.ts";
import { CodesTable, CodesNote } from "#app/links/codes-table.tsx";
import { putCodeBack } from "#app/links/put-code-back.server.ts";
import { putCodeBackSchema, putCodeBackRefusals } from "#app/links/put-code-back.ts";
import { rotateCode } from "#app/links/rotate-code.server.ts";
import { rotateCodeSchema, rotateRefusals } from "#app/links/rotate-code.ts";
import { listCodeStores } from "#app/stores/store-records-store.server.ts";
import { ChoiceBar } from "#app/ui/choice-bar.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Pages } from "#app/ui/records.tsx";

export const meta: MetaFunction = () => [{ title: "Codes · Fairshare" }];

const confirmations: Readonly<Record<string, string>> = {
  rotated: "The code is replaced, and the creator has been told.",
  "put-back": "The shop is asked again. Reload the page in a moment to see how it went.",
};

export async function loader(args: LoaderFunctionArgs) {
  const { services, brand, role } = await requireBrandMember(args, "analyst");
  const search = new URL(args.request.url).searchParams;
  const page = pageNumber(search);
  const isTroubleOnly = search.get("show") === "attention";
  return services.db.inBrand(brand.id, async (tx) => ({
    ...(await listBrandCodes(tx, brand.id, { page, pageSize: PAGE_SIZE, isTroubleOnly })),
    ...{ page, isTroubleOnly, base: `/brands/${brand.slug}`, now: services.clock.now() },
    hasCodeStore: (await listCodeStores(tx, brand.id)).length > 0,
    mayChange: reachesRole(role, "manager"),
    confirmation: confirmations[search.get("done") ?? ""] ?? null,
  }));
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId, brand } = await requireBrandMember(args, "manager");
  const form = await args.request.formData();
  const actor = { brandId: brand.id, userId };
  const done = (word: string) => redirect(`/brands/${brand.slug}/codes?done=${word}`);
  const problem = (sentence: string, status: number) => data({ problem: sentence }, { status });
  switch (String(form.get("intent"))) {
    case "rotate": {
      const submission = parseWithZod(form, { schema: rotateCodeSchema });
      if (submission.status !== "success") break;
      const outcome = await rotateCode(services, { ...actor, ...submission.value });
      return outcome.ok ? done("rotated") : problem(rotateRefusals[outcome.refusal], 409);
    }
    case "put-back": {
      const submission = parseWithZod(form, { schema: putCodeBackSchema });
      if (submission.status !== "success") break;
      const outcome = await putCodeBack(services, { ...actor, ...submission.value });
      return outcome.ok ? done("put-back") : problem(putCodeBackRefusals[outcome.refusal], 409);
    }
  }
  return problem("This form was not complete. Reload the page and try again.", 422);
}

export default function CodesPage() {
  const { rows, total, troubleCount, page, isTroubleOnly, base, now, hasCodeStore, mayChange, confirmation } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page title="Codes" lead="The discount code of each creator, and how it stands in your shops.">
      {answer && <Notice kind="problem">{answer.problem}</Notice>}
      {confirmation && !answer && <Notice kind="done">{confirmation}</Notice>}
      {!hasCodeStore && total > 0 && <CodesNote base={base} />}
      {troubleCount > 0 && (
        <ChoiceBar
          label="Which codes"
          name="show"
          value={isTroubleOnly ? "attention" : "all"}
          choices={[
            { label: "All", value: "all" },
            { label: `Need a look (${troubleCount})`, value: "attention" },
          ]}
        />
      )}
      <Panel flush>
        <CodesTable rows={rows} now={now} base={base} mayChange={mayChange} isTroubleOnly={isTroubleOnly} />
        <Pages page={page} pageSize={PAGE_SIZE} total={total} />
      </Panel>
    </Page>
  );
}
