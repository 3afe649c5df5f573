import type { ArrivedClick } from "./arrived-click.ts";

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
 * A click as the journal keeps it. The names are one letter each because every click carries them to disk twice;
 * `click-journal-store` reads them back into columns.
 */
export interface JournalLine {
  /** Brand. */
  readonly b: string;
  readonly i: string;
  /** Link and partnership. */
  readonly l: string | null;
  readonly p: string | null;
  /** When it occurred, in ms since 1970. */
  readonly t: number;
  /** Class and its reason. */
  readonly k: string;
  readonly r: string;
  /** Placement: the spot. */
  readonly s: string;
  /** The visitor's key, and the key of the hour where it is another one. */
  readonly v: string;
  readonly h: string | undefined;
  readonly a: string;
  readonly u: string;
  /** The referring host: where from. */
  readonly f: string;
  readonly n: string;
  readonly c: string;
  readonly d: string;
  /** Whether a QR code was scanned. */
  readonly q: boolean;
}

/** The longest time between the first and the last click of one batch: far below the hour that is judged at once. */
export const BATCH_SPAN_MS = 60_000;

/** Takes clicks from the front of a queue for one commit. `clicks` is not empty and in order of arrival. */
export function composeBatch(id: string, clicks: readonly ArrivedClick[], maxClicks: number): JournalBatch {
  const firstMs = clicks[0]?.occurredAt.getTime() ?? 0;
  const lines: JournalLine[] = [];
  for (const click of clicks) {
    if (lines.length === maxClicks || Math.abs(click.occurredAt.getTime() - firstMs) > BATCH_SPAN_MS) break;
    lines.push(lineOf(click));
  }
  return { id, body: JSON.stringify(lines), clickCount: lines.length, firstAt: new Date(firstMs) };
}

/** Written out flat: it is made for every click. */
function lineOf(click: ArrivedClick): JournalLine {
  return {
    b: click.brandId,
    i: click.id,
    l: click.linkId,
    p: click.partnershipId,
    t: click.occurredAt.getTime(),
    k: click.class,
    r: click.reason,
    s: click.placement,
    v: click.visitorKey,
    h: click.hourKey === click.visitorKey ? undefined : click.hourKey,
    a: click.addressPrefix,
    u: click.userAgent,
    f: click.refererHost,
    n: click.network,
    c: click.country,
    d: click.device,
    q: click.isScan,
  };
}
