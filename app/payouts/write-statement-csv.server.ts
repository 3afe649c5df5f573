import { stringify } from "csv-stringify/sync";
import { formatDecimal } from "#app/kit/money.ts";
import { inertCell } from "./inert-cell.ts";
import { statementKindWords, type StatementMonth, type StatementPart } from "./statement.ts";

const header = [
  "booked on",
  "what",
  "brand",
  "order",
  "sold on",
  "amount",
  "balance",
  "currency",
  "reason",
  "explanation",
];

/** A statement as a table: an opening row, the lines, a closing row, per currency. Amounts are numbers; texts never run. RFC 4180. */
export function writeStatementCsv(month: StatementMonth, parts: readonly StatementPart[], origin: string): string {
  const day = (instant: Date) => instant.toISOString().slice(0, 10);
  const rows = parts.flatMap((part) => [
    [
      day(month.from),
      "Opening balance",
      "",
      "",
      "",
      "",
      formatDecimal(part.openingMinor, part.currency),
      part.currency,
      "",
      "",
    ],
    ...part.lines.map((line) => [
      day(line.bookedAt),
      statementKindWords[line.kind],
      inertCell(line.brandName),
      inertCell(line.sale?.orderName ?? ""),
      line.sale ? day(line.sale.placedAt) : "",
      formatDecimal(line.amountMinor, line.currency),
      formatDecimal(line.balanceMinor, line.currency),
      line.currency,
      inertCell(line.sentence),
      line.sale ? `${origin}/creator/sales/${line.sale.id}` : "",
    ]),
    [
      day(month.until),
      "Closing balance",
      "",
      "",
      "",
      "",
      formatDecimal(part.closingMinor, part.currency),
      part.currency,
      "",
      "",
    ],
  ]);
  return stringify([header, ...rows], { record_delimiter: "windows" });
}
