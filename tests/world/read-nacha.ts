/** What an independent reader finds in a NACHA file, by the columns of the operating rules, appendix 3. */
export interface ReadNacha {
  readonly entries: readonly { readonly reference: string; readonly amountMinor: bigint }[];
  readonly totalCreditMinor: bigint;
  /** YYMMDD. */
  readonly effectiveDay: string;
  /** What does not agree, in words; empty for a sound file. */
  readonly faults: readonly string[];
}

/** Columns are counted from 1, as the rules do. */
const column = (record: string, from: number, to: number) => record.slice(from - 1, to);

export function readNacha(content: string): ReadNacha {
  const faults: string[] = [];
  const check = (isRight: boolean, fault: string) => {
    if (!isRight) faults.push(fault);
  };
  const records = content.replace(/\n$/, "").split("\n");
  check(
    records.every((record) => record.length === 94),
    "a record is not 94 characters long",
  );
  check(/^[\x20-\x7e\n]*$/.test(content), "a character is not printable ASCII");
  check(records.length % 10 === 0, "the last block is not full");
  const body = records.filter((record) => !/^9{94}$/.test(record));
  check(/^156+89$/.test(body.map((record) => record[0]).join("")), "records are out of order");
  const [header = "", batch = ""] = body;
  const entries = body.filter((record) => record.startsWith("6"));
  const [batchControl = "", fileControl = ""] = body.slice(-2);
  check(column(header, 2, 3) === "01" && column(header, 35, 40) === "094101", "the file header is wrong");
  check(column(batch, 2, 4) === "220" && column(batch, 51, 53) === "PPD", "the batch header is wrong");

  let hash = 0n;
  let credit = 0n;
  for (const [index, entry] of entries.entries()) {
    const routing = column(entry, 4, 12);
    const weights = [3, 7, 1, 3, 7, 1, 3, 7, 1];
    const sum = weights.reduce((total, weight, at) => total + weight * Number(routing[at]), 0);
    check(sum % 10 === 0, `entry ${index + 1} has a wrong routing number`);
    check(["22", "32"].includes(column(entry, 2, 3)), `entry ${index + 1} is no credit`);
    check(Number(column(entry, 88, 94)) === index + 1, `entry ${index + 1} has a wrong trace number`);
    check(column(entry, 80, 87) === column(batch, 80, 87), `entry ${index + 1} names another bank`);
    hash += BigInt(column(routing, 1, 8));
    credit += BigInt(column(entry, 30, 39));
  }
  const count = entries.length;
  check(Number(column(batchControl, 5, 10)) === count, "the batch counts its entries wrong");
  check(Number(column(fileControl, 14, 21)) === count, "the file counts its entries wrong");
  const wantedHash = (hash % 10_000_000_000n).toString().padStart(10, "0");
  check(column(batchControl, 11, 20) === wantedHash, "the batch's entry hash is wrong");
  check(column(fileControl, 22, 31) === wantedHash, "the file's entry hash is wrong");
  check(BigInt(column(batchControl, 33, 44)) === credit, "the batch's credits are wrong");
  check(BigInt(column(fileControl, 44, 55)) === credit, "the file's credits are wrong");
  check(Number(column(fileControl, 2, 7)) === 1, "the file counts its batches wrong");
  check(Number(column(fileControl, 8, 13)) === records.length / 10, "the file counts its blocks wrong");
  return {
    entries: entries.map((entry) => ({
      reference: column(entry, 40, 54),
      amountMinor: BigInt(column(entry, 30, 39)),
    })),
    totalCreditMinor: BigInt(column(fileControl, 44, 55)),
    effectiveDay: column(batch, 70, 75),
    faults,
  };
}
