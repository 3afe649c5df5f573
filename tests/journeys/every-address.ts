import type { RouteConfigEntry } from "@remix-run/route-config";
import { brandCommissionsAccount } from "#app/ledger/account.ts";
import routes from "#app/routes.ts";
import { readWorld, type Resident } from "./inhabited-world.ts";

/** A page of the product as one person sees it. */
export interface Address {
  /** As in app/routes.ts. */
  readonly route: string;
  readonly who: Resident | null;
}

const visitors: Readonly<Record<string, Resident | null>> = {
  brand: "owner",
  creator: "creator",
  finance: "preparer",
  admin: "admin",
  access: null,
  public: null,
  dev: null,
};

/** Every page of app/routes.ts: what has an address, a view and no children. A new page is here without being told. */
export function everyAddress(entries: readonly RouteConfigEntry[] = routes, parent = ""): Address[] {
  return entries.flatMap((entry): Address[] => {
    const route = entry.path ? `${parent}/${entry.path}` : parent || "/";
    if (entry.children) return everyAddress(entry.children, route);
    const folder = entry.file.split("/")[1] ?? "";
    if (!entry.file.endsWith(".tsx") || !(folder in visitors)) return [];
    return [{ route, who: route === "/choose" ? "admin" : (visitors[folder] ?? null) }];
  });
}

/** What an address asks for beside its rows: the page of an account shows the one it is given. */
export function searchOf(route: string): string {
  if (!/\/ledger\/(:brandSlug\/)?account$/.test(route)) return "";
  const account = brandCommissionsAccount(readWorld().tenants.lumen.brandId);
  return `?${new URLSearchParams({ account, currency: "EUR" }).toString()}`;
}

/** The address with the rows of the inhabited world in it. */
export function addressOf(route: string): string {
  const { tenants, resetToken, invitationToken } = readWorld();
  const { lumen, batchId, payoutIds, statementId, findingKey, month } = tenants;
  const values: Readonly<Record<string, string>> = {
    brandSlug: lumen.slug,
    campaignId: route.endsWith("/edit")
      ? lumen.campaigns.draft
      : lumen.campaigns[route.startsWith("/creator") ? "free" : "claimed"],
    saleId: lumen.creditedSaleId,
    shopperId: lumen.creditedSaleId,
    storeId: lumen.storeId,
    fileId: lumen.fileId,
    eventId: lumen.eventId,
    partnershipId: lumen.partnershipId,
    linkId: lumen.linkId,
    commissionId: lumen.commissionId,
    replayId: lumen.replayId,
    inquiryId: lumen.inquiryId,
    appealId: lumen.appealId,
    creatorId: lumen.creatorId,
    year: month.slice(0, 4),
    batchId,
    statementId,
    findingKey,
    payoutId: payoutIds[lumen.creatorId] ?? "",
    month,
    currency: "EUR",
    slug: lumen.codePageSlug,
    token: route.startsWith("/reset") ? resetToken : invitationToken,
  };
  return route.replace(/:(\w+)/g, (_whole, name: string) => values[name] ?? name).replace("*", "no-such-address");
}
