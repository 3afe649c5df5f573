import type { ArrivedClick } from "./arrived-click.ts";
import { usualReasons } from "./classify-click.ts";

/** What one commit puts on disk: clicks that were answered together. */
export interface JournalBatch {
  /** Kept when the batch takes the way over the spool, so that it is journalled once whatever got lost on the way. */
  readonly id: string;
  /** A JSON array of journal lines. */
  readonly body: string;
  readonly clickCount: number;
  /** When its earliest click arrived. */
  readonly firstAt: Date;
}

/**
 * A click as the journal keeps it: short, because its bytes are in the way of every answer. The names are one letter each, what is empty
 * is left out, and the reason too where the class says it all; `click-journal-store` reads them back into columns.
 */
export interface JournalLine {
  /** Brand. */
  readonly b: string;
  readonly i: string;
  /** Link and partnership. */
  readonly l: string | undefined;
  readonly p: string | undefined;
  /** When it occurred, in ms since 1970. */
  readonly t: number;
  /** Class, and its reason where the class has several. */
  readonly k: string;
  readonly r: string | undefined;
  /** Placement: the spot. */
  readonly s: string | undefined;
  /** The visitor's key, and the key of the hour where it is another one. */
  readonly v: string;
  readonly h: string | undefined;
  readonly a: string | undefined;
  readonly u: string | undefined;
  /** The referring host: where from. */
  readonly f: string | undefined;
  readonly n: string | undefined;
  readonly c: string | undefined;
  readonly d: string;
  /** 1 when a QR code was scanned. */
  readonly q: 1 | undefined;
}

/** The longest time between the first and the last click of one batch: far below the hour that is judged at once. */
export const BATCH_SPAN_MS = 60_000;

/** Takes clicks from the front for one commit: all of them, unless they span too much time. `clicks` is not empty and in order of arrival. */
export function composeBatch(id: string, clicks: readonly ArrivedClick[]): JournalBatch {
  const firstMs = clicks[0]?.occurredAt.getTime() ?? 0;
  let body = "";
  let clickCount = 0;
  for (const click of clicks) {
    if (Math.abs(click.occurredAt.getTime() - firstMs) > BATCH_SPAN_MS) break;
    body += `${clickCount === 0 ? "[" : ","}${writeLine(click)}`;
    clickCount += 1;
  }
  return { id, body: `${body}]`, clickCount, firstAt: new Date(firstMs) };
}

/**
 * A `JournalLine` as JSON. Put together by hand, because it is in the way of every answer: ids, hashes and words of ours hold nothing that
 * JSON would escape; what a request says of itself is written by `JSON.stringify`.
 */
function writeLine(click: ArrivedClick): string {
  const { linkId, partnershipId, reason, placement, hourKey, visitorKey, refererHost } = click;
  let line = `{"b":"${click.brandId}","i":"${click.id}","t":${click.occurredAt.getTime()},"k":"${click.class}","v":"${visitorKey}"`;
  if (linkId !== null) line += `,"l":"${linkId}"`;
  if (partnershipId !== null) line += `,"p":"${partnershipId}"`;
  if (reason !== usualReasons[click.class]) line += `,"r":${JSON.stringify(reason)}`;
  if (placement !== "") line += `,"s":${JSON.stringify(placement)}`;
  if (hourKey !== visitorKey) line += `,"h":"${hourKey}"`;
  if (click.addressPrefix !== "") line += `,"a":"${click.addressPrefix}"`;
  if (click.userAgent !== "") line += `,"u":${JSON.stringify(click.userAgent)}`;
  if (refererHost !== "") line += `,"f":${JSON.stringify(refererHost)}`;
  if (click.network !== "") line += `,"n":"${click.network}"`;
  if (click.country !== "") line += `,"c":"${click.country}"`;
  return `${line},"d":"${click.device}"${click.isScan ? ',"q":1' : ""}}`;
}
