import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { explainSale } from "#app/insights/explain-sale.server.ts";
import { SalePage } from "#app/insights/sale-explanation-view.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Order ${data?.sale.name ?? ""} · Fairshare` },
];

export async function loader(args: LoaderFunctionArgs) {
  const { services, brand } = await requireBrandMember(args, "analyst");
  const saleId = args.params["saleId"] ?? "";
  const explained = await explainSale(services, { brandId: brand.id, saleId, viewer: { kind: "brand" } });
  if (!explained.ok) throw new Response("There is no such sale in this brand.", { status: 404 });
  return explained.value;
}

export default function BrandSale() {
  const explanation = useLoaderData<typeof loader>();
  return (
    <SalePage explanation={explanation} list={{ label: "Sales", to: `/brands/${explanation.brand.slug}/sales` }} />
  );
}
