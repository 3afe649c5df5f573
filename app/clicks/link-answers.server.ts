import type { IncomingMessage, ServerResponse } from "node:http";
import type { Services } from "#app/platform/services.server.ts";
import { createArrivals, type AskedLink } from "./arrive-click.server.ts";
import type { AskingHeaders } from "./asking-headers.ts";
import type { ClickWriter } from "./click-writer.server.ts";
import type { LinkFinder } from "./link-finder.server.ts";
import { standingOf } from "./link-standing.ts";
import { sendPreviewCard } from "./preview-card.server.ts";
import { readRedirectUrl, readShortUrl, type RedirectUrl } from "./read-redirect-url.ts";
import { sendMethodNotAllowed, sendNotFound, sendUnavailable } from "./redirect-answers.server.ts";
import { sendRedirect } from "./send-redirect.server.ts";
import { writeLocation, type RedirectTarget } from "./redirect-target.ts";
import type { ShortDomain, ShortDomains } from "./short-domains.server.ts";
import type { UnknownSlugs } from "./unknown-slugs.server.ts";
import { writeVisitorCookie } from "./visitor-cookie.ts";

/** What answering works with. */
export interface LinkDesk {
  readonly writer: ClickWriter;
  readonly links: LinkFinder;
  readonly domains: ShortDomains;
  readonly unknownSlugs: UnknownSlugs;
}

export interface LinkAnswers {
  /** `/r/{slug}` on our own host. */
  onOwnHost(request: IncomingMessage, headers: AskingHeaders, response: ServerResponse): void;
  /** `/{slug}` on a brand's host. */
  onShortDomain(request: IncomingMessage, headers: AskingHeaders, response: ServerResponse, domain: ShortDomain): void;
}

/** Answers requests for links: the click is stored first, then the answer is sent. */
export function createLinkAnswers(services: Services, trustedProxyHops: number, desk: LinkDesk): LinkAnswers {
  const { writer, links, domains, unknownSlugs } = desk;
  const arrive = createArrivals(services, trustedProxyHops);
  const isSecure = services.origin.startsWith("https:");

  /** Stores the click of one request, then sends it on. */
  function follow(
    request: IncomingMessage,
    headers: AskingHeaders,
    response: ServerResponse,
    target: RedirectTarget,
    url: RedirectUrl,
    now: Date,
  ) {
    const standing = standingOf(target.activeTime, now.getTime());
    const asked: AskedLink = { target, standing, placement: url.placement, isScan: url.isScan };
    const { click, newVisitorId } = arrive(request, headers, asked, now);
    const isPerson = click.class === "counted" || click.class === "expired" || click.class === "self";
    const setCookie =
      newVisitorId !== null && isPerson ? writeVisitorCookie(newVisitorId, isSecure, url.cookiePath) : "";
    writer.write(click, (isStored) => {
      if (!isStored) return sendUnavailable(response);
      const address = standing === "active" ? target.destination : target.fallback;
      const goOn = () => sendRedirect(response, writeLocation(address, click.id, click.placement), setCookie);
      if (click.class !== "preview" || !target.hasCard) return goOn();
      links.readCard(url.slug, (card) => (card ? sendPreviewCard(response, card, request.method ?? "") : goOn()));
    });
  }

  function onOwnHost(request: IncomingMessage, headers: AskingHeaders, response: ServerResponse): void {
    if (request.method !== "GET" && request.method !== "HEAD") return sendMethodNotAllowed(response);
    const url = readRedirectUrl(request.url ?? "");
    if (!url) return sendNotFound(response);
    const now = services.clock.now();
    links.find(url.slug, now.getTime(), (target) => {
      if (target === undefined) return sendUnavailable(response);
      if (target) return follow(request, headers, response, target, url, now);
      unknownSlugs.count(url.slug, now);
      sendNotFound(response);
    });
  }

  /** Under a brand's own host there is nothing of ours to see: links of the brand, and its website for everything else. */
  function onShortDomain(
    request: IncomingMessage,
    headers: AskingHeaders,
    response: ServerResponse,
    domain: ShortDomain,
  ): void {
    domains.see(domain);
    const { brandId, website } = domain;
    const isAsking = request.method === "GET" || request.method === "HEAD";
    const url = isAsking ? readShortUrl(request.url ?? "") : null;
    if (!url) return website === null ? sendNotFound(response) : sendRedirect(response, website, "");
    const now = services.clock.now();
    links.find(url.slug, now.getTime(), (target) => {
      if (target === undefined) return sendUnavailable(response);
      if (target?.brandId === brandId) return follow(request, headers, response, target, url, now);
      if (website === null) return sendNotFound(response);
      const nothing = { brandId, linkId: null, partnershipId: null, placement: "", network: "" } as const;
      const asked: AskedLink = { target: nothing, standing: "active", placement: url.placement, isScan: url.isScan };
      writer.write(arrive(request, headers, asked, now).click, (isStored) =>
        isStored ? sendRedirect(response, website, "") : sendUnavailable(response),
      );
    });
  }

  return { onOwnHost, onShortDomain };
}
