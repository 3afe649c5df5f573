import { countryName } from "#app/kit/country.ts";
import { formatRate } from "#app/kit/amount-text.ts";
import {
  amountText,
  dayText,
  GREEN,
  GREY,
  INK,
  makeRoom,
  openSheet,
  PAGE,
  rule,
  WIDTH,
  writeColumnHeads,
  writeFigures,
  columns,
  type Sheet,
} from "#app/statements/statement-sheet.server.ts";
import { toPrintableText } from "#app/kit/printable-text.ts";
import type { Party } from "#app/tax/invoice.ts";
import { invoiceKindWords, isCharge, lineInWords, type Invoice } from "./invoice.ts";

const ROW_HEIGHT = 20;
const HALF = WIDTH / 2;
/** Where the figures of a charge stand: net, rate, VAT. */
const charged = { net: WIDTH - 220, rate: WIDTH - 130, vat: WIDTH - 80, width: 80 } as const;

/** A brand's invoice on paper: who sells and who buys, the platform's fee with its VAT, and beside it the brand's own money passing through. */
export async function writeInvoicePdf(invoice: Invoice, writtenAt: Date): Promise<Buffer> {
  const sheet = openSheet(titleOf(invoice), writtenAt);
  const chunks: Buffer[] = [];
  sheet.on("data", (chunk: Buffer) => chunks.push(chunk));
  const finished = new Promise<void>((resolve) => sheet.on("end", resolve));
  writeHead(sheet, invoice);
  writeParties(sheet, invoice);
  writeCharges(sheet, invoice);
  writeLines(sheet, invoice);
  sheet.end();
  await finished;
  return Buffer.concat(chunks);
}

function titleOf({ kind, number }: Invoice): string {
  return `${invoiceKindWords[kind]} ${number}`;
}

/** "1 Jul 2026" of `2026-07-01`. */
function dayOf(day: string): string {
  return dayText(new Date(`${day}T00:00:00Z`));
}

function writeHead(sheet: Sheet, invoice: Invoice): void {
  sheet.font("Helvetica-Bold").fontSize(13).fillColor(GREEN).text("Fairshare", PAGE.left, PAGE.top);
  sheet.moveDown(1.2).fontSize(20).fillColor(INK).text(titleOf(invoice));
  sheet.moveDown(0.4).font("Helvetica").fontSize(9).fillColor(GREY);
  sheet.text(`Date of issue ${dayOf(invoice.issuedOn)}`);
  sheet.text(`Period of supply ${dayOf(invoice.firstDay)} to ${dayOf(invoice.lastDay)}. Days are UTC days.`);
  if (invoice.whyStatement !== "") sheet.moveDown(0.6).fillColor(INK).text(invoice.whyStatement, { width: WIDTH });
  sheet.moveDown(1.6);
}

function writeParties(sheet: Sheet, { seller, buyer, brandName }: Invoice): void {
  const top = sheet.y;
  writeParty(sheet, "Seller", seller ?? { name: "Fairshare" }, PAGE.left, top);
  if (seller && seller.registration !== "") sheet.text(toPrintableText(seller.registration), { width: HALF - 16 });
  const bottom = sheet.y;
  writeParty(sheet, "Buyer", buyer ?? { name: brandName }, PAGE.left + HALF, top);
  sheet.x = PAGE.left;
  sheet.y = Math.max(bottom, sheet.y) + 24;
}

function writeParty(sheet: Sheet, label: string, party: Party | { readonly name: string }, left: number, top: number) {
  const width = HALF - 16;
  sheet.font("Helvetica").fontSize(8).fillColor(GREY).text(label, left, top, { width });
  sheet.font("Helvetica-Bold").fontSize(11).fillColor(INK).text(toPrintableText(party.name), { width });
  sheet.font("Helvetica").fontSize(10);
  if (!("country" in party)) return;
  const place = [party.postalCode, party.city, party.region].filter((text) => text !== "").join(" ");
  for (const line of [party.street, place, countryName(party.country)]) sheet.text(toPrintableText(line), { width });
  if (party.vatId !== "") sheet.text(`VAT id ${party.vatId}`, { width });
}

