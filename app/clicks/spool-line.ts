import type { JournalBatch } from "./journal-line.ts";

const BODY = ',"body":';

/**
 * A batch as one line of a spool file: JSON, with the body as it is. The line end is part of it: without one the line is torn, and nobody
 * was answered for it.
 */
export function writeSpoolLine({ id, clickCount, firstAt, body }: JournalBatch): string {
  return `{"id":"${id}","clickCount":${clickCount},"firstAt":"${firstAt.toISOString()}"${BODY}${body}}\n`;
}

/** A spool file that no crash of ours leaves behind: somebody or the disk changed it. */
export class SpoolDamage extends Error {}

export interface SpoolContent {
  /** Each is read when it is its turn; one that cannot be read throws SpoolDamage then. */
  readonly batches: Iterable<JournalBatch>;
  /** Characters at the end that are no whole line: what a crash or a full disk cut off before anybody was answered. */
  readonly tornLength: number;
}

/** Reads a spool file back, as slowly as its reader goes on. */
export function readSpoolText(text: string): SpoolContent {
  const end = text.lastIndexOf("\n") + 1;
  return { batches: readLines(text, end), tornLength: text.length - end };
}

function* readLines(text: string, end: number): Generator<JournalBatch> {
  let number = 0;
  for (let start = 0; start < end;) {
    const lineEnd = text.indexOf("\n", start);
    number += 1;
    yield readLine(text.slice(start, lineEnd), number);
    start = lineEnd + 1;
  }
}

function readLine(line: string, number: number): JournalBatch {
  const { id, clickCount, firstAt, body } = readJson(line, number);
  if (
    typeof id !== "string" ||
    typeof clickCount !== "number" ||
    typeof firstAt !== "string" ||
    !(typeof body === "object" || typeof body === "string") ||
    body === null
  )
    throw new SpoolDamage(`Line ${number} of the spool file is no batch of clicks.`);
  // A text: as versions before wrote it, and their files may wait for this one.
  const bodyText = typeof body === "string" ? body : line.slice(line.indexOf(BODY) + BODY.length, -1);
  return { id, clickCount, firstAt: new Date(firstAt), body: bodyText };
}

function readJson(line: string, number: number): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch (error) {
    throw new SpoolDamage(`Line ${number} of the spool file cannot be read.`, { cause: error });
  }
}
