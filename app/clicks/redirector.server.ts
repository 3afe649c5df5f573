import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Services } from "#app/platform/services.server.ts";
import { onLinkChange } from "#app/links/link-changes.server.ts";
import type { ArrivedClick } from "./arrived-click.ts";
import { classifyClick, type AgentKind } from "./classify-click.ts";
import { appendToJournal } from "./click-journal-store.server.ts";
import { createClickWriter, type ClickWriter, type ClickWriterLimits } from "./click-writer.server.ts";
import { clientAddress, shortenAddress } from "./client-address.server.ts";
import { createAgentJudge } from "./judge-agent.server.ts";
import { createLinkCache, type LinkCacheLimits } from "./link-cache.server.ts";
import { isOwnPeople } from "./own-people.server.ts";
import { readRedirectUrl } from "./read-redirect-url.ts";
import { sendMethodNotAllowed, sendNotFound, sendRedirect, sendUnavailable } from "./redirect-answers.server.ts";
import { findLinkBySlug } from "./redirect-target-store.server.ts";
import { expiredReasons, standingOf, type LinkStanding } from "./link-standing.ts";
import { sendPreviewCard } from "./preview-card.server.ts";
import { targetOf, writeLocation, type RedirectTarget } from "./redirect-target.ts";
import { readVisitorCookie, writeVisitorCookie } from "./visitor-cookie.ts";

export type RedirectorLimits = ClickWriterLimits & LinkCacheLimits;

export interface RedirectorOptions {
  readonly services: Services;
  /** How many proxies of our own stand in front and add to X-Forwarded-For. 0 ignores the header. */
  readonly trustedProxyHops?: number;
  readonly limits?: Partial<RedirectorLimits>;
}

export interface Redirector {
  /** Answers every request to `/r/…` on the raw listener, by and by. */
  answer(request: IncomingMessage, response: ServerResponse): void;
  /** Stores and answers what has arrived; what comes after is asked to come again. */
  stop(): Promise<void>;
}

const defaultLimits: RedirectorLimits = {
  maxBatchClicks: 500,
  maxWaitingClicks: 10_000,
  answerDeadlineMs: 5_000,
  linkExpiryMs: 5_000,
  unknownLinkExpiryMs: 1_000,
  maxCachedLinks: 20_000,
};

const MAX_USER_AGENT_LENGTH = 300;
const MAX_REFERER_HOST_LENGTH = 100;

/** What the answering of one request needs beside the request. */
interface Desk {
  readonly services: Services;
  readonly writer: ClickWriter;
  readonly judgeAgent: (userAgent: string) => AgentKind;
  readonly trustedProxyHops: number;
  readonly isSecure: boolean;
}

/** Turns links into redirects. An answer is sent only when its click is on disk; without the database it is 503, never a lost click. */
export function createRedirector(options: RedirectorOptions): Redirector {
  const { services } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const cache = createLinkCache(async (slug) => {
    const link = await findLinkBySlug(services.db.sql, slug, services.clock.now());
    return link && targetOf(link, { allowsLoopback: services.isDemo, origin: services.origin });
  }, limits);
  const desk: Desk = {
    services,
    writer: createClickWriter((batch) => appendToJournal(services.db.sql, batch), services.newId, limits, services.log),
    judgeAgent: createAgentJudge(),
    trustedProxyHops: options.trustedProxyHops ?? 0,
    isSecure: services.origin.startsWith("https:"),
  };
  const stopListening = onLinkChange((slug) => cache.forget(slug));
  const loads = new Set<Promise<void>>();

  function loadAndAnswer(
    slug: string,
    nowMs: number,
    follow: (target: RedirectTarget | null) => void,
    fail: () => void,
  ) {
    let isLate = false;
    const deadline = setTimeout(() => {
      isLate = true;
      fail();
    }, limits.answerDeadlineMs);
    const load = cache
      .load(slug, nowMs)
      .then((target) => isLate || follow(target))
      .catch((error: unknown) => {
        services.log.error({ err: error }, "a link could not be read");
        if (!isLate) fail();
      })
      .then(() => {
        clearTimeout(deadline);
        loads.delete(load);
      });
    loads.add(load);
  }

  return {
    answer(request, response) {
      if (request.method !== "GET" && request.method !== "HEAD") return sendMethodNotAllowed(response);
      const asked = readRedirectUrl(request.url ?? "");
      if (!asked) return sendNotFound(response);
      const now = services.clock.now();
      const follow = (target: RedirectTarget | null): void => {
        if (target) followTarget(desk, request, response, target, asked.placement, now);
        else sendNotFound(response);
      };
      const target = cache.peek(asked.slug, now.getTime());
      if (target !== undefined) follow(target);
      else loadAndAnswer(asked.slug, now.getTime(), follow, () => sendUnavailable(response));
    },
    async stop() {
      stopListening();
      while (loads.size > 0) await Promise.all(loads);
      await desk.writer.stop();
    },
  };
}

