import type { ClickClass } from "./click.ts";

/** What a user agent string says about who asks. */
export type AgentKind = "person" | "bot" | "preview" | "empty";

/** What one request shows of itself, before anybody remembers the visitor. Headers as sent, in any case; absent is undefined. */
export interface ClickSigns {
  readonly method: string;
  /** `Sec-Purpose`, a structured header: `prefetch` or `prefetch;prerender` (WHATWG Fetch). */
  readonly secPurpose: string | undefined;
  /** `Purpose: prefetch`, what older Chromium and Safari send. */
  readonly purpose: string | undefined;
  /** `X-Moz: prefetch`, what older Firefox sends. */
  readonly xMoz: string | undefined;
  readonly agent: AgentKind;
  /** The creator of the link, or somebody of its brand: see own-people.server.ts. */
  readonly isOwn: boolean;
  /** False once partnership or campaign are past their tail. */
  readonly isActive: boolean;
}

export interface Classification {
  readonly class: ClickClass;
  /** One clause: why this class. */
  readonly reason: string;
}

/** One counted click per visitor and link in this time. */
export const REPEAT_WINDOW_MS = 3_600_000;

/** What a click becomes when the visitor's last counted one on the same link is not yet a window old. */
export const repeatClassification: Classification = {
  class: "repeat",
  reason: "the same visitor followed this link within the hour before",
};

/** A request for a slug that is none of the brand's, at the brand's short domain. */
export const unknownClassification: Classification = {
  class: "unknown",
  reason: "the brand has no link of that name at its short domain",
};

const classifications = {
  head: { class: "head", reason: "a HEAD request asks for the headers alone, which no person does" },
  prefetch: { class: "prefetch", reason: "the browser fetched ahead and nobody has tapped yet" },
  empty: { class: "empty-agent", reason: "no user agent was given, which every browser does" },
  preview: { class: "preview", reason: "a network fetched the link to draw a preview of it" },
  bot: { class: "bot", reason: "the user agent is a known crawler or program" },
  self: { class: "self", reason: "the creator or somebody of the brand followed their own link" },
  expired: { class: "expired", reason: "the partnership or its campaign is past its end and tail" },
  counted: { class: "counted", reason: "a person followed the link, the first time within the hour" },
} as const satisfies Record<string, Classification>;

/** The reason that goes without saying, by class. */
export const usualReasons: Readonly<Record<ClickClass, string>> = Object.fromEntries(
  [...Object.values(classifications), repeatClassification, unknownClassification].map((judged) => [
    judged.class,
    judged.reason,
  ]),
) as Record<ClickClass, string>;

/**
 * The class of a click by its own signs, after the MRC's guideline to filter what is no person but keep it with the reason.
 * `counted` stands only until the visitor is looked up: see `repeatClassification`.
 */
export function classifyClick(signs: ClickSigns): Classification {
  if (signs.method === "HEAD") return classifications.head;
  if (isPrefetch(signs.secPurpose) || isPrefetch(signs.purpose) || isPrefetch(signs.xMoz))
    return classifications.prefetch;
  if (signs.agent === "empty") return classifications.empty;
  if (signs.agent === "preview") return classifications.preview;
  if (signs.agent === "bot") return classifications.bot;
  if (signs.isOwn) return classifications.self;
  return signs.isActive ? classifications.counted : classifications.expired;
}

function isPrefetch(header: string | undefined): boolean {
  return header !== undefined && /^\s*(prefetch|preview)\b/i.test(header);
}
