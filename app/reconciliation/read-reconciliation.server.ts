import type { Rail } from "#app/payouts/payout.ts";
import type { Services } from "#app/platform/services.server.ts";
import { findFindings } from "./find-findings.server.ts";
import { countMatched, findLedgerOf, findLinesOf } from "./finding-store.server.ts";
import { findCoverage, findStatement, listStatements, sumLines } from "./statement-store.server.ts";
import { countMatchedTopUps, findLedgerOfTopUp, findTopUpLines } from "./top-up-lines-store.server.ts";
import { FINDINGS_SHOWN } from "./page-sizes.ts";

/** Which differences a list shows. */
export const standings = ["open", "resolved"] as const;
export type Standing = (typeof standings)[number];

/** The reconciliation page: what is matched, one page of differences, and the statements uploaded so far. */
export function readReconciliation(
  services: Services,
  {
    rail,
    standing,
    page,
    statementPage,
  }: { rail: Rail | null; standing: Standing; page: number; statementPage: number },
) {
  return services.db.inPlatform(async (tx) => {
    const findings = await findFindings(tx, rail === null ? {} : { rail });
    const matched = (await countMatched(tx)).filter((each) => rail === null || each.rail === rail);
    const shown = findings.filter(({ note }) => (note === null) === (standing === "open"));
    const from = (page - 1) * FINDINGS_SHOWN;
    return {
      matchedCount: matched.reduce((sum, { count }) => sum + count, 0),
      matchedTopUpCount: rail === null || rail === "stripe" ? await countMatchedTopUps(tx) : 0,
      canFetchStripe: services.stripe !== null,
      openCount: findings.filter(({ note }) => note === null).length,
      resolvedCount: findings.filter(({ note }) => note !== null).length,
      findings: shown.slice(from, from + FINDINGS_SHOWN),
      findingCount: shown.length,
      coverage: [...(await findCoverage(tx))].map(([name, days]) => ({ rail: name, ...days })),
      statements: await listStatements(tx, statementPage),
    };
  });
}

/** One difference with what the rail and the ledger say of its payout; null for one that is none, or none any more. */
export function readFinding(services: Services, findingKey: string) {
  return services.db.inPlatform(async (tx) => {
    const finding = (await findFindings(tx)).find(({ key }) => key === findingKey);
    if (!finding) return null;
    const { payout, topUp } = finding;
    if (topUp) {
      const ledger = await findLedgerOfTopUp(tx, topUp);
      return { finding, lines: await findTopUpLines(tx, topUp.paymentId), ledger };
    }
    return {
      finding,
      lines: payout ? await findLinesOf(tx, payout.payoutId) : [],
      ledger: payout ? await findLedgerOf(tx, payout.payoutId) : [],
    };
  });
}

/** A statement with a page of its lines; null for an unknown one. */
export function readRailStatement(services: Services, statementId: string, page: number) {
  return services.db.inPlatform(async (tx) => {
    const found = await findStatement(tx, statementId, page);
    return found ? { ...found, sums: await sumLines(tx, statementId) } : null;
  });
}
