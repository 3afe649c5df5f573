import type { FileAudit } from "./audit-file.ts";
import type { RecordedCreator, RecordedTotals } from "./simulated-brand-store.server.ts";

/** One figure of the report, as the file and as the pipeline say it, in minor units or as a count. */
export interface ComparedFigure {
  readonly name: string;
  readonly expected: bigint;
  readonly recorded: bigint;
  readonly isMoney: boolean;
}

export interface NamedCreator {
  readonly name: string;
  readonly partnershipId: string;
}

/** Every figure side by side. The simulation is right when each pair is equal. */
export function compareSimulation(
  expected: FileAudit,
  recorded: { readonly all: RecordedTotals; readonly creators: readonly RecordedCreator[] },
  creators: readonly NamedCreator[],
): ComparedFigure[] {
  const unattributed = unattributedOf(expected, recorded);
  return [
    count("Orders", expected.orderCount, recorded.all.orderCount),
    amount("Gross", expected.grossMinor, recorded.all.grossMinor),
    amount("Refunds", expected.refundsMinor, recorded.all.refundsMinor),
    ...unattributed,
    ...creators.flatMap(({ name, partnershipId }, index) => {
      const theirs = expected.creators[index] ?? { orderCount: 0, grossMinor: 0, refundsMinor: 0, commissionMinor: 0 };
      const own = recorded.creators.find((creator) => creator.partnershipId === partnershipId);
      return [
        count(`${name}: orders`, theirs.orderCount, own?.orderCount ?? 0),
        amount(`${name}: gross`, theirs.grossMinor, own?.grossMinor ?? 0n),
        amount(`${name}: refunds`, theirs.refundsMinor, own?.refundsMinor ?? 0n),
        amount(`${name}: commission`, theirs.commissionMinor, own?.commissionMinor ?? 0n),
        amount(`${name}: held in the ledger`, theirs.commissionMinor, own?.ledgerMinor ?? 0n),
      ];
    }),
  ];
}

/** What nobody brought: all, less what each creator did. */
function unattributedOf(
  expected: FileAudit,
  recorded: { readonly all: RecordedTotals; readonly creators: readonly RecordedCreator[] },
): ComparedFigure[] {
  const less = (all: number, parts: readonly number[]) => parts.reduce((left, part) => left - part, all);
  const lessMinor = (all: bigint, parts: readonly bigint[]) => parts.reduce((left, part) => left - part, all);
  return [
    amount(
      "Un-attributed gross",
      less(
        expected.grossMinor,
        expected.creators.map((creator) => creator.grossMinor),
      ),
      lessMinor(
        recorded.all.grossMinor,
        recorded.creators.map((creator) => creator.grossMinor),
      ),
    ),
    amount(
      "Un-attributed refunds",
      less(
        expected.refundsMinor,
        expected.creators.map((creator) => creator.refundsMinor),
      ),
      lessMinor(
        recorded.all.refundsMinor,
        recorded.creators.map((creator) => creator.refundsMinor),
      ),
    ),
  ];
}

function count(name: string, expected: number, recorded: number): ComparedFigure {
  return { name, expected: BigInt(expected), recorded: BigInt(recorded), isMoney: false };
}

function amount(name: string, expected: number, recorded: bigint): ComparedFigure {
  return { name, expected: BigInt(expected), recorded, isMoney: true };
}
