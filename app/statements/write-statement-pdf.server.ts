import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { MAX_PDF_ROWS } from "#app/payouts/page-sizes.ts";
import { toPrintableText } from "#app/kit/printable-text.ts";
import {
  statementKindWords,
  formatMonth,
  type PaidSale,
  type StatementEntry,
  type StatementLine,
  type StatementMonth,
  type StatementPart,
} from "./statement.ts";
import {
  amountText,
  columns,
  dayText,
  GREEN,
  GREY,
  INK,
  makeRoom,
  openSheet,
  PAGE,
  rule,
  TEXT_WIDTH,
  WIDTH,
  writeColumnHeads,
  writeFigures,
  type Sheet,
} from "./statement-sheet.server.ts";

const ROW_GAP = 7;
const PAID_SALE_INDENT = 12;

export interface StatementHead {
  readonly creatorName: string;
  readonly month: StatementMonth;
  readonly writtenAt: Date;
  readonly origin: string;
}

/**
 * The statement as a PDF: a part per currency with opening balance, every line with its reason and a link to its explanation, under
 * each payout the sales behind it, closing balance; pages are numbered. It is whole or it is refused.
 */
export async function writeStatementPdf(
  head: StatementHead,
  entries: AsyncIterable<StatementEntry>,
): Promise<Outcome<Buffer, "too-long">> {
  const whole: StatementEntry[] = [];
  for await (const entry of entries) if (whole.push(entry) > MAX_PDF_ROWS) return refused("too-long");
  const sheet = openSheet(`Statement ${head.month.name}`, head.writtenAt);
  const chunks: Buffer[] = [];
  sheet.on("data", (chunk: Buffer) => chunks.push(chunk));
  const finished = new Promise<void>((resolve) => sheet.on("end", resolve));
  writeHead(sheet, head);
  if (whole.length === 0)
    sheet
      .font("Helvetica")
      .fontSize(11)
      .fillColor(INK)
      .text("Nothing was earned or paid in this month, and no balance was open.");
  for (const entry of whole) writeEntry(sheet, head, entry);
  writeFeet(sheet, head);
  sheet.end();
  await finished;
  return done(Buffer.concat(chunks));
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

function writeEntry(sheet: Sheet, head: StatementHead, entry: StatementEntry): void {
  switch (entry.entry) {
    case "opening": {
      const { part } = entry;
      makeRoom(sheet, 150);
      sheet.font("Helvetica-Bold").fontSize(14).fillColor(INK).text(part.currency, PAGE.left).moveDown(0.5);
      writeSummary(sheet, part);
      writeColumnHeads(sheet);
      return writeBalanceRow(sheet, head.month.from, "Opening balance", part.openingMinor, part.currency);
    }
    case "line":
      return writeLine(sheet, head, entry.line);
    case "sale":
      return writePaidSale(sheet, head, entry.line, entry.sale);
    case "closing": {
      const lastDay = new Date(head.month.until.getTime() - 1);
      const closedAt = lastDay < head.writtenAt ? lastDay : head.writtenAt;
      const label = entry.balanceMinor < 0n ? "Closing balance, carried forward" : "Closing balance";
      writeBalanceRow(sheet, closedAt, label, entry.balanceMinor, entry.part.currency);
      sheet.y += 22;
    }
  }
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

function writeLine(sheet: Sheet, head: StatementHead, line: StatementLine): void {
  const title = line.sale
    ? `${statementKindWords[line.kind]}: order ${line.sale.orderName}, ${line.brandName}`
    : `${statementKindWords[line.kind]}, ${line.brandName}`;
  const sold = line.sale ? `Sold ${dayText(line.sale.placedAt)}. ` : "";
  const heading = toPrintableText(title);
  const reason = toPrintableText(sold + line.sentence);
  sheet.font("Helvetica-Bold").fontSize(9);
  const headingHeight = sheet.heightOfString(heading, { width: TEXT_WIDTH });
  sheet.font("Helvetica").fontSize(8);
  const height = headingHeight + sheet.heightOfString(reason, { width: TEXT_WIDTH }) + ROW_GAP;
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
    .text(heading, PAGE.left + columns.what, top, { width: TEXT_WIDTH, ...link });
  sheet
    .font("Helvetica")
    .fontSize(8)
    .fillColor(GREY)
    .text(reason, PAGE.left + columns.what, top + headingHeight + 1, { width: TEXT_WIDTH });
  writeFigures(sheet, top, line.amountMinor, line.balanceMinor, line.currency);
  rule(sheet, top + height);
  sheet.y = top + height + 6;
}

/** A sale behind the payout above: smaller, and its part stands before the amounts, which it does not add to. */
function writePaidSale(sheet: Sheet, head: StatementHead, line: StatementLine, sale: PaidSale): void {
  const part = amountText(sale.amountMinor, line.currency);
  const what = toPrintableText(`Order ${sale.orderName}, ${line.brandName}, sold ${dayText(sale.placedAt)}: `);
  sheet.font("Helvetica").fontSize(8);
  const left = PAGE.left + columns.what + PAID_SALE_INDENT;
  const width = TEXT_WIDTH - PAID_SALE_INDENT;
  const height = sheet.heightOfString(what + part, { width });
  if (makeRoom(sheet, height + 6)) writeColumnHeads(sheet);
  const top = sheet.y;
  sheet
    .fillColor(GREEN)
    .text(what, left, top, { width, continued: true, link: `${head.origin}/creator/sales/${sale.saleId}` })
    .fillColor(INK)
    .text(part, { link: null });
  rule(sheet, top + height + 2);
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
