import PDFDocument from "pdfkit";
import { formatDecimal } from "#app/kit/money.ts";
import {
  statementKindWords,
  formatMonth,
  type StatementLine,
  type StatementMonth,
  type StatementPart,
} from "./statement.ts";
import { toPrintableText } from "./printable-text.ts";

/** A4 in PostScript points, margins for a folder's holes. */
const PAGE = { left: 56, right: 539, top: 56, bottom: 770 };
const WIDTH = PAGE.right - PAGE.left;
const INK = "#151b21";
const GREY = "#6b7782";
const RULE = "#d3d8dc";
const GREEN = "#17805a";
const ROW_GAP = 7;

const columns = { day: 0, what: 62, amount: 330, balance: 410 } as const;
const FIGURE_WIDTH = WIDTH - columns.balance;

export interface StatementHead {
  readonly creatorName: string;
  readonly month: StatementMonth;
  readonly writtenAt: Date;
  readonly origin: string;
}

type Sheet = PDFKit.PDFDocument;

/** The statement as a PDF: a part per currency with opening balance, every line with its reason and a link to its explanation, closing balance; pages are numbered. */
export async function writeStatementPdf(head: StatementHead, parts: readonly StatementPart[]): Promise<Buffer> {
  const sheet = new PDFDocument({
    size: "A4",
    margins: { top: PAGE.top, bottom: 40, left: PAGE.left, right: 595 - PAGE.right },
    bufferPages: true,
    lang: "en",
    displayTitle: true,
    info: {
      Title: `Statement ${head.month.name}`,
      Author: "Fairshare",
      CreationDate: head.writtenAt,
      ModDate: head.writtenAt,
    },
  });
  const chunks: Buffer[] = [];
  sheet.on("data", (chunk: Buffer) => chunks.push(chunk));
  const finished = new Promise<void>((resolve) => sheet.on("end", resolve));
  writeHead(sheet, head);
  if (parts.length === 0)
    sheet
      .font("Helvetica")
      .fontSize(11)
      .fillColor(INK)
      .text("Nothing was earned or paid in this month, and no balance was open.");
  for (const part of parts) writePart(sheet, head, part);
  writeFeet(sheet, head);
  sheet.end();
  await finished;
  return Buffer.concat(chunks);
}

function writeHead(sheet: Sheet, head: StatementHead): void {
  sheet.font("Helvetica-Bold").fontSize(13).fillColor(GREEN).text("Fairshare", PAGE.left, PAGE.top);
  sheet.moveDown(1.4);
  sheet
    .font("Helvetica-Bold")
    .fontSize(22)
    .fillColor(INK)
    .text(`Statement for ${formatMonth(head.month)}`);
  sheet.moveDown(0.3);
  sheet.font("Helvetica").fontSize(11).fillColor(INK).text(toPrintableText(head.creatorName));
  sheet
    .fillColor(GREY)
    .fontSize(9)
    .text(
      "The balance is what you have earned and we have not paid out yet, held and payable together. Days are UTC days.",
    )
    .moveDown(1.6);
}

function writePart(sheet: Sheet, head: StatementHead, part: StatementPart): void {
  makeRoom(sheet, 150);
  sheet.font("Helvetica-Bold").fontSize(14).fillColor(INK).text(part.currency, PAGE.left).moveDown(0.5);
  writeSummary(sheet, part);
  writeColumnHeads(sheet);
  writeBalanceRow(sheet, head.month.from, "Opening balance", part.openingMinor, part.currency);
  for (const line of part.lines) writeLine(sheet, head, line);
  const lastDay = new Date(head.month.until.getTime() - 1);
  writeBalanceRow(
    sheet,
    lastDay < head.writtenAt ? lastDay : head.writtenAt,
    "Closing balance",
    part.closingMinor,
    part.currency,
  );
  sheet.y += 22;
}

/** The month in one row of figures. */
function writeSummary(sheet: Sheet, part: StatementPart): void {
  const figures = [
    { label: "Opening", minor: part.openingMinor },
    ...part.totals.map((total) => ({ label: statementKindWords[total.kind], minor: total.amountMinor })),
    { label: "Closing", minor: part.closingMinor },
  ];
  const width = WIDTH / figures.length;
  const top = sheet.y;
  figures.forEach((figure, index) => {
    const left = PAGE.left + index * width;
    sheet
      .font("Helvetica")
      .fontSize(8)
      .fillColor(GREY)
      .text(figure.label, left, top, { width: width - 6, lineBreak: false });
    sheet
      .font("Helvetica-Bold")
      .fontSize(figures.length > 6 ? 9 : 11)
      .fillColor(INK)
      .text(amountText(figure.minor, part.currency), left, top + 12, { width: width - 6, lineBreak: false });
  });
  sheet.y = top + 40;
}

