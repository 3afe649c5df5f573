import type { ArrivedClick } from "./arrived-click.ts";
import { usualReasons } from "./classify-click.ts";

/** What one commit puts on disk: clicks that were answered together. */
export interface JournalBatch {
  /** Kept when the batch takes the way over the spool, so that it is journalled once whatever got lost on the way. */
  readonly id: string;
  /** A `JournalBody` as JSON. */
  readonly body: string;
  readonly clickCount: number;
  /** When its earliest click arrived. */
  readonly firstAt: Date;
}

/** Puts batches on disk: resolves when all of them are. */
export type StoreBatches = (batches: readonly JournalBatch[]) => Promise<void>;

/** What a commit writes. Clicks of one moment follow few links with few browsers: each of these is written once and named by its place. */
export interface JournalBody {
  readonly l: readonly JournalLink[];
  /** User agents. */
  readonly u: readonly string[];
  readonly c: readonly JournalLine[];
}

/** Brand, and for a known link its id and partnership. */
export interface JournalLink {
  readonly b: string;
  readonly l?: string;
  readonly p?: string;
}

/**
 * A click as the journal keeps it: short, because its bytes are in the way of every answer. The names are one letter each, what is empty
 * is left out, and the reason too where the class says it all; `click-journal-store` reads them back into columns.
 */
export interface JournalLine {
  readonly i: string;
  /** The link it goes to, by its place among the batch's links. */
  readonly g: number;
  /** When it occurred, in ms since 1970. */
  readonly t: number;
  /** Class, and its reason where the class has several. */
  readonly k: string;
  readonly r?: string;
  /** Placement: the spot. */
  readonly s?: string;
  /** The visitor's key, and the key of the hour where it is another one. */
  readonly v: string;
  readonly h?: string;
  readonly a?: string;
  /** The user agent, by its place among the batch's. */
  readonly u?: number;
  /** The referring host: where from. */
  readonly f?: string;
  readonly n?: string;
  readonly c?: string;
  readonly d: string;
  /** 1 when a QR code was scanned. */
  readonly q?: 1;
}

/** The longest time between the first and the last click of one batch: far below the hour that is judged at once. */
export const BATCH_SPAN_MS = 60_000;

/** Takes clicks from the front for one commit: all of them, unless they span too much time. `clicks` is not empty and in order of arrival. */
export function composeBatch(id: string, clicks: readonly ArrivedClick[]): JournalBatch {
  const firstMs = clicks[0]?.occurredAt.getTime() ?? 0;
  const links = createPlaces();
  const agents = createPlaces();
  let lines = "";
  let clickCount = 0;
  for (const click of clicks) {
    if (Math.abs(click.occurredAt.getTime() - firstMs) > BATCH_SPAN_MS) break;
    const link = links.placeOf(click.linkId ?? click.brandId, () => writeLink(click));
    const agent = click.userAgent === "" ? -1 : agents.placeOf(click.userAgent, () => JSON.stringify(click.userAgent));
    lines += `${clickCount === 0 ? "" : ","}${writeLine(click, link, agent)}`;
    clickCount += 1;
  }
  const body = `{"l":[${links.written()}],"u":[${agents.written()}],"c":[${lines}]}`;
  return { id, body, clickCount, firstAt: new Date(firstMs) };
}

/** Numbers things in the order they come, and writes each down once. */
function createPlaces() {
  const places = new Map<string, number>();
  let text = "";
  return {
    placeOf(key: string, write: () => string): number {
      const known = places.get(key);
      if (known !== undefined) return known;
      const place = places.size;
      places.set(key, place);
      text += `${place === 0 ? "" : ","}${write()}`;
      return place;
    },
    written: () => text,
  };
}

function writeLink({ brandId, linkId, partnershipId }: ArrivedClick): string {
  return linkId === null ? `{"b":"${brandId}"}` : `{"b":"${brandId}","l":"${linkId}","p":"${partnershipId}"}`;
}

/**
 * A `JournalLine` as JSON. Put together by hand, because it is in the way of every answer: ids, hashes and words of ours hold nothing that
 * JSON would escape; what a request says of itself is written by `JSON.stringify`.
 */
function writeLine(click: ArrivedClick, link: number, agent: number): string {
  const { reason, placement, hourKey, visitorKey, refererHost } = click;
  let line = `{"i":"${click.id}","g":${link},"t":${click.occurredAt.getTime()},"k":"${click.class}","v":"${visitorKey}"`;
  if (reason !== usualReasons[click.class]) line += `,"r":${JSON.stringify(reason)}`;
  if (placement !== "") line += `,"s":${JSON.stringify(placement)}`;
  if (hourKey !== visitorKey) line += `,"h":"${hourKey}"`;
  if (click.addressPrefix !== "") line += `,"a":"${click.addressPrefix}"`;
  if (agent !== -1) line += `,"u":${agent}`;
  if (refererHost !== "") line += `,"f":${JSON.stringify(refererHost)}`;
  if (click.network !== "") line += `,"n":"${click.network}"`;
  if (click.country !== "") line += `,"c":"${click.country}"`;
  return `${line},"d":"${click.device}"${click.isScan ? ',"q":1' : ""}}`;
}
