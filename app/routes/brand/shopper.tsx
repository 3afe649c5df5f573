import { parseWithZod } from "@conform-to/zod/v4";
import { Grid } from "@mantine/core";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { reachesRole } from "#app/access/role-rank.ts";
import { JoinList } from "#app/shoppers/join-list.tsx";
import { loadShopper } from "#app/shoppers/load-shopper.server.ts";
import { partingRefusals } from "#app/shoppers/part-join-form-texts.ts";
import { partJoin } from "#app/shoppers/part-join.server.ts";
import { partJoinSchema } from "#app/shoppers/part-join.ts";
import { ShopperTimeLine } from "#app/shoppers/shopper-time-line.tsx";
import { formatDay } from "#app/ui/moment.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";

export const meta: MetaFunction = () => [{ title: "Shopper · Fairshare" }];

const confirmations: Readonly<Record<string, string>> = {
  part: "Parted. The sales that this changes are decided again, and the difference is posted.",
  rejoin: "Joined again. The sales that this changes are decided again, and the difference is posted.",
};

/** The answer for a shopper who is not there or not yours: the two look the same. */
function noShopper(): Response {
  return new Response("There is no such shopper in this brand.", { status: 404 });
}

export async function loader(args: LoaderFunctionArgs) {
  const { services, brand, role } = await requireBrandMember(args, "analyst");
  const facts = await loadShopper(services, brand.id, args.params["shopperId"] ?? "");
  if (!facts) throw noShopper();
  return {
    facts,
    base: `/brands/${brand.slug}`,
    mayPart: reachesRole(role, "manager"),
    confirmation: confirmations[new URL(args.request.url).searchParams.get("done") ?? ""] ?? null,
  };
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId, brand } = await requireBrandMember(args, "manager");
  const shopperId = args.params["shopperId"] ?? "";
  const form = await args.request.formData();
  const facts = await loadShopper(services, brand.id, shopperId);
  if (!facts) throw noShopper();
  const submission = parseWithZod(form, { schema: partJoinSchema });
  if (submission.status !== "success") {
    return data(
      {
        problem: Object.values(submission.error ?? {})
          .flat()
          .join(" "),
      },
      { status: 422 },
    );
  }
  const outcome = await partJoin(services, { brandId: brand.id, userId }, submission.value);
  if (!outcome.ok) return data({ problem: partingRefusals[outcome.refusal] }, { status: 409 });
  return redirect(`/brands/${brand.slug}/shoppers/${shopperId}?done=${submission.value.intent}`);
}

export default function ShopperPage() {
  const { facts, base, mayPart, confirmation } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>()?.problem ?? null;
  return (
    <Page
      title="One shopper"
      lead={`Known since ${formatDay(facts.firstSeenAt)}, without a name: only keyed hashes are kept of who it was.`}
      crumbs={[{ label: "Sales", to: `${base}/sales` }]}
    >
      {confirmation && problem === null && <Notice kind="done">{confirmation}</Notice>}
      {problem !== null && <Notice kind="problem">{problem}</Notice>}
      <Grid gutter="lg" align="stretch">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Panel title="Clicks, visits and orders" lead="In order of time, on all devices and in all stores.">
            <ShopperTimeLine facts={facts} base={base} />
          </Panel>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Panel
            title="Why this is one shopper"
            lead="A sale is judged by what was known when it was placed; what came later counts for later sales."
          >
            <JoinList facts={facts} mayPart={mayPart} />
          </Panel>
        </Grid.Col>
      </Grid>
    </Page>
  );
}
