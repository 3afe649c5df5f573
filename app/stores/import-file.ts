import { z } from "zod";
import { csvColumns, type CsvColumn } from "./csv-columns.ts";
import { dateStyles, decimalStyles, type FileChoices } from "./file-choices.ts";
import { columnFieldOf } from "./file-form-texts.ts";

const MAX_TEXT_LENGTH = 60;

const styleSchema = z.object({
  currency: z.string().trim().max(MAX_TEXT_LENGTH).default(""),
  timeZone: z.string().trim().max(MAX_TEXT_LENGTH).default("UTC"),
  decimals: z.enum(decimalStyles).default("each"),
  dates: z.enum(dateStyles).default("year-first"),
});

/** What a person said about a file with so many columns; null when the form was not complete. */
export function readFileChoices(form: FormData, columnCount: number): FileChoices | null {
  const style = styleSchema.safeParse(Object.fromEntries([...form].filter(([, value]) => typeof value === "string")));
  if (!style.success) return null;
  const columns = Array.from({ length: columnCount }, (_, index) => readColumn(form.get(columnFieldOf(index))));
  return { ...style.data, columns };
}

function readColumn(chosen: FormDataEntryValue | null): CsvColumn | null {
  return csvColumns.find((column) => column === chosen) ?? null;
}
