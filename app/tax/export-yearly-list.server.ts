import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { accountText } from "#app/payees/payee-kinds.ts";
import { openAccount } from "#app/payees/payee-secrets.server.ts";
import { findLatestPayees } from "#app/payees/payee-store.server.ts";
import { sha256 } from "#app/platform/keys.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { readYearlyListsIn, type YearlyLists } from "./read-yearly-lists.server.ts";
import type { TaxFormKind } from "./tax-form.ts";
import { formOf } from "./tax-form-store.server.ts";
import { openDeclaration } from "./tax-secrets.server.ts";
import { writeDac7List, writeNecList, type RowToFile } from "./write-yearly-list.server.ts";
import type { YearlyListName } from "./yearly-list-names.ts";

/**
 * A list of a year for filing, with tax numbers and accounts in the clear. This is the only way they leave, and who took them, of which
 * list and how many, is in the audit log before the file is handed out.
 */
export async function exportYearlyList(
  services: Services,
  command: { readonly year: number; readonly list: YearlyListName; readonly userId: string },
): Promise<Outcome<{ content: string }, "no-threshold" | "rates-missing">> {
  const { year, list, userId } = command;
  return services.db.inPlatform(async (tx) => {
    const lists = await readYearlyListsIn(services, tx, year);
    const written = list === "1099-nec" ? writeNec(services, lists) : await writeDac7(services, tx, lists);
    if (!written.ok) return written;
    const { content, rowCount } = written.value;
    await recordAuditEvent(services, tx, {
      brandId: null,
      actorUserId: userId,
      action: "tax-list.exported",
      subjectId: `${list}-${year}`,
      detail: { list, year, rows: rowCount, sha256: sha256(content) },
    });
    return done({ content });
  });
}

interface Written {
  readonly content: string;
  readonly rowCount: number;
}

function writeNec(services: Services, lists: YearlyLists): Outcome<Written, "no-threshold" | "rates-missing"> {
  if (!lists.nec.ok) return lists.nec;
  if (lists.missingRates.length > 0) return refused("rates-missing");
  const rows = lists.nec.value.listed.map((row) => toFile(services, lists, row, "w-9", ""));
  return done({ content: writeNecList(lists.year, rows), rowCount: rows.length });
}

async function writeDac7(services: Services, tx: Tx, lists: YearlyLists): Promise<Outcome<Written, never>> {
  const payees = await findLatestPayees(tx, [...new Set(lists.dac7.listed.map(({ creatorId }) => creatorId))]);
  const rows = lists.dac7.listed.map((row) => {
    const payee = payees.get(row.creatorId);
    return toFile(services, lists, row, "dac7", payee ? accountText(openAccount(services, payee)) : "");
  });
  return done({ content: writeDac7List(lists.year, rows), rowCount: rows.length });
}

function toFile<Row extends { readonly creatorId: string }>(
  services: Services,
  { names, forms }: YearlyLists,
  row: Row,
  kind: TaxFormKind,
  account: string,
): RowToFile<Row> {
  const form = formOf(forms.get(row.creatorId), kind);
  return {
    row,
    account,
    creatorName: names.get(row.creatorId) ?? "",
    declaration: form && openDeclaration(services, form.declarationEncrypted),
  };
}
