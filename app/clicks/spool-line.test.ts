import { expect, test } from "vitest";
import type { JournalBatch } from "./journal-line.ts";
import { readSpoolText, SpoolDamage, writeSpoolLine } from "./spool-line.ts";

const body = `{"l":[{"b":"brand"}],"u":["agent, \\"body\\":{\\n"],"c":[{"i":"click","g":0,"t":1,"k":"unknown"}]}`;
const batch: JournalBatch = { id: "one", clickCount: 1, firstAt: new Date("2026-11-22T10:00:00.123Z"), body };
const other: JournalBatch = { ...batch, id: "two", clickCount: 2 };

test("batches are read back as they were written", () => {
  const { batches, tornLength } = readSpoolText(writeSpoolLine(batch) + writeSpoolLine(other));
  expect([[...batches], tornLength]).toEqual([[batch, other], 0]);
});

test("what a crash cut off is no line", () => {
  const { batches, tornLength } = readSpoolText(writeSpoolLine(batch) + writeSpoolLine(other).slice(0, 40));
  expect([[...batches], tornLength]).toEqual([[batch], 40]);
});

test("a file of a version before, whose bodies are texts, is read too", () => {
  const line = `${JSON.stringify({ id: "one", clickCount: 1, firstAt: batch.firstAt.toISOString(), body })}\n`;
  expect([...readSpoolText(line).batches]).toEqual([batch]);
});

test.each([
  ["is no JSON", "not a batch\n"],
  ["was cut in the middle", `${writeSpoolLine(batch).slice(0, 60)}\n`],
  ["has no body", `${JSON.stringify({ id: "one", clickCount: 1, firstAt: "2026-11-22T10:00:00Z" })}\n`],
])("a line that %s is damage, told when it is its turn", (_, line) => {
  const batches = readSpoolText(writeSpoolLine(batch) + line).batches[Symbol.iterator]();
  expect(batches.next().value).toEqual(batch);
  expect(() => batches.next()).toThrow(SpoolDamage);
});
