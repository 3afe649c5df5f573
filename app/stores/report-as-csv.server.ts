import { stringify } from "csv-stringify/sync";
import { inertCell } from "#app/kit/inert-cell.ts";
import type { ImportReport, LineRemark } from "./import-report.ts";

/** The report of an import as a file: one row per line that was left out or is worth knowing. */
export function reportAsCsv(report: ImportReport): string {
  const rowsOf = (result: string, remarks: readonly LineRemark[]) =>
    remarks.map(({ line, sentence }) => [line, result, inertCell(sentence)]);
  const rows = [...rowsOf("left out", report.problems), ...rowsOf("worth knowing", report.notes)];
  return stringify([["line", "result", "why"], ...rows.sort((one, other) => Number(one[0]) - Number(other[0]))]);
}
