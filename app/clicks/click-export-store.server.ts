import { sql as statement } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { inScope, within, type ClickScope, type CountedPeriod } from "./click-report-store.server.ts";
import type { ClickClass } from "./click.ts";

/** One click as its owner may take it along: nothing of it tells who the visitor was. */
export type ExportedClick = {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly brandName: string;
  /** Empty for what was asked at a short domain and is nobody's. */
  readonly campaignName: string;
  readonly creatorName: string;
  readonly slug: string;
  readonly placement: string;
  readonly network: string;
  readonly country: string;
  readonly device: string;
  readonly isScan: boolean;
  readonly refererHost: string;
  readonly class: ClickClass;
  readonly isCounted: boolean;
  readonly reason: string;
};

/** The next clicks after an id, in the order of their ids, which is that of their arrival; null begins. */
export async function listClicksAfter(
  tx: Tx,
  scope: ClickScope,
  period: CountedPeriod,
  { afterId, limit }: { readonly afterId: string | null; readonly limit: number },
): Promise<ExportedClick[]> {
  const isAfter = afterId === null ? statement`` : statement`and id > ${afterId}`;
  return [
    ...(await tx.execute<ExportedClick>(statement`
      select click.id, to_char(click.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
        brands.name as "brandName", coalesce(campaigns.name, '') as "campaignName", coalesce(creators.name, '') as "creatorName",
        coalesce(links.slug, '') as slug, click.placement, click.network, click.country, click.device, click.is_scan as "isScan",
        click.referer_host as "refererHost", click.class, click.is_counted as "isCounted", click.reason
      from (
        select * from clicks where ${inScope(scope)} and ${within(statement`occurred_at`, period)} ${isAfter}
        order by id limit ${limit}
      ) as click
      join brands on brands.id = click.brand_id
      left join partnerships on partnerships.brand_id = click.brand_id and partnerships.id = click.partnership_id
      left join campaigns on campaigns.brand_id = click.brand_id and campaigns.id = partnerships.campaign_id
      left join creators on creators.id = partnerships.creator_id
      left join links on links.brand_id = click.brand_id and links.id = click.link_id
      order by click.id`)),
  ];
}
