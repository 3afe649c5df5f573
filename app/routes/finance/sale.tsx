import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireStaff } from "#app/access/guards.server.ts";
import { explainSale } from "#app/insights/explain-sale.server.ts";
import { leadOf, SaleExplanationView, standingOf } from "#app/insights/sale-explanation-view.tsx";
import { Page } from "#app/ui/page.tsx";
import { Status } from "#app/ui/status.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Order ${data?.sale.name ?? ""} · Fairshare` },
];

export async function loader(args: LoaderFunctionArgs) {
  const { services } = await requireStaff(args, ["preparer", "approver"]);
  const explained = await explainSale(services, { saleId: args.params["saleId"] ?? "", viewer: { kind: "finance" } });
  if (!explained.ok) throw new Response("There is no such sale.", { status: 404 });
  return explained.value;
}

export default function FinanceSale() {
  const explanation = useLoaderData<typeof loader>();
  const standing = standingOf(explanation);
  return (
    <Page
      title={`Order ${explanation.sale.name}`}
      lead={leadOf(explanation)}
      crumbs={[{ label: "Review queue", to: "/finance" }]}
      badge={<Status tone={standing.tone}>{standing.word}</Status>}
    >
      <SaleExplanationView explanation={explanation} />
    </Page>
  );
}
