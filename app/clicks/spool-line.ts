import type { JournalBatch } from "./journal-line.ts";

/** A batch as one line of a spool file. The line end is part of it: without one the line is torn, and nobody was answered for it. */
export function writeSpoolLine(batch: JournalBatch): string {
  const { id, clickCount, firstAt, body } = batch;
  return `${JSON.stringify({ id, clickCount, firstAt: firstAt.toISOString(), body })}\n`;
}

/** A spool file that no crash of ours leaves behind: somebody or the disk changed it. */
export class SpoolDamage extends Error {}

export interface SpoolContent {
  readonly batches: readonly JournalBatch[];
  /** Bytes at the end that are no whole line: what a crash or a full disk cut off before anybody was answered. */
  readonly tornLength: number;
}

/** Reads a spool file back. Throws SpoolDamage when a line that is whole cannot be read. */
export function readSpoolText(text: string): SpoolContent {
  const end = text.lastIndexOf("\n") + 1;
  const lines = text.slice(0, end).split("\n").slice(0, -1);
  return { batches: lines.map(readLine), tornLength: text.length - end };
}

function readLine(line: string, index: number): JournalBatch {
  const { id, clickCount, firstAt, body } = readJson(line, index);
  if (
    typeof id !== "string" ||
    typeof clickCount !== "number" ||
    typeof body !== "string" ||
    typeof firstAt !== "string"
  )
    throw new SpoolDamage(`Line ${index + 1} of the spool file is no batch of clicks.`);
  return { id, clickCount, firstAt: new Date(firstAt), body };
}

function readJson(line: string, index: number): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch (error) {
    throw new SpoolDamage(`Line ${index + 1} of the spool file cannot be read.`, { cause: error });
  }
}
