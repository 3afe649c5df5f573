import { countryName } from "#app/kit/country.ts";
import { formatRate } from "#app/kit/amount-text.ts";
import { endToEndIdOf } from "#app/rails/payment.ts";
import { toPrintableText } from "#app/kit/printable-text.ts";
import {
  amountText,
  GREEN,
  GREY,
  INK,
  openSheet,
  PAGE,
  rule,
  WIDTH,
  type Sheet,
} from "#app/statements/statement-sheet.server.ts";
import type { InvoiceContent, Party } from "./invoice.ts";
import { vatNotes } from "./invoice-vat.ts";

const HALF = WIDTH / 2;
const AMOUNT_WIDTH = 110;

/** An invoice or credit note on paper, from what was kept when it was issued: written again it is the same. */
export async function writeInvoicePdf(content: InvoiceContent): Promise<Buffer> {
  const sheet = openSheet(`${titleOf(content)} ${content.name}`, new Date(`${content.issuedOn}T00:00:00Z`));
  const chunks: Buffer[] = [];
  sheet.on("data", (chunk: Buffer) => chunks.push(chunk));
  const finished = new Promise<void>((resolve) => sheet.on("end", resolve));
  writeHead(sheet, content);
  writeParties(sheet, content);
  writeAmounts(sheet, content);
  writeNotes(sheet, content);
  sheet.end();
  await finished;
  return Buffer.concat(chunks);
}

function titleOf({ kind }: InvoiceContent): string {
  return kind === "invoice" ? "Self-billing invoice" : "Self-billing credit note";
}

function writeHead(sheet: Sheet, content: InvoiceContent): void {
  sheet.font("Helvetica-Bold").fontSize(13).fillColor(GREEN).text("Self-billing", PAGE.left, PAGE.top);
  sheet.moveDown(1.4);
  sheet
    .fontSize(22)
    .fillColor(INK)
    .text(`${titleOf(content)} ${content.name}`);
  sheet.moveDown(0.3).font("Helvetica").fontSize(9).fillColor(GREY);
  sheet.text(`Issued ${content.issuedOn} by the recipient, in the name and on behalf of the supplier.`);
  sheet.text(`Payment of ${content.paidOn}, batch ${content.batchName}, reference ${endToEndIdOf(content.payoutId)}.`);
  if (content.corrects.length > 0) sheet.text(`Corrects ${content.corrects.join(", ")}.`);
  if (content.reason !== "") sheet.text(content.reason);
  sheet.moveDown(2);
}

function writeParties(sheet: Sheet, { supplier, recipient }: InvoiceContent): void {
  const top = sheet.y;
  writeParty(sheet, "Supplier", supplier, PAGE.left, top);
  const bottom = sheet.y;
  writeParty(sheet, "Recipient", recipient, PAGE.left + HALF, top);
  sheet.x = PAGE.left;
  sheet.y = Math.max(bottom, sheet.y) + 24;
}

function writeParty(sheet: Sheet, label: string, party: Party, left: number, top: number): void {
  const width = HALF - 16;
  sheet.font("Helvetica").fontSize(8).fillColor(GREY).text(label, left, top, { width });
  sheet.font("Helvetica-Bold").fontSize(11).fillColor(INK).text(toPrintableText(party.name), { width });
  const place = [party.postalCode, party.city, party.region].filter((text) => text !== "").join(" ");
  sheet.font("Helvetica").fontSize(10);
  for (const line of [party.street, place, countryName(party.country)]) sheet.text(toPrintableText(line), { width });
  if (party.vatId !== "") sheet.text(`VAT id ${party.vatId}`, { width });
}

function writeAmounts(sheet: Sheet, { lines, currency, vat, totalMinor, withheldMinor }: InvoiceContent): void {
  rule(sheet, sheet.y);
  sheet.y += 8;
  for (const line of lines) writeRow(sheet, line.text, BigInt(line.minor), currency);
  rule(sheet, sheet.y);
  sheet.y += 8;
  if (vat.rateBps > 0) {
    writeRow(sheet, "Net", BigInt(vat.netMinor), currency);
    writeRow(sheet, `VAT ${formatRate(vat.rateBps)}`, BigInt(vat.vatMinor), currency);
  }
  writeRow(sheet, vat.rateBps > 0 ? "Total, VAT included" : "Total", BigInt(totalMinor), currency, true);
  const withheld = BigInt(withheldMinor);
  if (withheld === 0n) return;
  writeRow(sheet, "Of it withheld for US tax", -withheld, currency);
  writeRow(sheet, "Paid out", BigInt(totalMinor) - withheld, currency);
}

function writeRow(sheet: Sheet, label: string, minor: bigint, currency: string, isBold = false): void {
  const top = sheet.y;
  sheet
    .font(isBold ? "Helvetica-Bold" : "Helvetica")
    .fontSize(10)
    .fillColor(INK)
    .text(toPrintableText(label), PAGE.left, top, { width: WIDTH - AMOUNT_WIDTH - 12 });
  const bottom = sheet.y;
  const left = PAGE.right - AMOUNT_WIDTH;
  sheet.text(`${amountText(minor, currency)} ${currency}`, left, top, { width: AMOUNT_WIDTH, align: "right" });
  sheet.x = PAGE.left;
  sheet.y = Math.max(bottom, sheet.y) + 6;
}

function writeNotes(sheet: Sheet, { vat }: InvoiceContent): void {
  sheet.moveDown(1).font("Helvetica").fontSize(9).fillColor(GREY);
  const note = vatNotes[vat.treatment];
  if (note !== "") sheet.text(note, PAGE.left, sheet.y, { width: WIDTH });
  sheet.text("The supplier agreed to self-billing (Directive 2006/112/EC, Article 224).", { width: WIDTH });
}
