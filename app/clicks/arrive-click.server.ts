import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Services } from "#app/platform/services.server.ts";
import type { AskingHeaders } from "./asking-headers.ts";
import type { ArrivedClick } from "./arrived-click.ts";
import { classifyClick, unknownClassification, type AgentKind, type Classification } from "./classify-click.ts";
import { clientAddress, shortenAddress } from "./client-address.server.ts";
import { describeVisitor } from "./describe-visitor.server.ts";
import { expiredReasons, type LinkStanding } from "./link-standing.ts";
import { isOwnPeople } from "./own-people.server.ts";
import type { RedirectTarget } from "./redirect-target.ts";
import { readVisitorCookie } from "./visitor-cookie.ts";

/** What a request asked for, whoever it came from. */
export interface AskedLink {
  readonly target: FollowedLink;
  readonly standing: LinkStanding;
  /** From `?p=`; null leaves the link's own. */
  readonly placement: string | null;
  readonly isScan: boolean;
}

/** What a click keeps of the link; without one, of the brand whose short domain it was. */
export type FollowedLink =
  | Pick<RedirectTarget, "brandId" | "linkId" | "partnershipId" | "creatorId" | "placement" | "network">
  | {
      readonly brandId: string;
      readonly linkId: null;
      readonly partnershipId: null;
      readonly placement: "";
      readonly network: "";
    };

export interface Arrival {
  readonly click: ArrivedClick;
  /** The id a visitor without a cookie is given; null for one who sent theirs. */
  readonly newVisitorId: string | null;
}

const MAX_USER_AGENT_LENGTH = 300;
const MAX_REFERER_HOST_LENGTH = 100;

/** Reads who follows a link from the request alone: nobody is asked, nothing is waited for. */
export function createArrivals(
  { keys, newId }: Pick<Services, "keys" | "newId">,
  trustedProxyHops: number,
): (request: IncomingMessage, headers: AskingHeaders, asked: AskedLink, now: Date) => Arrival {
  function classify(
    method: string,
    { secPurpose, purpose, xMoz, cookie }: AskingHeaders,
    agent: AgentKind,
    { target, standing }: AskedLink,
  ): Classification {
    if (target.linkId === null) return unknownClassification;
    const judged = classifyClick({
      method,
      secPurpose,
      purpose,
      xMoz,
      agent,
      isOwn: isOwnPeople(cookie, target, keys),
      isActive: standing === "active",
    });
    if (judged.class !== "expired" || standing === "active") return judged;
    return { class: "expired", reason: expiredReasons[standing] };
  }

  return (request, headers, asked, now) => {
    const { target } = asked;
    const userAgent = (headers.userAgent ?? "").slice(0, MAX_USER_AGENT_LENGTH);
    const refererHost = hostOfReferer(headers.referer);
    const address = clientAddress(request.socket.remoteAddress, headers.forwardedFor, trustedProxyHops);
    const sentVisitorId = readVisitorCookie(headers.cookie);
    const visitorId = sentVisitorId ?? randomUUID();
    const visitorKey = keys.shortKeyedHash("click-visitor", visitorId);
    const addressPrefix = shortenAddress(address);
    const visitor = describeVisitor(userAgent, refererHost, addressPrefix);
    const judged = classify(request.method ?? "", headers, visitor.agent, asked);
    const click: ArrivedClick = {
      brandId: target.brandId,
      id: newId(),
      linkId: target.linkId,
      partnershipId: target.partnershipId,
      occurredAt: now,
      class: judged.class,
      reason: judged.reason,
      placement: asked.placement ?? target.placement,
      visitorKey,
      hourKey: sentVisitorId === null ? keys.shortKeyedHash("click-address", `${address}\n${userAgent}`) : visitorKey,
      addressPrefix,
      userAgent,
      refererHost,
      network: target.network || visitor.network,
      country: visitor.country,
      device: visitor.device,
      isScan: asked.isScan,
    };
    return { click, newVisitorId: sentVisitorId === null ? visitorId : null };
  };
}

/** The host alone: which page the visitor was on is nobody's business. */
function hostOfReferer(referer: string | undefined): string {
  if (referer === undefined) return "";
  const host = /^https?:\/\/([a-z0-9.-]+)/i.exec(referer)?.[1] ?? "";
  return host.slice(0, MAX_REFERER_HOST_LENGTH).toLowerCase();
}
