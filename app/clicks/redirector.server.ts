import type { IncomingMessage, ServerResponse } from "node:http";
import type { Services } from "#app/platform/services.server.ts";
import { createArrivals, type AskedLink } from "./arrive-click.server.ts";
import { createBatchKeeper, defaultKeeperLimits, type KeeperLimits } from "./batch-keeper.server.ts";
import { appendToJournal } from "./click-journal-store.server.ts";
import { createClickSpool, defaultSpoolLimits, noSpool, type SpoolLimits } from "./click-spool.server.ts";
import { createClickWriter, defaultWriterLimits, type ClickWriterLimits } from "./click-writer.server.ts";
import { createLinkFinder, defaultFinderLimits, type FinderLimits } from "./link-finder.server.ts";
import { standingOf } from "./link-standing.ts";
import { sendPreviewCard } from "./preview-card.server.ts";
import { readRedirectUrl, readShortUrl, type RedirectUrl } from "./read-redirect-url.ts";
import { sendMethodNotAllowed, sendNotFound, sendRedirect, sendUnavailable } from "./redirect-answers.server.ts";
import { writeLocation, type RedirectTarget } from "./redirect-target.ts";
import { createShortDomains, type ShortDomain } from "./short-domains.server.ts";
import { startLinkFeed } from "./link-feed.server.ts";
import { createUnknownSlugs } from "./unknown-slugs.server.ts";
import { writeVisitorCookie } from "./visitor-cookie.ts";

export type RedirectorLimits = ClickWriterLimits & FinderLimits & KeeperLimits & SpoolLimits;

export interface RedirectorOptions {
  readonly services: Services;
  /** How many proxies of our own stand in front and add to X-Forwarded-For. 0 ignores the header. */
  readonly trustedProxyHops?: number;
  /** Where clicks wait while the database is away. Without it they are refused then, and the answer is 503. */
  readonly spoolDirectory?: string;
  readonly limits?: Partial<RedirectorLimits>;
}

export interface Redirector {
  /** Whether a request is a link's: under `/r/`, or anything under a brand's short domain. */
  isFor(request: IncomingMessage): boolean;
  /** Answers such a request, by and by. */
  answer(request: IncomingMessage, response: ServerResponse): void;
  /** Resolves when changes of links are listened for and the short domains are known. */
  readonly isReady: Promise<void>;
  /** Reads now what changed, and stores what waits: spooled clicks and counts of unknown slugs. */
  catchUp(): Promise<void>;
  /** Stores and answers what has arrived; what comes after is asked to come again. */
  stop(): Promise<void>;
}

const defaultLimits: RedirectorLimits = {
  ...defaultWriterLimits,
  ...defaultFinderLimits,
  ...defaultKeeperLimits,
  ...defaultSpoolLimits,
};

/** Turns links into redirects. An answer is sent only when its click is on disk; where no disk takes it, it is 503 and never a lost click. */
export function createRedirector(options: RedirectorOptions): Redirector {
  const { services, spoolDirectory } = options;
  const { log } = services;
  const limits = { ...defaultLimits, ...options.limits };
  const spool = spoolDirectory === undefined ? noSpool : createClickSpool(spoolDirectory, log, limits);
  const journal = createBatchKeeper((batch) => appendToJournal(services.db.sql, batch), spool, log, limits);
  const writer = createClickWriter((batch) => journal.keep(batch), services.newId, limits, log);
  const links = createLinkFinder(services, limits, () => journal.isDatabaseAway());
  const domains = createShortDomains(services);
  const unknownSlugs = createUnknownSlugs(services);
  const feed = startLinkFeed(services, {
    outdateSlug: links.outdateSlug,
    outdateBrand(brandId) {
      links.outdateBrand(brandId);
      domains.outdateBrand(brandId);
    },
    outdateAll() {
      links.outdateAll();
      domains.outdateAll();
    },
  });
  const arrive = createArrivals(services, options.trustedProxyHops ?? 0);
  const isSecure = services.origin.startsWith("https:");

  /** Stores the click of one request, then sends it on. */
  function follow(
    request: IncomingMessage,
    response: ServerResponse,
    target: RedirectTarget,
    url: RedirectUrl,
    now: Date,
  ) {
    const standing = standingOf(target, now.getTime());
    const asked: AskedLink = { target, standing, placement: url.placement, isScan: url.isScan };
    const { click, newVisitorId } = arrive(request, asked, now);
    const isPerson = click.class === "counted" || click.class === "expired" || click.class === "self";
    const setCookie =
      newVisitorId !== null && isPerson ? writeVisitorCookie(newVisitorId, isSecure, url.cookiePath) : "";
    writer.write(click, (isStored) => {
      if (!isStored) return sendUnavailable(response);
      if (click.class === "preview" && target.card) return sendPreviewCard(response, target.card, request.method ?? "");
      const address = standing === "active" ? target.destination : target.fallback;
      sendRedirect(response, writeLocation(address, click.id, url.placement), setCookie);
    });
  }

  function answerOnOwnHost(request: IncomingMessage, response: ServerResponse): void {
    if (request.method !== "GET" && request.method !== "HEAD") return sendMethodNotAllowed(response);
    const url = readRedirectUrl(request.url ?? "");
    if (!url) return sendNotFound(response);
    const now = services.clock.now();
    links.find(url.slug, now.getTime(), (target) => {
      if (target === undefined) return sendUnavailable(response);
      if (target) return follow(request, response, target, url, now);
      unknownSlugs.count(url.slug, now);
      sendNotFound(response);
    });
  }

  /** Under a brand's own host there is nothing of ours to see: links of the brand, and its website for everything else. */
  function answerOnShortDomain(request: IncomingMessage, response: ServerResponse, domain: ShortDomain): void {
    domains.see(domain);
    const { brandId, website } = domain;
    const isAsking = request.method === "GET" || request.method === "HEAD";
    const url = isAsking ? readShortUrl(request.url ?? "") : null;
    if (!url) return website === null ? sendNotFound(response) : sendRedirect(response, website, "");
    const now = services.clock.now();
    links.find(url.slug, now.getTime(), (target) => {
      if (target === undefined) return sendUnavailable(response);
      if (target?.brandId === brandId) return follow(request, response, target, url, now);
      if (website === null) return sendNotFound(response);
      const nothing = { brandId, linkId: null, partnershipId: null, placement: "", network: "" } as const;
      const asked: AskedLink = { target: nothing, standing: "active", placement: url.placement, isScan: url.isScan };
      writer.write(arrive(request, asked, now).click, (isStored) =>
        isStored ? sendRedirect(response, website, "") : sendUnavailable(response),
      );
    });
  }

  return {
    isReady: Promise.all([feed.isListening, domains.settled()]).then(() => undefined),
    isFor: ({ url, headers }) => url?.startsWith("/r/") === true || domains.find(headers.host) !== undefined,
    answer(request, response) {
      const domain = domains.find(request.headers.host);
      if (domain) answerOnShortDomain(request, response, domain);
      else answerOnOwnHost(request, response);
    },
    async catchUp() {
      await feed.catchUp();
      await Promise.all([domains.settled(), journal.drainSpool(), unknownSlugs.store()]);
    },
    async stop() {
      await feed.stop();
      await links.settled();
      await writer.stop();
      await journal.stop();
      await unknownSlugs.stop();
    },
  };
}