/** Stores the click of one request, then sends it on. */
function followTarget(
  desk: Desk,
  request: IncomingMessage,
  response: ServerResponse,
  target: RedirectTarget,
  askedPlacement: string | null,
  now: Date,
): void {
  const sentVisitorId = readVisitorCookie(request.headers.cookie);
  const visitorId = sentVisitorId ?? randomUUID();
  const standing = standingOf(target, now.getTime());
  const click = arriveClick(desk, request, target, { visitorId, hasCookie: sentVisitorId !== null, standing, now });
  const placed = askedPlacement === null ? click : { ...click, placement: askedPlacement };
  const address = standing === "active" ? target.destination : target.fallback;
  const isPerson = click.class === "counted" || click.class === "expired";
  const setCookie = sentVisitorId === null && isPerson ? writeVisitorCookie(visitorId, desk.isSecure) : "";
  desk.writer.write(placed, (isStored) => {
    if (!isStored) sendUnavailable(response);
    else if (click.class === "preview" && target.card) sendPreviewCard(response, target.card, request.method ?? "");
    else sendRedirect(response, writeLocation(address, click.id, askedPlacement), setCookie);
  });
}

interface Visitor {
  readonly visitorId: string;
  readonly hasCookie: boolean;
  readonly standing: LinkStanding;
  readonly now: Date;
}

function arriveClick(desk: Desk, request: IncomingMessage, target: RedirectTarget, visitor: Visitor): ArrivedClick {
  const { headers } = request;
  const { keys, newId } = desk.services;
  const userAgent = (headers["user-agent"] ?? "").slice(0, MAX_USER_AGENT_LENGTH);
  const forwardedFor = headers["x-forwarded-for"];
  const address = clientAddress(
    request.socket.remoteAddress,
    Array.isArray(forwardedFor) ? forwardedFor.join(",") : forwardedFor,
    desk.trustedProxyHops,
  );
  const { class: clickClass, reason } = classifyClick({
    method: request.method ?? "",
    secPurpose: oneValue(headers["sec-purpose"]),
    purpose: oneValue(headers["purpose"]),
    xMoz: oneValue(headers["x-moz"]),
    agent: desk.judgeAgent(userAgent),
    isOwn: isOwnPeople(headers.cookie, target, keys),
    isActive: visitor.standing === "active",
  });
  const visitorKey = keys.keyedHash("click-visitor", visitor.visitorId);
  return {
    brandId: target.brandId,
    id: newId(),
    linkId: target.linkId,
    partnershipId: target.partnershipId,
    occurredAt: visitor.now,
    class: clickClass,
    reason: clickClass === "expired" && visitor.standing !== "active" ? expiredReasons[visitor.standing] : reason,
    placement: target.placement,
    visitorKey,
    hourKey: visitor.hasCookie ? visitorKey : keys.keyedHash("click-address", `${address}\n${userAgent}`),
    addressPrefix: shortenAddress(address),
    userAgent,
    refererHost: hostOfReferer(headers.referer),
    network: "",
    country: "",
    device: "other",
    isScan: false,
  };
}

function oneValue(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

/** The host alone: which page the visitor was on is nobody's business. */
function hostOfReferer(referer: string | undefined): string {
  if (referer === undefined) return "";
  const host = /^https?:\/\/([a-z0-9.-]+)/i.exec(referer)?.[1] ?? "";
  return host.slice(0, MAX_REFERER_HOST_LENGTH).toLowerCase();
}
