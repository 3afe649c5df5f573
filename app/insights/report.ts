import { divideRounded } from "../kit/money.ts";

/** How the sales of one group of shoppers went. */
export interface GroupFigures {
  readonly sales: number;
  readonly netMinor: bigint;
  readonly newCustomerSales: number;
  /** With a refund that counts. */
  readonly refundedSales: number;
  /** Customers whom the store names, and those of them who bought again until now. */
  readonly customers: number;
  readonly repeatCustomers: number;
}

/** followers: a creator is credited with the sale. others: nobody is, which is the baseline. */
export type ShopperGroup = "followers" | "others";

const nobody: GroupFigures = {
  ...{ sales: 0, netMinor: 0n, newCustomerSales: 0, refundedSales: 0, customers: 0, repeatCustomers: 0 },
};

export function groupOf(
  groups: readonly (GroupFigures & { readonly group: ShopperGroup })[],
  group: ShopperGroup,
): GroupFigures {
  return groups.find((figures) => figures.group === group) ?? nobody;
}

/** Sales credited by one thing they came by. A shared sale counts once for each of its creators, its money by their parts. */
export interface CreditedPart {
  readonly key: string;
  readonly sales: number;
  readonly netMinor: bigint;
}

/** Who a row of a report is of, with what they shared and whom the pixel saw arrive. */
export interface ReportedPartnership {
  readonly partnershipId: string;
  readonly creatorName: string;
  readonly campaignName: string;
  readonly links: number;
  /** Shoppers, each once, whom the pixel saw come by one of the links. */
  readonly visitors: number;
}

/** From links to money, for one partnership. */
export interface FunnelRow extends ReportedPartnership {
  readonly clicks: number;
  readonly sales: number;
  readonly netMinor: bigint;
  /** Sales it touched in time that another one is credited with. */
  readonly assistedSales: number;
}

/** One row for each partnership that anything came of or that has a link, those with most money first. */
export function composeFunnel(
  partnerships: readonly ReportedPartnership[],
  counted: {
    readonly clicks: readonly { readonly partnershipId: string; readonly net: number }[];
    readonly credited: readonly CreditedPart[];
    readonly assisted: readonly CreditedPart[];
  },
): FunnelRow[] {
  const clicks = new Map(counted.clicks.map(({ partnershipId, net }) => [partnershipId, net]));
  const credited = new Map(counted.credited.map((part) => [part.key, part]));
  const assisted = new Map(counted.assisted.map(({ key, sales }) => [key, sales]));
  return partnerships
    .map((partnership) => ({
      ...partnership,
      clicks: clicks.get(partnership.partnershipId) ?? 0,
      sales: credited.get(partnership.partnershipId)?.sales ?? 0,
      netMinor: credited.get(partnership.partnershipId)?.netMinor ?? 0n,
      assistedSales: assisted.get(partnership.partnershipId) ?? 0,
    }))
    .sort((one, other) => compareMinor(other.netMinor, one.netMinor) || other.clicks - one.clicks);
}

/** Clicks and credited sales by one placement or network. */
export interface PartRow extends CreditedPart {
  readonly clicks: number;
}

/** Puts counted clicks and credited sales of one dimension together, those with most money first. The empty key is what nothing told. */
export function composeParts(
  counts: readonly { readonly dimension: string; readonly value: string; readonly net: number }[],
  dimension: "placement" | "network",
  credited: readonly CreditedPart[],
): PartRow[] {
  const clicks = new Map(counts.filter((count) => count.dimension === dimension).map(({ value, net }) => [value, net]));
  const known = new Set(credited.map(({ key }) => key));
  const clickedOnly = [...clicks.keys()].filter((key) => !known.has(key));
  return [...credited, ...clickedOnly.map((key) => ({ key, sales: 0, netMinor: 0n }))]
    .map((part) => ({ ...part, clicks: clicks.get(part.key) ?? 0 }))
    .filter((part) => part.clicks > 0 || part.sales > 0)
    .sort((one, other) => compareMinor(other.netMinor, one.netMinor) || other.clicks - one.clicks);
}

/** What one of so many clicks or sales brought, in minor units; null of none. */
export function meanMinor(sumMinor: bigint, count: number): bigint | null {
  return count <= 0 ? null : divideRounded(sumMinor, BigInt(count));
}

/** "12.5 %"; a dash where there is nothing to have a share of. */
export function shareInWords(part: number, whole: number): string {
  return whole === 0 ? "–" : `${((100 * part) / whole).toFixed(1)} %`;
}

function compareMinor(one: bigint, other: bigint): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
