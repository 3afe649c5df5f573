import {
  amountText,
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
} from "#app/payouts/statement-sheet.server.ts";
import { toPrintableText } from "#app/payouts/printable-text.ts";
import { isFee, lineInWords, type Invoice } from "./invoice.ts";

const ROW_HEIGHT = 20;

/** A brand's invoice on paper: the platform's fee as what is charged, and beside it the brand's own money passing through, with balances. */
export async function writeInvoicePdf(invoice: Invoice, writtenAt: Date): Promise<Buffer> {
  const sheet = openSheet(`Invoice ${invoice.number}`, writtenAt);
  const chunks: Buffer[] = [];
  sheet.on("data", (chunk: Buffer) => chunks.push(chunk));
  const finished = new Promise<void>((resolve) => sheet.on("end", resolve));
  writeHead(sheet, invoice);
  writeCharge(sheet, invoice);
  writeLines(sheet, invoice);
  sheet.end();
  await finished;
  return Buffer.concat(chunks);
}

function writeHead(sheet: Sheet, { number, brandName, month }: Invoice): void {
  sheet.font("Helvetica-Bold").fontSize(13).fillColor(GREEN).text("Fairshare", PAGE.left, PAGE.top);
  sheet.moveDown(1.4);
  sheet.fontSize(22).fillColor(INK).text(`Invoice ${month}`);
  sheet.moveDown(0.3);
  sheet.font("Helvetica").fontSize(11).text(toPrintableText(brandName));
  sheet.fillColor(GREY).fontSize(9).text(`Number ${number}. Days are UTC days.`).moveDown(1.6);
}

function writeCharge(sheet: Sheet, { feeMinor, currency }: Invoice): void {
  sheet.font("Helvetica-Bold").fontSize(14).fillColor(INK).text("What we charge", PAGE.left).moveDown(0.5);
  const top = sheet.y;
  sheet
    .font("Helvetica")
    .fontSize(11)
    .text("Platform fee on commissions passed on", PAGE.left, top, { lineBreak: false });
  sheet
    .font("Helvetica-Bold")
    .text(`${amountText(feeMinor, currency)} ${currency}`, PAGE.left, top, { width: WIDTH, align: "right" });
  rule(sheet, sheet.y + 4);
  sheet
    .font("Helvetica")
    .fontSize(9)
    .fillColor(GREY)
    .text("Taken from the balance already: nothing is left to pay.", PAGE.left, sheet.y + 10)
    .moveDown(2);
}

function writeLines(sheet: Sheet, { lines, openingMinor, closingMinor, currency }: Invoice): void {
  sheet.font("Helvetica-Bold").fontSize(14).fillColor(INK).text("Your balance", PAGE.left).moveDown(0.3);
  const lead = "Commissions are your money, which we pass on to creators in full. They are no part of our charge.";
  sheet.font("Helvetica").fontSize(9).fillColor(GREY).text(lead).moveDown(1);
  writeColumnHeads(sheet);
  writeRow(sheet, currency, { day: "", what: "Before", amountMinor: null, balanceMinor: openingMinor });
  let balanceMinor = openingMinor;
  for (const line of lines) {
    balanceMinor += line.amountMinor;
    const { day, amountMinor } = line;
    writeRow(sheet, currency, { day, what: lineInWords(line), amountMinor, balanceMinor }, isFee(line));
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
