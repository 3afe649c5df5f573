import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireStaff } from "#app/access/guards.server.ts";
import { explainSale } from "#app/insights/explain-sale.server.ts";
import { SalePage } from "#app/insights/sale-explanation-view.tsx";

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
  return <SalePage explanation={explanation} list={{ label: "Review queue", to: "/finance" }} />;
}
