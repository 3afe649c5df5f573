import type { IncomingMessage, ServerResponse } from "node:http";
import type { Services } from "#app/platform/services.server.ts";
import { readAskingHeaders } from "./asking-headers.ts";
import { createBatchKeeper, defaultKeeperLimits, type KeeperLimits } from "./batch-keeper.server.ts";
import { appendToJournal } from "./click-journal-store.server.ts";
import { createClickSpool, defaultSpoolLimits, noSpool, type SpoolLimits } from "./click-spool.server.ts";
import { createClickWriter, defaultWriterLimits, type ClickWriterLimits } from "./click-writer.server.ts";
import { createLinkAnswers } from "./link-answers.server.ts";
import { createLinkFinder, defaultFinderLimits, type FinderLimits } from "./link-finder.server.ts";
import { createShortDomains } from "./short-domains.server.ts";
import { startLinkFeed } from "./link-feed.server.ts";
import { createUnknownSlugs } from "./unknown-slugs.server.ts";

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
  /** Whether sorting clicks in is to wait: a rush has begun, and the database would be in the way. */
  maySortLater(): boolean;
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
  const journal = createBatchKeeper((batches) => appendToJournal(services.db.sql, batches), spool, log, limits);
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
  const answers = createLinkAnswers(services, options.trustedProxyHops ?? 0, { writer, links, domains, unknownSlugs });

  return {
    maySortLater: () => journal.mayWorkWait(),
    isReady: Promise.all([feed.isListening, domains.settled()]).then(() => undefined),
    // `request.headers` is put together when it is asked for: not for a link of our own host.
    isFor: (request) => request.url?.startsWith("/r/") === true || domains.find(request.headers.host) !== undefined,
    answer(request, response) {
      const headers = readAskingHeaders(request.rawHeaders);
      const domain = domains.find(headers.host);
      if (domain) answers.onShortDomain(request, headers, response, domain);
      else answers.onOwnHost(request, headers, response);
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
