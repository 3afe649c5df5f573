import { stringify } from "csv-stringify/sync";
import { inertCell } from "#app/kit/inert-cell.ts";
import { formatDecimal } from "#app/kit/money.ts";
import type { TaxDeclaration } from "./tax-form.ts";
import type { Dac7Row } from "./yearly-dac7.ts";
import type { NecRow } from "./yearly-nec.ts";

/** A row to file with what its creator declared; null where they have not. */
export interface RowToFile<Row> {
  readonly row: Row;
  readonly creatorName: string;
  readonly declaration: TaxDeclaration | null;
  /** Where money goes, in the clear; empty where nobody knows. */
  readonly account: string;
}

const address = ["street", "city", "region", "postal code", "country"] as const;
const necHeader = [
  ...["year", "creator", "name", "business name", "kind of number", "tax number", ...address],
  ...["nonemployee compensation", "federal income tax withheld", "currency", "note"],
];

/** The list for Form 1099-NEC, boxes 1 and 4. Amounts are numbers; texts never run. RFC 4180. */
export function writeNecList(year: number, rows: readonly RowToFile<NecRow>[]): string {
  const lines = rows.map(({ row, creatorName, declaration }) => {
    const w9 = declaration?.kind === "w-9" ? declaration : null;
    return [
      String(year),
      inertCell(creatorName),
      inertCell(w9?.name ?? ""),
      inertCell(w9?.businessName ?? ""),
      w9?.tinKind ?? "",
      w9?.tin ?? "",
      ...addressCells(w9),
      formatDecimal(row.paidMinor, "USD"),
      formatDecimal(row.withheldMinor, "USD"),
      "USD",
      row.isMissingW9 ? "no valid Form W-9 on file" : "",
    ];
  });
  return stringify([necHeader, ...lines], { record_delimiter: "windows" });
}

const QUARTER_COLUMNS = ["consideration", "activities", "fees", "taxes withheld"] as const;
const dac7Header = [
  ...["year", "creator", "person or entity", "name", ...address, "date of birth", "registration number"],
  ...["tax number", "country of residence", "VAT id", "account", "currency"],
  ...[1, 2, 3, 4].flatMap((quarter) => QUARTER_COLUMNS.map((column) => `Q${quarter} ${column}`)),
  "note",
];

/** The list for DAC7, one row per creator and currency. Amounts and counts are numbers; texts never run. RFC 4180. */
export function writeDac7List(year: number, rows: readonly RowToFile<Dac7Row>[]): string {
  const lines = rows.map(({ row, creatorName, declaration, account }) => {
    const own = declaration?.kind === "dac7" ? declaration : null;
    return [
      String(year),
      inertCell(creatorName),
      own?.taxpayer ?? "",
      inertCell(own?.name ?? ""),
      ...addressCells(own),
      own?.birthDate ?? "",
      inertCell(own?.registrationNumber ?? ""),
      inertCell(own?.tin ?? ""),
      row.residence,
      inertCell(own?.vatId ?? ""),
      inertCell(account),
      row.currency,
      ...row.quarters.flatMap((quarter) => [
        formatDecimal(quarter.considerationMinor, row.currency),
        String(quarter.activityCount),
        formatDecimal(quarter.feesMinor, row.currency),
        formatDecimal(quarter.taxesMinor, row.currency),
      ]),
      row.isMissingForm ? "seller details missing" : "",
    ];
  });
  return stringify([dac7Header, ...lines], { record_delimiter: "windows" });
}

function addressCells(declaration: TaxDeclaration | null): string[] {
  if (declaration === null) return address.map(() => "");
  const { street, city, region, postalCode, country } = declaration.address;
  return [street, city, region, postalCode, country].map(inertCell);
}
