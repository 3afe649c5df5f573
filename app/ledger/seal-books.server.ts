import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { earliestBeside, PLATFORM_CHAIN } from "./seal.ts";
import { findHead, findUnsealed, findWaitingChains, insertSeals, listChains } from "./seal-store.server.ts";

/** Rows sealed in one transaction. */
const ROWS_PER_STEP = 5_000;

/** Another sealer was at work on the same chain; what it left is for the next run. */
class ChainTakenError extends Error {}

/**
 * Seals what has no seal yet, chain by chain. Any number of processes may do it at once: each number of a chain is taken once.
 * @param isThorough looks at all rows, not only at those that may have been under way when the latest seal was made.
 * @returns how many rows were sealed.
 */
export async function sealBooks(services: Services, { isThorough = false } = {}): Promise<number> {
  const waiting = await services.db.inPlatform(async (tx) => {
    const chains = (await listChains(tx)).map(({ brandId, headSubjectId }) => ({
      brandId,
      from: earliestBeside(isThorough ? null : headSubjectId),
    }));
    const brandIds = new Set(await findWaitingChains(tx, chains));
    return chains.filter(({ brandId }) => brandIds.has(brandId));
  });
  let sealedCount = 0;
  for (const { brandId, from } of waiting) sealedCount += await sealChain(services, brandId, from);
  return sealedCount;
}

async function sealChain(services: Services, brandId: string, from: string): Promise<number> {
  let sealedCount = 0;
  for (let next: string | null = from; next !== null;) {
    const step = await sealStep(services, brandId, next);
    sealedCount += step.sealedCount;
    // A row committed meanwhile with an earlier id is found by the next run.
    next = step.lastId;
  }
  return sealedCount;
}

interface SealedStep {
  readonly sealedCount: number;
  /** Null when nothing is left for this run. */
  readonly lastId: string | null;
}

async function sealStep(services: Services, brandId: string, from: string): Promise<SealedStep> {
  const work = async (tx: Tx): Promise<SealedStep> => {
    // The head first: rows that another sealer commits after this line are seen as sealed, and its numbers as taken.
    const head = await findHead(tx, brandId);
    const rows = await findUnsealed(tx, brandId, { from, limit: ROWS_PER_STEP });
    if (rows.length === 0) return { sealedCount: 0, lastId: null };
    if (!(await insertSeals(tx, brandId, head, rows, services.clock.now()))) throw new ChainTakenError();
    const isLast = rows.length < ROWS_PER_STEP;
    return { sealedCount: rows.length, lastId: isLast ? null : (rows.at(-1)?.id ?? null) };
  };
  try {
    return await (brandId === PLATFORM_CHAIN ? services.db.inPlatform(work) : services.db.inBrand(brandId, work));
  } catch (error) {
    if (error instanceof ChainTakenError) return { sealedCount: 0, lastId: null };
    throw error;
  }
}
