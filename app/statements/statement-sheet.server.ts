import PDFDocument from "pdfkit";
import { formatDecimal } from "#app/kit/money.ts";

/** A4 in PostScript points, margins for a folder's holes. */
export const PAGE = { left: 56, right: 539, top: 56, bottom: 770 };
export const WIDTH = PAGE.right - PAGE.left;
export const INK = "#151b21";
export const GREY = "#6b7782";
export const GREEN = "#17805a";
const RULE = "#d3d8dc";

export const columns = { day: 0, what: 62, amount: 330, balance: 410 } as const;
/** How wide the texts between day and amount may be. */
export const TEXT_WIDTH = columns.amount - columns.what - 12;
const FIGURE_WIDTH = WIDTH - columns.balance;

export type Sheet = PDFKit.PDFDocument;

export function openSheet(title: string, writtenAt: Date): Sheet {
  return new PDFDocument({
    size: "A4",
    margins: { top: PAGE.top, bottom: 40, left: PAGE.left, right: 595 - PAGE.right },
    bufferPages: true,
    lang: "en",
    displayTitle: true,
    info: { Title: title, Author: "Fairshare", CreationDate: writtenAt, ModDate: writtenAt },
  });
}

/** The columns are named again on every page. */
export function writeColumnHeads(sheet: Sheet): void {
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

export function writeFigures(
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
export function makeRoom(sheet: Sheet, height: number): boolean {
  if (sheet.y + height <= PAGE.bottom) return false;
  sheet.addPage();
  sheet.x = PAGE.left;
  sheet.y = PAGE.top;
  return true;
}

export function rule(sheet: Sheet, y: number): void {
  sheet.moveTo(PAGE.left, y).lineTo(PAGE.right, y).lineWidth(0.5).strokeColor(RULE).stroke();
}

export function amountText(minor: bigint, currency: string): string {
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
export function dayText(instant: Date): string {
  return dayFormat.format(instant);
}
