import type { Services } from "#app/platform/services.server.ts";
import { auditFile, type FileAudit } from "./audit-file.ts";
import { plantTruth, type GroundTruth } from "./plant-truth.ts";
import {
  CREATOR_COUNT,
  plantTraces,
  prepareBrand,
  simulatedTerms,
  type SimulatedBrand,
} from "./prepare-brand.server.ts";
import { readRetailFile } from "./read-retail-file.ts";
import type { RetailBook } from "./retail-book.ts";
import { runEvents } from "./run-events.server.ts";
import { sumBrand, sumCreators, type RecordedCreator, type RecordedTotals } from "./simulated-brand-store.server.ts";

export interface SimulationSettings {
  readonly ordersPath: string;
  readonly brandName: string;
  readonly seed: number;
  readonly maxOrders: number;
  readonly workerCount: number;
  readonly onPrepared?: (book: RetailBook) => void;
  readonly onProgress?: (doneCount: number) => void;
}

export interface Simulation {
  readonly brand: SimulatedBrand;
  readonly book: RetailBook;
  readonly truth: GroundTruth;
  /** What the file says. */
  readonly expected: FileAudit;
  /** What the pipeline made of it. */
  readonly recorded: { readonly all: RecordedTotals; readonly creators: readonly RecordedCreator[] };
  /** What was not simply processed, by sentence, with how often. */
  readonly oddities: ReadonlyMap<string, number>;
  /** From the first event to the last. */
  readonly durationMs: number;
}

/** Plays a shop's year through the pipeline for a fresh brand and adds the same file up independently. */
export async function simulateRetail(services: Services, settings: SimulationSettings): Promise<Simulation> {
  const { ordersPath, maxOrders } = settings;
  const book = await readRetailFile(ordersPath, maxOrders);
  const truth = plantTruth(book, CREATOR_COUNT, settings.seed, simulatedTerms.clickWindowDays);
  const brand = await prepareBrand(services, settings.brandName, book);
  const traces = await plantTraces(services, brand, book, truth);
  settings.onPrepared?.(book);
  const startedMs = performance.now();
  const oddities = await runEvents(services, brand, book.events, {
    workerCount: settings.workerCount,
    traces,
    onProgress: settings.onProgress ?? (() => undefined),
  });
  const durationMs = performance.now() - startedMs;
  const expected = await auditFile(ordersPath, {
    ...{ maxOrders, creatorCount: CREATOR_COUNT, ...simulatedTerms },
    creatorOf: (customerId) => truth.get(customerId)?.creator,
  });
  const recorded = await services.db.inBrand(brand.brandId, async (tx) => ({
    all: await sumBrand(tx, brand.brandId),
    creators: await sumCreators(tx, brand.brandId),
  }));
  return { brand, book, truth, expected, recorded, oddities, durationMs };
}