function writeCharges(sheet: Sheet, invoice: Invoice): void {
  const { charges, totals, currency, netMinor, grossMinor, notes } = invoice;
  sheet.font("Helvetica-Bold").fontSize(14).fillColor(INK).text("What we charge", PAGE.left).moveDown(0.5);
  if (charges.length > 0) writeCells(sheet, "Service", [`Net, ${currency}`, "VAT", `VAT, ${currency}`], true);
  for (const { text, rateBps, netMinor: net, vatMinor } of charges) {
    const figures = [amountText(net, currency), formatRate(rateBps), amountText(vatMinor, currency)] as const;
    writeCells(sheet, text, figures);
  }
  writeSum(sheet, "Net", netMinor, currency);
  for (const { rateBps, vatMinor, netMinor: net } of totals) {
    if (rateBps > 0) writeSum(sheet, `VAT ${formatRate(rateBps)} of ${amountText(net, currency)}`, vatMinor, currency);
  }
  writeSum(sheet, "Total", grossMinor, currency, true);
  sheet.font("Helvetica").fontSize(9).fillColor(GREY);
  for (const note of notes) sheet.text(toPrintableText(note), PAGE.left, sheet.y, { width: WIDTH });
  sheet.text("Taken from the balance already: nothing is left to pay.", PAGE.left, sheet.y + 4, { width: WIDTH });
  sheet.moveDown(2);
}

function writeCells(
  sheet: Sheet,
  text: string,
  [net, rate, vat]: readonly [string, string, string],
  isHead = false,
): void {
  makeRoom(sheet, ROW_HEIGHT * 2);
  const top = sheet.y;
  sheet
    .font("Helvetica")
    .fontSize(isHead ? 8 : 10)
    .fillColor(isHead ? GREY : INK)
    .text(toPrintableText(text), PAGE.left, top, { width: charged.net - 12 });
  const bottom = sheet.y;
  const { width } = charged;
  sheet.text(net, PAGE.left + charged.net, top, { width, align: "right" });
  sheet.text(rate, PAGE.left + charged.rate, top, { width: 50, align: "right" });
  sheet.text(vat, PAGE.left + charged.vat, top, { width, align: "right" });
  rule(sheet, bottom + 4);
  sheet.x = PAGE.left;
  sheet.y = bottom + 9;
}

function writeSum(sheet: Sheet, label: string, minor: bigint, currency: string, isBold = false): void {
  makeRoom(sheet, ROW_HEIGHT);
  const top = sheet.y;
  sheet
    .font(isBold ? "Helvetica-Bold" : "Helvetica")
    .fontSize(10)
    .fillColor(INK)
    .text(label, PAGE.left, top, { lineBreak: false });
  sheet.text(`${amountText(minor, currency)} ${currency}`, PAGE.left, top, { width: WIDTH, align: "right" });
  sheet.y = top + 17;
}

function writeLines(sheet: Sheet, { lines, openingMinor, closingMinor, currency }: Invoice): void {
  makeRoom(sheet, ROW_HEIGHT * 4);
  sheet.font("Helvetica-Bold").fontSize(14).fillColor(INK).text("Your balance", PAGE.left).moveDown(0.3);
  const lead = "Commissions are your money, which we pass on to creators in full. They are no part of our charge.";
  sheet.font("Helvetica").fontSize(9).fillColor(GREY).text(lead).moveDown(1);
  writeColumnHeads(sheet);
  writeRow(sheet, currency, { day: "", what: "Before", amountMinor: null, balanceMinor: openingMinor });
  let balanceMinor = openingMinor;
  for (const line of lines) {
    balanceMinor += line.amountMinor;
    const { day, amountMinor } = line;
    writeRow(sheet, currency, { day, what: lineInWords(line), amountMinor, balanceMinor }, isCharge(line));
  }
  writeRow(sheet, currency, { day: "", what: "After", amountMinor: null, balanceMinor: closingMinor }, true);
}

interface Row {
  readonly day: string;
  readonly what: string;
  readonly amountMinor: bigint | null;
  readonly balanceMinor: bigint;
}

function writeRow(sheet: Sheet, currency: string, row: Row, isBold = false): void {
  if (makeRoom(sheet, ROW_HEIGHT)) writeColumnHeads(sheet);
  const top = sheet.y;
  sheet.font("Helvetica").fontSize(9).fillColor(GREY).text(row.day, PAGE.left, top, { lineBreak: false });
  sheet.font(isBold ? "Helvetica-Bold" : "Helvetica").fillColor(INK);
  sheet.text(row.what, PAGE.left + columns.what, top, { lineBreak: false });
  writeFigures(sheet, top, row.amountMinor, row.balanceMinor, currency, isBold);
  rule(sheet, top + 14);
  sheet.y = top + ROW_HEIGHT;
}
