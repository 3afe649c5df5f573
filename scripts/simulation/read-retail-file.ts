import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";
import { RetailBookkeeper, type RetailBook } from "./retail-book.ts";

const columns = [
  "InvoiceNo",
  "StockCode",
  "Description",
  "Quantity",
  "InvoiceDate",
  "UnitPrice",
  "CustomerID",
] as const;
type FileRow = Record<(typeof columns)[number], string>;

/** Streams the gzipped CSV into a book of at most `maxOrders` orders. Throws when it is no such file. */
export async function readRetailFile(path: string, maxOrders: number): Promise<RetailBook> {
  const book = new RetailBookkeeper(maxOrders);
  const rows = createReadStream(path)
    .pipe(createGunzip())
    .pipe(parse({ columns: true, bom: true }));
  let lineNumber = 1;
  for await (const row of rows as AsyncIterable<FileRow>) {
    lineNumber += 1;
    if (lineNumber === 2) requireColumns(row, path);
    const isTaken = book.add({
      lineNumber,
      invoice: row.InvoiceNo,
      stockCode: row.StockCode,
      description: row.Description,
      quantity: row.Quantity,
      invoiceDate: row.InvoiceDate,
      unitPrice: row.UnitPrice,
      customerId: row.CustomerID,
    });
    if (!isTaken) break;
  }
  return book.close();
}

function requireColumns(row: FileRow, path: string): void {
  const missing = columns.filter((column) => row[column] === undefined);
  if (missing.length > 0) throw new Error(`${path} lacks the columns ${missing.join(", ")}.`);
}
