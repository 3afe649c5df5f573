import type { BenchReport } from "./bench-report.ts";
import { openBenchWorld } from "./bench-world.server.ts";
import { measureBooks } from "./books-speed.ts";
import { measurePosting } from "./posting-speed.ts";

const DATA_DIR = ".cache/bench-money";

/** How fast money is booked, checked, reviewed and paid out. */
export async function benchMoney({ isQuick }: { readonly isQuick: boolean }): Promise<BenchReport> {
  const world = await openBenchWorld(DATA_DIR);
  try {
    const services = { ...world.services, payoutDebtor: exampleDebtor };
    return {
      title: "Money",
      figures: [
        ...(await measureBooks({ ...world, services }, isQuick)),
        // On books that are as large as they get here.
        ...(await measurePosting(world, isQuick)),
      ],
    };
  } finally {
    await world.close();
  }
}

/** The example account of the IBAN registry; no money can move on it. */
const exampleDebtor = { name: "Bench", iban: "DE89370400440532013000", bic: "COBADEFFXXX" };
