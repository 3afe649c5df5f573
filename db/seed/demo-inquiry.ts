import { openInquiry } from "#app/inquiries/open-inquiry.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { mustDo, type Founded } from "./demo-founding.ts";

/** Jonas tells of a sale of Lumen Tea that is credited to somebody else, and waits for an answer. */
export async function missOneSale(services: Services, { brands, creators }: Founded): Promise<void> {
  const [lumen] = brands;
  const jonas = creators.get("jonas-brews");
  if (!lumen || !jonas) return;
  const [missed] = await services.db.sql<{ name: string }[]>`
    select sale.external_name as name
    from sales as sale
    join credits as credit on credit.brand_id = sale.brand_id and credit.attribution_id = sale.attribution_id
    join partnerships as partnership on partnership.brand_id = credit.brand_id and partnership.id = credit.partnership_id
    where sale.brand_id = ${lumen.brandId} and partnership.creator_id <> ${jonas.creatorId} and sale.cancelled_at is null
    order by sale.placed_at desc, sale.external_id
    limit 1`;
  if (!missed) return;
  const asker = { creatorId: jonas.creatorId, userId: jonas.userId };
  const wish = {
    orderNumber: missed.name,
    brandId: lumen.brandId,
    message:
      "A follower wrote to me under Tuesday’s reel that she had just ordered the sampler I showed. She tapped my link on her phone and bought on her laptop in the evening.",
    proofUrl: "https://instagram.com/p/jonas-brews-sampler",
  };
  mustDo("ask about a missing sale", await openInquiry(services, asker, wish));
}
