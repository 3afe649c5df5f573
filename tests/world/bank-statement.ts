/** One booking of a bank's statement, as a story tells it. */
export interface Booked {
  readonly reference: string;
  /** `20.00`. */
  readonly amount: string;
  readonly currency?: string;
  readonly day?: string;
  readonly isCredit?: boolean;
  /** The code and the words of a return. */
  readonly returned?: readonly [string, string];
}

/** A statement as a bank writes it: camt.053.001.08, one entry per payment. */
export function camtStatement(
  booked: readonly Booked[],
  period: readonly [string, string] = ["2026-06-01", "2026-06-30"],
): string {
  const entries = booked.map(
    ({ reference, amount, currency = "EUR", day = "2026-06-02", isCredit = false, returned }, index) => {
      const sign = isCredit || returned ? "CRDT" : "DBIT";
      const why = returned
        ? `<RtrInf><Rsn><Cd>${returned[0]}</Cd></Rsn><AddtlInf>${returned[1]}</AddtlInf></RtrInf>`
        : "";
      return `<Ntry><NtryRef>${index + 1}</NtryRef><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${sign}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
      <BookgDt><Dt>${day}</Dt></BookgDt><AcctSvcrRef>${day}-${reference}-${index}</AcctSvcrRef><NtryDtls><TxDtls>
      <Refs><EndToEndId>${reference}</EndToEndId></Refs><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${sign}</CdtDbtInd>${why}
      </TxDtls></NtryDtls></Ntry>`;
    },
  );
  return `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
    <GrpHdr><MsgId>S1</MsgId><CreDtTm>${period[1]}T22:00:00Z</CreDtTm></GrpHdr><Stmt><Id>S1</Id>
    <FrToDt><FrDtTm>${period[0]}T00:00:00Z</FrDtTm><ToDtTm>${period[1]}T23:59:59Z</ToDtTm></FrToDt>
    ${entries.join("\n")}</Stmt></BkToCstmrStmt></Document>`;
}
