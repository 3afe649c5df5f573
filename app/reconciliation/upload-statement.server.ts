import { refused, type Outcome } from "#app/kit/outcome.ts";
import { sha256 } from "#app/platform/keys.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { keepStatement, type KeepRefusal, type KeptStatement } from "./keep-statement.server.ts";
import { MAX_STATEMENT_LINES, StatementFault, type RailStatement } from "./rail-statement.ts";
import { readBankXml } from "./read-bank-xml.server.ts";
import { readCsvStatement } from "./read-csv-statement.server.ts";
import type { UploadStatement } from "./upload-statement.ts";

export type UploadRefusal = KeepRefusal | "unreadable-statement";

/** Reads an uploaded file, XML or CSV by its first character, and keeps what it says. */
export async function uploadStatement(
  services: Services,
  upload: UploadStatement & { readonly name: string; readonly text: string; readonly userId: string | null },
): Promise<Outcome<KeptStatement, UploadRefusal>> {
  let statement: RailStatement;
  try {
    statement = readStatement(upload);
  } catch (error) {
    if (error instanceof StatementFault) return refused("unreadable-statement", error.message);
    throw error;
  }
  return keepStatement(services, statement, { contentHash: sha256(upload.text), userId: upload.userId });
}

function readStatement({
  rail,
  name,
  text,
  ...columns
}: UploadStatement & { name: string; text: string }): RailStatement {
  const isXml = text
    .replace(/^\uFEFF/, "")
    .trimStart()
    .startsWith("<");
  const read = isXml
    ? readBankXml(text.replace(/^\uFEFF/, ""))
    : { format: "csv" as const, period: null, lines: readCsvStatement(text, columns) };
  if (read.lines.length > MAX_STATEMENT_LINES) {
    throw new StatementFault(`This file has more than ${MAX_STATEMENT_LINES} payments. Upload a shorter period.`);
  }
  const days = read.lines.map(({ bookedOn }) => bookedOn).sort();
  const period = read.period ?? { from: days[0] ?? "", until: days.at(-1) ?? "" };
  if (period.from === "") throw new StatementFault("This file tells of no payments.");
  return {
    ...{ rail, name, format: read.format, lines: read.lines },
    ...{ periodFrom: period.from, periodUntil: period.until },
  };
}