function writeColumnHeads(sheet: Sheet): void {
  const top = sheet.y;
  sheet.font("Helvetica").fontSize(8).fillColor(GREY);
  sheet.text("Booked", PAGE.left + columns.day, top, { lineBreak: false });
  sheet.text("What and why", PAGE.left + columns.what, top, { lineBreak: false });
  sheet.text("Amount", PAGE.left + columns.amount, top, {
    width: columns.balance - columns.amount - 8,
    align: "right",
    lineBreak: false,
  });
  sheet.text("Balance", PAGE.left + columns.balance, top, { width: FIGURE_WIDTH, align: "right", lineBreak: false });
  rule(sheet, top + 13);
  sheet.y = top + 19;
}

function writeLine(sheet: Sheet, head: StatementHead, line: StatementLine): void {
  const textWidth = columns.amount - columns.what - 12;
  const title = line.sale
    ? `${statementKindWords[line.kind]}: order ${line.sale.orderName}, ${line.brandName}`
    : `${statementKindWords[line.kind]}, ${line.brandName}`;
  const sold = line.sale ? `Sold ${dayText(line.sale.placedAt)}. ` : "";
  const heading = toPrintableText(title);
  const reason = toPrintableText(sold + line.sentence);
  sheet.font("Helvetica-Bold").fontSize(9);
  const headingHeight = sheet.heightOfString(heading, { width: textWidth });
  sheet.font("Helvetica").fontSize(8);
  const height = headingHeight + sheet.heightOfString(reason, { width: textWidth }) + ROW_GAP;
  if (makeRoom(sheet, height + 6)) writeColumnHeads(sheet);
  const top = sheet.y;
  sheet
    .font("Helvetica")
    .fontSize(9)
    .fillColor(GREY)
    .text(dayText(line.bookedAt), PAGE.left, top, { lineBreak: false });
  const link = line.sale ? { link: `${head.origin}/creator/sales/${line.sale.id}` } : {};
  sheet
    .font("Helvetica-Bold")
    .fillColor(line.sale ? GREEN : INK)
    .text(heading, PAGE.left + columns.what, top, { width: textWidth, ...link });
  sheet
    .font("Helvetica")
    .fontSize(8)
    .fillColor(GREY)
    .text(reason, PAGE.left + columns.what, top + headingHeight + 1, { width: textWidth });
  writeFigures(sheet, top, line.amountMinor, line.balanceMinor, line.currency);
  rule(sheet, top + height);
  sheet.y = top + height + 6;
}

function writeBalanceRow(sheet: Sheet, day: Date, label: string, balanceMinor: bigint, currency: string): void {
  if (makeRoom(sheet, 26)) writeColumnHeads(sheet);
  const top = sheet.y;
  sheet.font("Helvetica").fontSize(9).fillColor(GREY).text(dayText(day), PAGE.left, top, { lineBreak: false });
  sheet
    .font("Helvetica-Bold")
    .fillColor(INK)
    .text(label, PAGE.left + columns.what, top, { lineBreak: false });
  writeFigures(sheet, top, null, balanceMinor, currency, true);
  rule(sheet, top + 15);
  sheet.y = top + 21;
}

function writeFigures(
  sheet: Sheet,
  top: number,
  amountMinor: bigint | null,
  balanceMinor: bigint,
  currency: string,
  isBold = false,
): void {
  sheet
    .font(isBold ? "Helvetica-Bold" : "Helvetica")
    .fontSize(9)
    .fillColor(INK);
  if (amountMinor !== null) {
    const width = columns.balance - columns.amount - 8;
    const sign = amountMinor > 0n ? "+" : "";
    sheet.text(sign + amountText(amountMinor, currency), PAGE.left + columns.amount, top, {
      width,
      align: "right",
      lineBreak: false,
    });
  }
  sheet.text(amountText(balanceMinor, currency), PAGE.left + columns.balance, top, {
    width: FIGURE_WIDTH,
    align: "right",
    lineBreak: false,
  });
}

/** True when a new page was begun because the rest of this one is too short. */
function makeRoom(sheet: Sheet, height: number): boolean {
  if (sheet.y + height <= PAGE.bottom) return false;
  sheet.addPage();
  sheet.x = PAGE.left;
  sheet.y = PAGE.top;
  return true;
}

function rule(sheet: Sheet, y: number): void {
  sheet.moveTo(PAGE.left, y).lineTo(PAGE.right, y).lineWidth(0.5).strokeColor(RULE).stroke();
}

/** Page numbers can be written only once it is known how many there are. */
function writeFeet(sheet: Sheet, head: StatementHead): void {
  const { start, count } = sheet.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    sheet.switchToPage(page);
    sheet.page.margins.bottom = 0;
    const label = `${toPrintableText(head.creatorName)} · Statement ${head.month.name} · written ${dayText(head.writtenAt)}`;
    sheet.font("Helvetica").fontSize(8).fillColor(GREY);
    sheet.text(label, PAGE.left, 800, { width: WIDTH - 80, lineBreak: false });
    sheet.text(`Page ${page - start + 1} of ${count}`, PAGE.right - 80, 800, {
      width: 80,
      align: "right",
      lineBreak: false,
    });
  }
}

function amountText(minor: bigint, currency: string): string {
  const [whole = "", fraction] = formatDecimal(minor, currency).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

const dayFormat = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});
function dayText(instant: Date): string {
  return dayFormat.format(instant);
}
