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
  const lines: JournalLine[] = [];
  for (const click of clicks) {
    if (Math.abs(click.occurredAt.getTime() - firstMs) > BATCH_SPAN_MS) break;
    lines.push(lineOf(click));
  }
  return { id, body: JSON.stringify(lines), clickCount: lines.length, firstAt: new Date(firstMs) };
}

/** Written out flat: it is made for every click. */
function lineOf(click: ArrivedClick): JournalLine {
  return {
    b: click.brandId,
    i: click.id,
    l: click.linkId ?? undefined,
    p: click.partnershipId ?? undefined,
    t: click.occurredAt.getTime(),
    k: click.class,
    r: click.reason === usualReasons[click.class] ? undefined : click.reason,
    s: click.placement || undefined,
    v: click.visitorKey,
    h: click.hourKey === click.visitorKey ? undefined : click.hourKey,
    a: click.addressPrefix || undefined,
    u: click.userAgent || undefined,
    f: click.refererHost || undefined,
    n: click.network || undefined,
    c: click.country || undefined,
    d: click.device,
    q: click.isScan ? 1 : undefined,
  };
}
