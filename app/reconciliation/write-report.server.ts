import { stringify } from "csv-stringify/sync";
import { inertCell } from "#app/kit/inert-cell.ts";
import { formatDecimal } from "#app/kit/money.ts";
import type { Rail } from "#app/payouts/payout.ts";
import type { Services } from "#app/platform/services.server.ts";
import { findingKeyOf } from "./finding.ts";
import { compareRow, findFindings } from "./find-findings.server.ts";
import { findCompared, findNotes } from "./finding-store.server.ts";
import { compareTopUp, topUpKeyOf } from "./compare-top-up.ts";
import { findCoverage } from "./statement-store.server.ts";
import { findComparedTopUps } from "./top-up-lines-store.server.ts";

const header = [
  ...["standing", "rail", "sent or booked on", "batch", "payout", "reference", "creator", "payout status", "currency"],
  ...["payout amount", "ledger amount", "paid currency", "paid amount", "rail amount", "note", "brand"],
];

/**
 * Every sent payout beside ledger and rail, every payment of a brand by Stripe beside ledger and Stripe, and what a rail tells of that is
 * none of ours, as CSV. Amounts are true numbers.
 */
export async function writeReport(services: Services, rail: Rail | null): Promise<string> {
  return services.db.inPlatform(async (tx) => {
    const scope = rail === null ? {} : { rail };
    const [coverage, notes] = [await findCoverage(tx), await findNotes(tx)];
    const rows = (await findCompared(tx, { ...scope, all: true })).map((row) => {
      const standing = compareRow(row, coverage);
      const isFinding = standing !== "matched" && standing !== "not-yet";
      return [
        ...[standing, row.rail, row.sentOn, inertCell(row.batchName), row.payoutId, "", inertCell(row.creatorName)],
        ...[row.status, row.currency, formatDecimal(row.amountMinor, row.currency)],
        ...[
          formatDecimal(row.ledgerMinor, row.currency),
          row.paidCurrency,
          formatDecimal(row.paidMinor, row.paidCurrency),
        ],
        row.railMinor === null ? "" : formatDecimal(row.railMinor, row.paidCurrency),
        inertCell((isFinding && notes.get(findingKeyOf(standing, row))?.note) || ""),
        "",
      ];
    });
    const topUps = rail === null || rail === "stripe" ? await findComparedTopUps(tx, { all: true }) : [];
    const topUpRows = topUps.map((topUp) => {
      const standing = compareTopUp(topUp, coverage.get("stripe") ?? null);
      const isFinding = standing === "missing" || standing === "different-amount";
      const { paymentId, currency, bookedMinor, toldMinor, firstBookedOn, brandName } = topUp;
      return [
        ...[standing, "stripe", firstBookedOn, "", "", inertCell(paymentId), "", "", currency, ""],
        ...[formatDecimal(bookedMinor, currency), currency, ""],
        toldMinor === null ? "" : formatDecimal(toldMinor, currency),
        inertCell((isFinding && notes.get(topUpKeyOf(standing, topUp))?.note) || ""),
        inertCell(brandName),
      ];
    });
    const extras = (await findFindings(tx, scope)).filter(({ kind }) => kind === "extra");
    const extraRows = extras.map(({ rail: name, day, reference, currency, theirsMinor, note }) => [
      ...["extra", name, day, "", "", inertCell(reference), "", "", "", "", "", currency, ""],
      ...[formatDecimal(theirsMinor, currency), inertCell(note?.note ?? ""), ""],
    ]);
    return stringify([header, ...rows, ...topUpRows, ...extraRows], { record_delimiter: "windows" });
  });
}
