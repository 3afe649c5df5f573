import { explainSale } from "#app/insights/explain-sale.server.ts";
import { connectStore } from "#app/stores/connect-store.server.ts";
import { importOrders } from "#app/stores/import-orders.server.ts";
import { receiveSale } from "#app/stores/receive-sale.server.ts";
import { API_SALE_TOPIC } from "#app/stores/read-store-events.ts";
import { say } from "#scripts/command.ts";
import { countSalesAnew } from "#db/count-sales-anew.server.ts";
import { findFirstMember } from "./bench-members-store.server.ts";
import { atLeast, below, medianOf, quantileOf, type BenchFigure } from "./bench-report.ts";
import { countEarning, createBaseline, listSaleIds, listSharedCodes } from "./bench-orders-store.server.ts";
import type { BenchWorld } from "./bench-world.server.ts";

/** Odd, so that there is a middle one. */
const ROUNDS = 5;
const SALES_PER_ROUND = 200;
const FILE_ORDERS = 10_000;
const QUICK_FILE_ORDERS = 300;
const EXPLAINED_SALES = 400;
const MS_PER_SECOND = 1_000;

/**
 * A sale from the call that tells of it to its posted commission, one after the other, beside transactions of five statements that commit
 * in the same database: in turn, a pair per round. Then a file of orders, each with a creator's code.
 */
export async function measureSales(world: BenchWorld, isQuick: boolean): Promise<BenchFigure[]> {
  const { services, brandId } = world;
  const by = { brandId, userId: await findFirstMember(services.db, brandId) };
  const apiStoreId = services.newId();
  const fileStoreId = services.newId();
  for (const [kind, storeId] of [["api", apiStoreId], ["csv", fileStoreId]] as const) {
    const connected = await connectStore(services, { ...by, storeId, kind, name: kind, address: "", secret: "" });
    if (!connected.ok) throw new Error(`The store could not be connected: ${connected.refusal}.`);
  } // prettier-ignore
  const codes = await listSharedCodes(services.db, brandId);
  const commitFive = await createBaseline(world.superuserUrl, services.db);
  const rounds: { sales: number; commits: number }[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const commits = await rateOf(SALES_PER_ROUND, commitFive);
    const sales = await rateOf(SALES_PER_ROUND, (index) =>
      tellOfSale(world, `${round}-${index}`, codeFor(codes, index)),
    );
    // What runs for the first time is compiled meanwhile, and the server learns how many rows there are.
    if (round === 0) {
      await services.db.inBrand(brandId, countSalesAnew);
      continue;
    }
    say(`round ${round}: ${Math.round(commits)} transactions of five statements/s, ${Math.round(sales)} sales/s`);
    rounds.push({ sales, commits });
  }
  const orderCount = isQuick ? QUICK_FILE_ORDERS : FILE_ORDERS;
  const bulk = await rateOfFile(world, fileStoreId, codes, orderCount);
  const earning = await countEarning(services.db, brandId);
  const toldCount = (ROUNDS + 1) * SALES_PER_ROUND + orderCount;
  if (earning !== toldCount) throw new Error(`Only ${earning} of ${toldCount} sales earned a commission.`);
  return [
    { key: "fiveStatementsPerSecond", label: "transactions of five statements, one at a time, per second", value: medianOf(rounds.map(({ commits }) => commits)) },
    { key: "salesPerSecond", label: "sales to posted commission, one at a time, per second", value: medianOf(rounds.map(({ sales }) => sales)) },
    { key: "saleRatio", label: "the one to the other, median of 5 pairs", value: medianOf(rounds.map(({ sales, commits }) => sales / commits)), digits: 2, target: atLeast(0.25) },
    { key: "bulkPerSecond", label: `sales of a file of ${orderCount} orders, per second`, value: bulk, target: atLeast(3_000) },
  ]; // prettier-ignore
}

/** Explains sales spread over all that are stored. */
export async function measureExplaining({ services, brandId }: BenchWorld): Promise<BenchFigure[]> {
  const tookMs: number[] = [];
  for (const saleId of await listSaleIds(services.db, brandId, EXPLAINED_SALES)) {
    const startedMs = performance.now();
    const explained = await explainSale(services, { brandId, saleId, viewer: { kind: "brand" } });
    if (!explained.ok) throw new Error("A sale could not be explained.");
    tookMs.push(performance.now() - startedMs);
  }
  return [
    { key: "explainP50Ms", label: "p50 of explaining one of these sales, ms", value: quantileOf(tookMs, 0.5), digits: 1 },
    { key: "explainP95Ms", label: "p95 of the same, ms", value: quantileOf(tookMs, 0.95), digits: 1, target: below(100) },
  ]; // prettier-ignore
}

const codeFor = (codes: readonly string[], index: number) => codes[index % codes.length] ?? "";

async function rateOf(count: number, work: (index: number) => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  for (let index = 0; index < count; index += 1) await work(index);
  return (count * MS_PER_SECOND) / (performance.now() - startedMs);
}

async function tellOfSale({ services, brandId }: BenchWorld, id: string, code: string): Promise<void> {
  const lines = [
    { id: "1", product_id: "tea", sku: "TEA", title: "Tea", quantity: 2, price: "12.50" },
    { id: "2", product_id: "pot", sku: "POT", title: "Pot", quantity: 1, price: "30.00" },
  ];
  const sale = { id, name: `#${id}`, currency: "EUR", placed_at: services.clock.now().toISOString(), lines };
  const body = JSON.stringify({ ...sale, codes: [code], customer: { email: `buyer-${id}@bench.example` } });
  const told = await receiveSale(services, { brandId, topic: API_SALE_TOPIC, idempotencyKey: `sale-${id}`, body });
  if (!told.ok) throw new Error(`A sale was refused: ${told.refusal}.`);
}

async function rateOfFile(
  { services, brandId }: BenchWorld,
  storeId: string,
  codes: readonly string[],
  orderCount: number,
): Promise<number> {
  const day = services.clock.now().toISOString();
  const rows = Array.from(
    { length: orderCount },
    (_, index) => `file-${index},${day},EUR,25.00,Tea,${codeFor(codes, index)},file-${index}@bench.example`,
  );
  const text = ["order_id,placed_at,currency,price,title,code,customer_email", ...rows].join("\n");
  const startedMs = performance.now();
  const report = await importOrders(services, brandId, storeId, text);
  const tookMs = performance.now() - startedMs;
  if (!report.ok || report.value.recordedCount !== orderCount) throw new Error("Not every order of the file went in.");
  return (orderCount * MS_PER_SECOND) / tookMs;
}
