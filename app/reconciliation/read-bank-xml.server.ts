import { convert } from "xmlbuilder2";
import { isCurrencyCode } from "#app/kit/currency.ts";
import { parseDecimal } from "#app/kit/money.ts";
import { StatementFault, type RailLine } from "./rail-statement.ts";
import { attributeOf, childrenOf, findNode, textOf, type XmlNode } from "./xml-node.ts";

export interface ReadStatement {
  readonly format: "camt.053" | "pain.002";
  /** Null where the file names no period: then the days of its lines are it. */
  readonly period: { readonly from: string; readonly until: string } | null;
  readonly lines: readonly RailLine[];
}

/** Reads a bank's XML: a statement (camt.053, ISO 20022) or a report of rejected payments (pain.002), of any version. Throws a StatementFault. */
export function readBankXml(text: string): ReadStatement {
  // Entities could make a small file large or reach for other files; no bank's message has a document type.
  if (/<!DOCTYPE|<!ENTITY/i.test(text))
    throw new StatementFault("This XML declares a document type, which no bank’s file does.");
  if (/<(\w+:)?Document[\s>]/.test(text) && !/<\/(\w+:)?Document>\s*$/.test(text)) {
    throw new StatementFault("This file ends in the middle. Download the statement again.");
  }
  const root = parse(text);
  const document = findNode(root, "Document");
  const statement = findNode(document, "BkToCstmrStmt");
  if (statement !== undefined) return readStatements(childrenOf(statement, "Stmt"));
  const report = findNode(document, "CstmrPmtStsRpt");
  if (report !== undefined) return readReport(report);
  throw new StatementFault("This XML is neither a bank statement (camt.053) nor a payment status report (pain.002).");
}

function parse(text: string): XmlNode {
  try {
    return convert(text, { format: "object" }) as unknown as XmlNode;
  } catch {
    throw new StatementFault("This is no readable XML. Download the statement again and upload it unchanged.");
  }
}

function readStatements(statements: readonly XmlNode[]): ReadStatement {
  const periods = statements.flatMap((statement) => {
    const [from, until] = [textOf(statement, "FrToDt", "FrDtTm"), textOf(statement, "FrToDt", "ToDtTm")].map(dayOf);
    return from && until ? [{ from, until }] : [];
  });
  const lines = statements.flatMap((statement) => childrenOf(statement, "Ntry").flatMap(readEntry));
  if (periods.length === 0) return { format: "camt.053", period: null, lines };
  const from = periods.map((period) => period.from).sort()[0] ?? "";
  const until =
    periods
      .map((period) => period.until)
      .sort()
      .at(-1) ?? "";
  return { format: "camt.053", period: { from, until }, lines };
}

/** One booking: its payments where they are told one by one, else the sum with the name of the batch. */
function readEntry(entry: XmlNode): RailLine[] {
  const status = textOf(entry, "Sts", "Cd") || textOf(entry, "Sts");
  // Only what is booked is money; PDNG and INFO may still change.
  if (status !== "" && status !== "BOOK") return [];
  const bookedOn =
    dayOf(textOf(entry, "BookgDt", "Dt") || textOf(entry, "BookgDt", "DtTm") || textOf(entry, "ValDt", "Dt")) ?? "";
  if (bookedOn === "") throw new StatementFault("A booking of this statement has no day.");
  const details = childrenOf(entry, "NtryDtls");
  const payments = details.flatMap((each) => childrenOf(each, "TxDtls"));
  const shared = { bookedOn, bookingReference: textOf(entry, "AcctSvcrRef") || textOf(entry, "NtryRef") };
  const isDebit = textOf(entry, "CdtDbtInd") === "DBIT";
  if (payments.length === 0) {
    const batchName = textOf(findNode(details[0], "Btch"), "PmtInfId") || textOf(entry, "NtryRef");
    return [{ ...shared, ...amountOf(findNode(entry, "Amt")), ...kindOf(entry, isDebit), reference: batchName }];
  }
  return payments.map((payment) => {
    const direction = textOf(payment, "CdtDbtInd");
    const amount = findNode(payment, "Amt") ?? findNode(payment, "AmtDtls", "TxAmt", "Amt") ?? findNode(entry, "Amt");
    const own = textOf(payment, "Refs", "AcctSvcrRef") || textOf(payment, "Refs", "TxId");
    return {
      ...shared,
      ...(own === "" ? {} : { bookingReference: own }),
      ...amountOf(amount),
      ...kindOf(payment, direction === "" ? isDebit : direction === "DBIT"),
      reference: referenceOf(payment),
    };
  });
}

/** NOTPROVIDED is what banks write for a reference that is not there. */
function referenceOf(payment: XmlNode): string {
  const references = ["EndToEndId", "InstrId", "PmtInfId", "TxId"].map((name) => textOf(payment, "Refs", name));
  return references.find((reference) => reference !== "" && reference !== "NOTPROVIDED") ?? "";
}

function kindOf(node: XmlNode, isDebit: boolean): Pick<RailLine, "kind" | "reason"> {
  if (isDebit) return { kind: "paid", reason: "" };
  const why = [
    textOf(node, "RtrInf", "Rsn", "Cd") || textOf(node, "RtrInf", "Rsn", "Prtry"),
    textOf(node, "RtrInf", "AddtlInf"),
  ];
  const reason = why.filter((part) => part !== "").join(" ");
  return { kind: "returned", reason: reason || "The bank returned it and gave no reason." };
}

function amountOf(node: XmlNode): Pick<RailLine, "amountMinor" | "currency"> {
  const currency = attributeOf(node, "Ccy");
  const amountMinor = isCurrencyCode(currency) ? parseDecimal(textOf(node), currency) : null;
  if (amountMinor === null || amountMinor < 0n)
    throw new StatementFault("A booking of this statement has no readable amount.");
  return { currency, amountMinor };
}

function readReport(report: XmlNode): ReadStatement {
  const bookedOn = dayOf(textOf(report, "GrpHdr", "CreDtTm")) ?? "";
  if (bookedOn === "") throw new StatementFault("This payment status report does not say when it was made.");
  const payments = childrenOf(report, "OrgnlPmtInfAndSts").flatMap((block) => childrenOf(block, "TxInfAndSts"));
  const lines = payments.flatMap((payment): RailLine[] => {
    if (textOf(payment, "TxSts") !== "RJCT") return [];
    const why = findNode(payment, "StsRsnInf");
    const code = textOf(why, "Rsn", "Cd") || textOf(why, "Rsn", "Prtry");
    const reason = [code, textOf(why, "AddtlInf")].filter((part) => part !== "").join(" ");
    return [
      {
        ...{
          kind: "rejected",
          reference: textOf(payment, "OrgnlEndToEndId"),
          currency: "EUR",
          amountMinor: 0n,
          bookedOn,
        },
        ...{ reason: reason || "The bank rejected it and gave no reason.", bookingReference: textOf(payment, "StsId") },
      },
    ];
  });
  return { format: "pain.002", period: null, lines };
}

function dayOf(text: string): string | null {
  return /^\d{4}-\d{2}-\d{2}/.test(text) ? text.slice(0, "2026-06-01".length) : null;
}
